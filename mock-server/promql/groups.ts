import type { LabelSet } from './label-set';
import { dropLabels, keepLabels } from './label-set';
import { NamedLabelsIndex } from './named-labels-index';
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

/** Rows by `without`, whose labels differ from row to row. */
function groupWithout(block: VectorBlock, grouping: Grouping): Groups {
  const excluded = new Set([...grouping.labels, '__name__']);
  const ids = new Map<string, number>();
  const labels: LabelSet[] = [];
  const groupOfRow = Int32Array.from(block.rows, (row, index) => {
    const key = rowKey(block, index, excluded);
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, labels.length);
    return labels.push(groupLabels(block, row, grouping)) - 1;
  });
  return { groupOfRow, labels, named: false };
}

export function groupRows(block: VectorBlock, grouping: Grouping): Groups {
  if (grouping.without) return groupWithout(block, grouping);
  const names = countedNames(block, grouping);
  const index = new NamedLabelsIndex(names);
  const labels: LabelSet[] = [];
  const groupOfRow = Int32Array.from(block.rows, (row) => {
    const group = index.idOf(row);
    if (group === labels.length) labels.push(keepLabels(row, names));
    return group;
  });
  return { groupOfRow, labels, named: names.includes('__name__') };
}
