/** Go's math.Pow differs from `**` where a NaN or an infinite exponent meets ±1. */
function power(base: number, exponent: number): number {
  return base === 1 || (base === -1 && Math.abs(exponent) === Number.POSITIVE_INFINITY) ? 1 : base ** exponent;
}

const arithmetic: ReadonlyMap<string, (left: number, right: number) => number> = new Map([
  ['+', (left: number, right: number) => left + right],
  ['-', (left: number, right: number) => left - right],
  ['*', (left: number, right: number) => left * right],
  ['/', (left: number, right: number) => left / right],
  ['%', (left: number, right: number) => left % right],
  ['^', power],
  ['atan2', Math.atan2],
]);

const comparisons: ReadonlyMap<string, (left: number, right: number) => boolean> = new Map([
  ['==', (left: number, right: number) => left === right],
  ['!=', (left: number, right: number) => left !== right],
  ['<', (left: number, right: number) => left < right],
  ['<=', (left: number, right: number) => left <= right],
  ['>', (left: number, right: number) => left > right],
  ['>=', (left: number, right: number) => left >= right],
]);

/** A binary operator on two numbers; undefined means that a comparison filters the sample out. */
export type NumberOperator = (left: number, right: number) => number | undefined;

/** With `bool`, and between scalars, comparisons answer 0 or 1; otherwise they keep the left value or drop it. */
export function numberOperator(operator: string, bool: boolean): NumberOperator {
  const compute = arithmetic.get(operator);
  if (compute !== undefined) return compute;
  const holds = comparisons.get(operator);
  if (holds === undefined) throw new TypeError(`${operator} is no operator on numbers`);
  if (bool) return (left, right) => (holds(left, right) ? 1 : 0);
  return (left, right) => (holds(left, right) ? left : undefined);
}
