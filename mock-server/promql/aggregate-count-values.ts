import { executionError } from './errors';
import { formatScalar } from './format-number';
import type { Grouping } from './groups';
import { groupLabels } from './groups';
import { keyOfAll, setLabel } from './label-set';
import type { VectorBlock } from './vector-block';
import { BlockBuilder, rowLabels } from './vector-block';

const noExclusions: ReadonlySet<string> = new Set();

/** `count_values("label", …)`: how many samples have each value, written into the label. */
export function countValues(block: VectorBlock, grouping: Grouping, label: string): VectorBlock {
  if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label)) throw executionError(`invalid label name ${JSON.stringify(label)}`);
  const counts = new Map<string, number>();
  const builder = new BlockBuilder(block.steps);
  const cells: [row: number, step: number, key: string][] = [];
  block.rows.forEach((_, row) => {
    const group = groupLabels(block, rowLabels(block, row), grouping);
    for (let step = 0; step < block.steps; step++) {
      const at = row * block.steps + step;
      if (block.present[at] !== 1) continue;
      const labels = setLabel(group, label, formatScalar(block.values[at] ?? Number.NaN));
      const labelKey = keyOfAll(labels, noExclusions);
      const cell = `${step} ${labelKey}`;
      const count = counts.get(cell) ?? 0;
      if (count === 0) cells.push([builder.row(labelKey, () => labels), step, cell]);
      counts.set(cell, count + 1);
    }
  });
  for (const [row, step, cell] of cells) builder.set(row, step, counts.get(cell) ?? 0);
  return builder.build(false);
}
