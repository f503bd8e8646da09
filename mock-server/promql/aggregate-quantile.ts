import type { Groups } from './groups';
import { quantileOf } from './quantile';
import type { VectorBlock } from './vector-block';

/** Row numbers of each group. */
export function rowsByGroup(groups: Groups): readonly (readonly number[])[] {
  const rows: number[][] = groups.labels.map(() => []);
  groups.groupOfRow.forEach((group, row) => {
    rows[group]?.push(row);
  });
  return rows;
}

export function quantileAggregate(block: VectorBlock, groups: Groups, quantiles: Float64Array): VectorBlock {
  const { steps } = block;
  const values = new Float64Array(groups.labels.length * steps);
  const present = new Uint8Array(values.length);
  rowsByGroup(groups).forEach((rows, group) => {
    for (let step = 0; step < steps; step++) {
      const samples = rows.flatMap((row) =>
        block.present[row * steps + step] === 1 ? [block.values[row * steps + step] ?? Number.NaN] : [],
      );
      if (samples.length === 0) continue;
      values[group * steps + step] = quantileOf(quantiles[step] ?? Number.NaN, samples);
      present[group * steps + step] = 1;
    }
  });
  return { kind: 'vector', rows: groups.labels, steps, values, present, nameless: !groups.named, distinct: !groups.named };
}
