import { rowsByGroup } from './aggregate-quantile';
import { executionError } from './errors';
import type { Groups } from './groups';
import type { VectorBlock } from './vector-block';
import { mergeEqualRows, rowKey } from './vector-block';

/** How many to keep: k as a whole number, none when below 1. */
function wholeCount(k: number): number {
  if (Number.isNaN(k) || Math.abs(k) >= 2 ** 63) throw executionError(`Scalar value ${k} overflows int64`);
  return Math.max(0, Math.trunc(k));
}

function byLabels(block: VectorBlock, a: number, b: number): number {
  return rowKey(block, a) < rowKey(block, b) ? -1 : 1;
}

/** `topk` (direction 1) and `bottomk` (-1): the samples keep all their labels. NaN comes last; among equals the first by labels wins. */
export function selectExtremes(block: VectorBlock, groups: Groups, counts: Float64Array, direction: 1 | -1): VectorBlock {
  const { steps } = block;
  const present = new Uint8Array(block.present.length);
  const order: number[] = [];
  for (const rows of rowsByGroup(groups)) {
    for (let step = 0; step < steps; step++) {
      const valueAt = (row: number) => block.values[row * steps + step] ?? Number.NaN;
      const candidates = rows.filter((row) => block.present[row * steps + step] === 1);
      candidates.sort((a, b) => {
        if (Number.isNaN(valueAt(a)) || Number.isNaN(valueAt(b)))
          return Number(Number.isNaN(valueAt(a))) - Number(Number.isNaN(valueAt(b)));
        return direction * (valueAt(b) - valueAt(a)) || byLabels(block, a, b);
      });
      for (const row of candidates.slice(0, wholeCount(counts[step] ?? Number.NaN))) {
        present[row * steps + step] = 1;
        order.push(row);
      }
    }
  }
  return mergeEqualRows(steps === 1 ? reordered(block, order) : { ...block, present });
}

/** An instant answer lists the best first. */
function reordered(block: VectorBlock, order: readonly number[]): VectorBlock {
  return {
    ...block,
    rows: order.flatMap((row) => block.rows[row] ?? []),
    values: Float64Array.from(order, (row) => block.values[row] ?? Number.NaN),
    present: new Uint8Array(order.length).fill(1),
  };
}
