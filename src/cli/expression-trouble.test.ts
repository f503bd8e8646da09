import { expect, it } from 'vitest';
import { parseExpression } from '../expression/parse-expression';
import { expressionTrouble } from './expression-trouble';

const trouble = (text: string): readonly string[] => {
  const parsed = parseExpression(text);
  if (parsed.ok) throw new Error(`${text} is an expression`);
  return expressionTrouble('--find', text, parsed.error).split('\n');
};

it('shows what is wrong, where, and what to write', () => {
  expect(trouble('namespace=shop AND helthy')).toEqual([
    '--find: There is no operand “helthy”.',
    '  namespace=shop AND helthy',
    '                     ^^^^^^',
    'Did you mean healthy? To look for a name write name*=helthy.',
  ]);
});

it.each([
  ['', '  ', '  ^'],
  ['healthy AND', '  healthy AND', '             ^'],
  ['(idle', '  (idle', '  ^'],
  // Forty characters before the place are enough, and a long piece ends after forty.
  [`name=${'a'.repeat(60)} b`, `  …${'a'.repeat(39)} b`, `${' '.repeat(43)}^`],
  [`idle ${'b'.repeat(60)}`, `  idle ${'b'.repeat(40)}…`, `       ${'^'.repeat(40)}`],
  [`${'b'.repeat(3)} AND idle OR ${'c'.repeat(60)}`, `  bbb AND idle OR ${'c'.repeat(17)}…`, '  ^^^'],
])('%j keeps the mark below its place', (text, line, mark) => {
  expect(trouble(text).slice(1, 3)).toEqual([line, mark]);
});

it('lets no control character through, and the mark still fits', () => {
  const [, line, mark] = trouble('name="\u001b[31m\n" x\u0007y');
  expect([line, mark]).toEqual(['  name=" [31m " x y', '                ^^^']);
});
