/** What became of several edges from one compared moment to the other, taken together. Their sums are told, not tested: each edge was. */
import type { Delta, EdgeChange } from '../../inquiry/diff/model';
import { markOf } from '../difference';
import type { ChangeMark } from '../scene';

/** Of the edges of a cell; what only A has among them. */
export interface CellChange {
  /** As health is: one edge that got worse is enough. Added and removed are said only where all of them are. */
  readonly mark: ChangeMark;
  /** How many edges are of each class; those that none is of are absent. */
  readonly marks: ReadonlyMap<ChangeMark, number>;
  readonly requestsPerSecond: Delta;
  readonly errorRatio: Delta;
  readonly bytesPerSecond: Delta;
  /** The edge itself, where there is one alone. */
  readonly only: EdgeChange | undefined;
}

export function cellChange(changes: readonly EdgeChange[]): CellChange {
  const marks = new Map<ChangeMark, number>();
  for (const change of changes) marks.set(markOf(change), (marks.get(markOf(change)) ?? 0) + 1);
  const requests = changes.filter(({ protocol }) => protocol !== 'tcp');
  const bytes = changes.filter(({ protocol }) => protocol === 'tcp');
  const [before, after] = [sumsOf(requests, 'before'), sumsOf(requests, 'after')];
  return {
    mark: markOfMany(marks),
    marks,
    requestsPerSecond: told(before.rate, after.rate),
    errorRatio: told(shareOf(before), shareOf(after)),
    bytesPerSecond: told(sumsOf(bytes, 'before').rate, sumsOf(bytes, 'after').rate),
    only: changes.length === 1 ? changes[0] : undefined,
  };
}

function markOfMany(marks: ReadonlyMap<ChangeMark, number>): ChangeMark {
  const [only] = marks.keys();
  if (marks.size <= 1) return only ?? 'unchanged';
  if (marks.has('worse')) return 'worse';
  if (marks.has('better')) return 'better';
  const differs = marks.has('added') || marks.has('removed') || marks.has('changed');
  return differs ? 'changed' : 'unsure';
}

interface Sums {
  /** undefined = of one of them that moment knows nothing, or there is none. */
  readonly rate: number | undefined;
  readonly failing: number;
}

function sumsOf(changes: readonly EdgeChange[], moment: 'before' | 'after'): Sums {
  let [rate, failing] = [0, 0];
  for (const change of changes) {
    const own = change.rate[moment];
    if (own === undefined) return { rate: undefined, failing: 0 };
    rate += own;
    failing += own * (change.errorRatio[moment] ?? 0);
  }
  return { rate: changes.length === 0 ? undefined : rate, failing };
}

const shareOf = ({ rate, failing }: Sums): number | undefined => (rate === undefined || rate === 0 ? undefined : failing / rate);

const told = (before: number | undefined, after: number | undefined): Delta => ({ before, after, significant: before !== after });
