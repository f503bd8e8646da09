import type { Binary } from './ast';
import { matchSignatures } from './match-signature';
import type { VectorBlock } from './vector-block';
import { BlockBuilder, mergeEqualRows, rowKey, rowLabels } from './vector-block';

/** Which match groups are present in which step, at `signature * steps + step`. */
function presentGroups(block: VectorBlock, signatures: Int32Array, count: number): Uint8Array {
  const groups = new Uint8Array(count * block.steps);
  block.rows.forEach((_, row) => {
    const signature = signatures[row] ?? 0;
    for (let step = 0; step < block.steps; step++) {
      if (block.present[row * block.steps + step] === 1) groups[signature * block.steps + step] = 1;
    }
  });
  return groups;
}

/** The block without the samples whose match group is (or is not) in `groups`. */
function filterByGroups(block: VectorBlock, signatures: Int32Array, groups: Uint8Array, wanted: 0 | 1): VectorBlock {
  const { steps } = block;
  const present = block.present.slice();
  block.rows.forEach((_, row) => {
    const signature = signatures[row] ?? 0;
    for (let step = 0; step < steps; step++) {
      if (groups[signature * steps + step] !== wanted) present[row * steps + step] = 0;
    }
  });
  return { ...block, present };
}

function union(left: VectorBlock, right: VectorBlock): VectorBlock {
  const builder = new BlockBuilder(left.steps);
  for (const block of [left, right]) {
    block.rows.forEach((_, row) => {
      const from = row * block.steps;
      if (!block.present.subarray(from, from + block.steps).includes(1)) return;
      const target = builder.row(rowKey(block, row), () => rowLabels(block, row));
      for (let step = 0; step < block.steps; step++) {
        if (block.present[from + step] === 1) builder.set(target, step, block.values[from + step] ?? Number.NaN);
      }
    });
  }
  return builder.build(left.nameless && right.nameless);
}

/** `and`, `unless` and `or`; labels and values are those of the side a sample comes from. */
export function combineSets(binary: Binary, left: VectorBlock, right: VectorBlock): VectorBlock {
  const signatures = matchSignatures(binary.matching, left, right);
  if (binary.operator === 'or') {
    const inLeft = presentGroups(left, signatures.left, signatures.count);
    return union(left, filterByGroups(right, signatures.right, inLeft, 0));
  }
  const inRight = presentGroups(right, signatures.right, signatures.count);
  return mergeEqualRows(filterByGroups(left, signatures.left, inRight, binary.operator === 'and' ? 1 : 0));
}
