import type { LabelSet } from './label-set';
import { dropLabels, keepLabels, keyOfNamed } from './label-set';
import type { VectorBlock } from './vector-block';
import { rowKey } from './vector-block';

/** The rows of a block, divided by labels. */
export interface Groups {
  readonly groupOfRow: Int32Array;
  readonly labels: readonly LabelSet[];
  /** The metric name is one of the grouping labels and still counts. */
  readonly named: boolean;
}

export interface Grouping {
  readonly without: boolean;
  readonly labels: readonly string[];
}

/** The grouping labels that count, sorted, each once. */
function countedNames(block: VectorBlock, grouping: Grouping): readonly string[] {
  return [...new Set(grouping.labels)].filter((name) => name !== '__name__' || !block.nameless).sort();
}

/** Labels of the group that a row belongs to. */
export function groupLabels(block: VectorBlock, labels: LabelSet, grouping: Grouping): LabelSet {
  if (grouping.without) return dropLabels(labels, [...grouping.labels, '__name__']);
  return keepLabels(labels, countedNames(block, grouping));
}

export function groupRows(block: VectorBlock, grouping: Grouping): Groups {
  const names = countedNames(block, grouping);
  const excluded = new Set([...grouping.labels, '__name__']);
  const ids = new Map<string, number>();
  const labels: LabelSet[] = [];
  const groupOfRow = new Int32Array(block.rows.length);
  block.rows.forEach((row, index) => {
    const key = grouping.without ? rowKey(block, index, excluded) : keyOfNamed(row, names);
    let group = ids.get(key);
    if (group === undefined) {
      group = labels.push(grouping.without ? groupLabels(block, row, grouping) : keepLabels(row, names)) - 1;
      ids.set(key, group);
    }
    groupOfRow[index] = group;
  });
  return { groupOfRow, labels, named: !grouping.without && names.includes('__name__') };
}
