/** The value behind an operator, read as its operand wants it. */
import { err, ok, type Result } from '../lib/result';
import type { Operator, Test } from './expression';
import { type Operand, operatorsOf } from './operands/operand';

/** What is wrong with the value or the operator; the caller knows where it stands. */
export interface TestFault {
  readonly about: 'operator' | 'value';
  readonly message: string;
  readonly hint: string;
}

/** How long a value may be quoted in an error. */
const shown = (text: string): string => `“${text.length > 40 ? `${text.slice(0, 39)}…` : text}”`;

export function parseTest(operand: Operand, operator: Operator, text: string): Result<Test, TestFault> {
  const taken = operatorsOf(operand);
  if (!taken.includes(operator)) {
    const hint = taken.length === 0 ? `Write ${operand.id} or NOT ${operand.id}.` : `${operand.id} takes ${taken.join(' ')}.`;
    const message = taken.length === 0 ? `${operand.id} stands alone, without a value.` : `${operator} does not fit ${operand.id}.`;
    return err({ about: 'operator', message, hint });
  }
  if (text.trim() === '') {
    return err({
      about: 'value',
      message: `${operand.id} is compared with nothing.`,
      hint: `Write a value, for example ${operand.example}.`,
    });
  }
  if (operand.type === 'choice') {
    const choice = choiceOf(operand.choices, operand.abbreviations, text);
    if (choice !== undefined) return ok({ operator, value: { kind: 'text', text: choice } });
    return err({ about: 'value', message: `${operand.id} is never ${shown(text)}.`, hint: `It is one of ${operand.choices.join(', ')}.` });
  }
  if (operand.type === 'number') {
    const number = operand.unit.read(text);
    if (number !== undefined) return ok({ operator, value: { kind: 'number', number, written: text.trim() } });
    return err({
      about: 'value',
      message: `${operand.id} is a number (${operand.unit.title}), not ${shown(text)}.`,
      hint: numberHint(operand.unit.write, text),
    });
  }
  return ok({ operator, value: { kind: 'text', text } });
}

function numberHint(write: string, text: string): string {
  if (text.toLowerCase() === 'nan') return 'For no activity write =0.';
  return `Write ${write}${text.includes(',') ? ', with a point for decimals' : ''}.`;
}

function choiceOf(choices: readonly string[], abbreviations: ReadonlyMap<string, string> | undefined, text: string): string | undefined {
  const lower = text.toLowerCase();
  return choices.find((choice) => choice.toLowerCase() === lower) ?? abbreviations?.get(lower);
}
