import type { Expression } from './ast';

/** The tree as text with every binding written out, so that precedence can be read. */
export function notation(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'string':
      return JSON.stringify(expression.value);
    case 'parentheses':
      return notation(expression.expression);
    case 'unary':
      return `(${expression.operator} ${notation(expression.expression)})`;
    case 'binary':
      return `(${notation(expression.left)} ${expression.operator} ${notation(expression.right)})`;
    case 'call':
      return `${expression.name}(${expression.args.map(notation).join(', ')})`;
    case 'aggregation':
      return `${expression.operator} ${expression.without ? 'without' : 'by'} [${expression.labels.join(' ')}] ${notation(expression.expression)}`;
    case 'matrix-selector':
      return `${notation(expression.selector)}[${expression.rangeMs}]`;
    case 'subquery':
      return `${notation(expression.expression)}[${expression.rangeMs}:${expression.stepMs ?? ''}]${modifiers(expression)}`;
    case 'vector-selector': {
      const name = expression.matchers.find((matcher) => matcher.name === '__name__')?.value ?? '{}';
      return `${name}${modifiers(expression)}`;
    }
  }
}

function modifiers({ offsetMs, at }: Extract<Expression, { kind: 'vector-selector' | 'subquery' }>): string {
  const moment = at?.kind === 'timestamp' ? `@${at.ms}` : at === undefined ? '' : `@${at.kind}`;
  return moment + (offsetMs === undefined ? '' : ` offset ${offsetMs}`);
}
