import type { Criterion, Expression } from './expression';
import { writeValue } from './tokens';

/** The canonical text: `parseExpression` of it gives the same expression. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'criterion':
      return printCriterion(expression);
    case 'not':
      return `NOT ${bracketed(expression.part, expression.part.kind === 'and' || expression.part.kind === 'or')}`;
    case 'and':
      return expression.parts.map((part) => bracketed(part, part.kind === 'or')).join(' AND ');
    case 'or':
      return expression.parts.map(printExpression).join(' OR ');
  }
}

function printCriterion({ operand, end, test }: Criterion): string {
  const asked = end === undefined ? operand : `${end}.${operand}`;
  if (test === undefined) return asked;
  return `${asked}${test.operator}${writeValue(test.value.kind === 'text' ? test.value.text : test.value.written)}`;
}

const bracketed = (part: Expression, needed: boolean): string => (needed ? `(${printExpression(part)})` : printExpression(part));
