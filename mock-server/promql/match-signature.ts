import type { VectorMatching } from './ast';
import { keyOfNamed } from './label-set';
import type { VectorBlock } from './vector-block';
import { rowKey } from './vector-block';

/** Numbers for the match groups of two vectors: rows with the same number match. */
export interface Signatures {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly count: number;
}

function rowSignatures(block: VectorBlock, matching: VectorMatching, ids: Map<string, number>): Int32Array {
  const names = matching.labels.filter((name) => name !== '__name__' || !block.nameless);
  const excluded = new Set([...matching.labels, '__name__']);
  return Int32Array.from(block.rows, (labels, row) => {
    const key = matching.on ? keyOfNamed(labels, names) : rowKey(block, row, excluded);
    const id = ids.get(key) ?? ids.size;
    ids.set(key, id);
    return id;
  });
}

export function matchSignatures(matching: VectorMatching, left: VectorBlock, right: VectorBlock): Signatures {
  const ids = new Map<string, number>();
  const signatures = { left: rowSignatures(left, matching, ids), right: rowSignatures(right, matching, ids) };
  return { ...signatures, count: ids.size };
}
