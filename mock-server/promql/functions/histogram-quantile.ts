import type { Dialect } from '../dialect';
import { dropLabels } from '../label-set';
import type { VectorBlock } from '../vector-block';
import { BlockBuilder, rowKey } from '../vector-block';
import { scalarArgument, vectorArgument } from './arguments';
import type { FunctionEntry } from './function-entry';

/** histogram_quantile over classic histograms. */
interface Bucket {
  readonly upperBound: number;
  count: number;
}

const notGrouped: ReadonlySet<string> = new Set(['le', '__name__']);

/** `le` as Go's ParseFloat reads it; undefined for what is no number. */
function parseBound(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() !== text || text === '') return undefined;
  if (/^[+]?inf(inity)?$/i.test(text)) return Number.POSITIVE_INFINITY;
  if (/^-inf(inity)?$/i.test(text)) return Number.NEGATIVE_INFINITY;
  const value = Number(text);
  return Number.isNaN(value) ? undefined : value;
}

/** Buckets of the same bound, written `1` and `1.0`, add up. */
function coalesce(buckets: readonly Bucket[]): Bucket[] {
  const merged: Bucket[] = [];
  for (const { upperBound, count } of buckets) {
    const last = merged.at(-1);
    if (last !== undefined && last.upperBound === upperBound) last.count += count;
    else merged.push({ upperBound, count });
  }
  return merged;
}

function almostEqual(a: number, b: number): boolean {
  if (a === b) return true;
  return Math.abs(a - b) / Math.min(Math.abs(a) + Math.abs(b), Number.MAX_VALUE) < 1e-12;
}

/** Counts must not fall with growing bounds; scrapes at different moments can make them. */
function makeMonotonic(buckets: readonly Bucket[], dialect: Dialect): void {
  let highest = Number.NEGATIVE_INFINITY;
  let first = true;
  for (const bucket of buckets) {
    const small = dialect === 'prometheus3' && !first && almostEqual(bucket.count, highest);
    if (bucket.count > highest && !small) highest = bucket.count;
    else if (bucket.count < highest || small) bucket.count = highest;
    first = false;
  }
}

function bucketQuantile(q: number, unsorted: readonly Bucket[], dialect: Dialect): number {
  if (Number.isNaN(q)) return Number.NaN;
  if (q < 0) return Number.NEGATIVE_INFINITY;
  if (q > 1) return Number.POSITIVE_INFINITY;
  const ordered = [...unsorted].sort((a, b) => (a.upperBound < b.upperBound ? -1 : Number(a.upperBound > b.upperBound)));
  if (ordered.at(-1)?.upperBound !== Number.POSITIVE_INFINITY) return Number.NaN;
  const buckets = coalesce(ordered);
  makeMonotonic(buckets, dialect);
  const observations = buckets.at(-1)?.count ?? 0;
  if (buckets.length < 2 || observations === 0) return Number.NaN;
  const rank = q * observations;
  const finite = buckets.slice(0, -1);
  const index = finite.findIndex(({ count }) => count >= rank);
  const bucket = finite[index];
  if (bucket === undefined) return finite.at(-1)?.upperBound ?? Number.NaN;
  if (index === 0 && bucket.upperBound <= 0) return bucket.upperBound;
  const below = finite[index - 1] ?? { upperBound: 0, count: 0 };
  return below.upperBound + (bucket.upperBound - below.upperBound) * ((rank - below.count) / (bucket.count - below.count));
}

interface Group {
  readonly firstRow: number;
  readonly bounds: { readonly row: number; readonly upperBound: number }[];
}

function groupRows(block: VectorBlock): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  block.rows.forEach((labels, row) => {
    const upperBound = parseBound(labels.get('le'));
    if (upperBound === undefined) return;
    const key = rowKey(block, row, notGrouped);
    const group = groups.get(key) ?? { firstRow: row, bounds: [] };
    group.bounds.push({ row, upperBound });
    groups.set(key, group);
  });
  return groups;
}

function bucketsAt(block: VectorBlock, group: Group, step: number): readonly Bucket[] {
  return group.bounds.flatMap(({ row, upperBound }) => {
    const at = row * block.steps + step;
    return block.present[at] === 1 ? [{ upperBound, count: block.values[at] ?? Number.NaN }] : [];
  });
}

export const histogramQuantile: FunctionEntry = {
  name: 'histogram_quantile',
  required: ['scalar', 'vector'],
  returns: 'vector',
  evaluate(evaluation, args) {
    const quantiles = scalarArgument(evaluation, args, 0).values;
    const block = vectorArgument(evaluation, args, 1);
    const builder = new BlockBuilder(block.steps);
    for (const [key, group] of groupRows(block)) {
      for (let step = 0; step < block.steps; step++) {
        const buckets = bucketsAt(block, group, step);
        if (buckets.length === 0) continue;
        const row = builder.row(key, () => dropLabels(block.rows[group.firstRow] ?? new Map(), notGrouped));
        builder.set(row, step, bucketQuantile(quantiles[step] ?? Number.NaN, buckets, evaluation.dialect));
      }
    }
    return builder.build(true);
  },
};
