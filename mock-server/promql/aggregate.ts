import { accumulators } from './accumulators';
import { countValues } from './aggregate-count-values';
import { quantileAggregate } from './aggregate-quantile';
import { selectExtremes } from './aggregate-topk';
import type { Aggregation } from './ast';
import { unwrapParentheses } from './ast';
import type { Evaluation } from './evaluation';
import type { Groups } from './groups';
import { groupRows } from './groups';
import type { VectorBlock } from './vector-block';

function accumulate(operator: string, block: VectorBlock, groups: Groups, evaluation: Evaluation): VectorBlock {
  const create = accumulators.get(operator);
  if (create === undefined) throw new TypeError(`${operator} is no aggregation`);
  const size = groups.labels.length * block.steps;
  const accumulator = create(size, evaluation.dialect);
  const present = new Uint8Array(size);
  for (let row = 0; row < block.rows.length; row++) {
    const offset = (groups.groupOfRow[row] ?? 0) * block.steps;
    for (let step = 0; step < block.steps; step++) {
      const at = row * block.steps + step;
      if (block.present[at] !== 1) continue;
      accumulator.add(offset + step, block.values[at] ?? Number.NaN, present[offset + step] === 0);
      present[offset + step] = 1;
    }
  }
  const values = accumulator.results();
  const { labels, named } = groups;
  return { kind: 'vector', rows: labels, steps: block.steps, values, present, nameless: !named, distinct: !named };
}

/** `sum by (…) (…)` and its relatives. Rows are grouped once for all steps; labels of the input are only read. */
export function evaluateAggregation(evaluation: Evaluation, aggregation: Aggregation): VectorBlock {
  const { operator, parameter } = aggregation;
  const parameterValue = parameter === undefined ? undefined : evaluation.evaluate(unwrapParentheses(parameter));
  const block = evaluation.evaluate(aggregation.expression);
  if (block.kind !== 'vector') throw new TypeError('an aggregation over something that is no vector passed the type check');
  evaluation.checkDeadline();
  if (parameterValue?.kind === 'string') return countValues(block, aggregation, parameterValue.text);
  const groups = groupRows(block, aggregation);
  if (parameterValue?.kind !== 'scalar') return accumulate(operator, block, groups, evaluation);
  if (operator === 'quantile') return quantileAggregate(block, groups, parameterValue.values);
  return selectExtremes(block, groups, parameterValue.values, operator === 'topk' ? 1 : -1);
}
