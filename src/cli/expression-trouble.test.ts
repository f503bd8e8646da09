import { expect, it } from 'vitest';
import { parseExpression } from '../expression/parse-expression';
import { expressionTrouble } from './expression-trouble';

function trouble(text: string): readonly string[] {
  const parsed = parseExpression(text);
  return parsed.ok ? [] : expressionTrouble('--find', text, parsed.error).split('\n');
}

it('shows what is wrong, where, and what to write', () => {
  expect(trouble('namespace=shop AND helthy')).toEqual([
    '--find: There is no operand “helthy”.',
    '  namespace=shop AND helthy',
    '                     ^^^^^^',
    'Did you mean healthy? To look for a name write name*=helthy.',
  ]);
});

it('has four lines whatever stands in the expression', () => {
  expect(trouble('authz="a\n\u001b[1mb"')).toEqual([
    '--find: authz is never “a [1mb”.',
    '  authz="a  [1mb"',
    '        ^^^^^^^^^',
    'It is one of allowed, denied, depends, ambiguous, unknown.',
  ]);
});
