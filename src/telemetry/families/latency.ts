import type { InstantSample, Labels } from '../../prometheus/client-types';
import { knownLabel, parseRequestProtocol } from '../parse-labels';
import { rowsUnplaced } from '../problems';
import { rateOf, scopeAlternatives, withMatchers } from '../promql';
import type { LatencyRow } from '../rows';
import type { Family, FamilyContext, ParsedRows } from './family';
import { END_LABELS, sumBy } from './labels';
import { createEndReader, isRate, labelKey, type RowBase } from './read-rows';

const PAIR_LABELS = ['reporter', ...END_LABELS, 'request_protocol'];
/** What one bucket is told apart by. */
export const LATENCY_LABELS = ['le', ...PAIR_LABELS];

/** Q3: buckets as the clients and the waypoints saw them. */
export const latencyFamily: Family<LatencyRow> = {
  id: 'latency',
  promql: (context) => buckets(context, 'reporter=~"source|waypoint"'),
  parse: (samples) => parseHistograms('latency', samples),
};

/** Q3d: buckets as the servers saw them, asked only when some edge has no better report (docs/telemetry.md §5). */
export const destinationLatencyFamily: Family<LatencyRow> = {
  id: 'latency-destination',
  promql: (context) => buckets(context, 'reporter="destination"'),
  parse: (samples) => parseHistograms('latency-destination', samples),
};

function buckets({ names, namespaces, windowSeconds }: FamilyContext, reporter: string): string {
  const alternatives = withMatchers(scopeAlternatives(namespaces), reporter);
  return sumBy(LATENCY_LABELS, rateOf(`${names.duration}_bucket`, alternatives, windowSeconds));
}

type Bucket = LatencyRow['buckets'][number];

/** Gathers the bucket samples of each pair into one histogram, bounds as numbers ("1" and "1.0" are one bound), sorted. */
function parseHistograms(family: string, samples: readonly InstantSample[]): ParsedRows<LatencyRow> {
  const readEnds = createEndReader();
  const rows = new Map<string, Histogram>();
  let unplaced = 0;
  for (const { labels, value } of samples) {
    const upperBoundMs = parseBound(knownLabel(labels, 'le'));
    const key = labelKey(labels, PAIR_LABELS);
    const entry = rows.get(key) ?? startHistogram(rows, key, readEnds(labels), labels);
    if (entry === undefined || upperBoundMs === undefined || !isRate(value)) unplaced += 1;
    else entry.buckets.push({ upperBoundMs, perSecond: value });
  }
  const value = Array.from(rows.values(), ({ row, buckets: list }) => {
    list.sort((a, b) => a.upperBoundMs - b.upperBoundMs);
    return row;
  });
  return { value, unplaced, problems: unplaced === 0 ? [] : [rowsUnplaced(family, unplaced)] };
}

interface Histogram {
  readonly row: LatencyRow;
  /** The row's own buckets, still growing. */
  readonly buckets: Bucket[];
}

/** undefined for a series without reporter. */
function startHistogram(rows: Map<string, Histogram>, key: string, base: RowBase | undefined, labels: Labels): Histogram | undefined {
  if (base === undefined) return undefined;
  const buckets: Bucket[] = [];
  const histogram = { row: { ...base, protocol: parseRequestProtocol(labels), buckets }, buckets };
  rows.set(key, histogram);
  return histogram;
}

function parseBound(le: string | undefined): number | undefined {
  if (le === undefined) return undefined;
  if (le === '+Inf') return Number.POSITIVE_INFINITY;
  const bound = Number(le);
  return Number.isNaN(bound) ? undefined : bound;
}
