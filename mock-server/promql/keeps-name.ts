import type { Binary } from './ast';
import { comparisonOperators } from './ast';
import type { Dialect } from './dialect';

/** Filtering comparisons keep the metric name, as does `atan2` in Prometheus 2. */
export function keepsName({ operator, bool }: Binary, dialect: Dialect): boolean {
  return (comparisonOperators.has(operator) && !bool) || (operator === 'atan2' && dialect === 'prometheus2');
}
