import type { VectorMatching } from './ast';
import { noLabels } from './label-set';
import { NamedLabelsIndex } from './named-labels-index';
import type { VectorBlock } from './vector-block';
import { rowKey, rowLabels } from './vector-block';

/** Numbers for the match groups of two vectors: rows with the same number match. */
export interface Signatures {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly count: number;
}

function signaturesByName({ labels }: VectorMatching, left: VectorBlock, right: VectorBlock): Signatures {
  const index = new NamedLabelsIndex(labels);
  const number = (block: VectorBlock) =>
    Int32Array.from(block.rows, (_, row) =>
      index.idOf(labels.includes('__name__') ? rowLabels(block, row) : (block.rows[row] ?? noLabels)),
    );
  const numbers = { left: number(left), right: number(right) };
  return { ...numbers, count: index.size };
}

function signaturesByRest({ labels }: VectorMatching, left: VectorBlock, right: VectorBlock): Signatures {
  const ids = new Map<string, number>();
  const excluded = new Set([...labels, '__name__']);
  const number = (block: VectorBlock) =>
    Int32Array.from(block.rows, (_, row) => {
      const key = rowKey(block, row, excluded);
      const id = ids.get(key) ?? ids.size;
      ids.set(key, id);
      return id;
    });
  const numbers = { left: number(left), right: number(right) };
  return { ...numbers, count: ids.size };
}

export function matchSignatures(matching: VectorMatching, left: VectorBlock, right: VectorBlock): Signatures {
  return matching.on ? signaturesByName(matching, left, right) : signaturesByRest(matching, left, right);
}
