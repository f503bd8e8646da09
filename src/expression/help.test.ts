import { expect, it } from 'vitest';
import { findOperand } from './find-operand';
import { FOREIGN_OPERANDS } from './foreign-operands';
import { HELP } from './help';
import { OPERANDS } from './operands/index';
import { operatorsOf } from './operands/operand';
import { parseExpression } from './parse-expression';

const rows = HELP.flatMap((section) => section.rows);

it.each(rows)('help: $example', ({ write, means, example }) => {
  expect(parseExpression(example)).toMatchObject({ ok: true });
  expect(write).not.toBe('');
  expect(means).not.toBe('');
});

it('every operand has one row, its example asks it, and it asks something', () => {
  for (const operand of OPERANDS) {
    expect(rows.filter(({ write }) => write.split(/[, ]/)[0] === operand.id)).toHaveLength(1);
    const parsed = parseExpression(operand.example);
    expect(parsed.ok && JSON.stringify(parsed.value)).toContain(`"operand":"${operand.id}"`);
    expect(operand.node ?? operand.edge).toBeDefined();
  }
});

it('operators that operands take all have a row', () => {
  const written = HELP[1]?.rows.flatMap(({ write }) => write.split(/[ ,]+/));
  for (const operator of OPERANDS.flatMap(operatorsOf)) expect(written).toContain(operator);
});

it('no word names two operands, and what is refused names none', () => {
  const words = OPERANDS.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
  expect(new Set(words).size).toBe(words.length);
  for (const word of words) expect(word).toBe(word.toLowerCase());
  for (const word of FOREIGN_OPERANDS.keys()) expect(findOperand(word)).toBeUndefined();
});
