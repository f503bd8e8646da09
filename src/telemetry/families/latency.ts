import type { InstantSample, Labels, SampleReader } from '../../prometheus/client-types';
import { knownLabel, parseRequestProtocol } from '../parse-labels';
import { rowsUnplaced } from '../problems';
import { rateOf, scopeAlternatives, withMatchers } from '../promql';
import type { CalledEnd, End, LatencyRow } from '../rows';
import { type Family, type FamilyContext, type ParsedRows, readWith } from './family';
import { END_LABELS, sumBy } from './labels';
import { createEndReader, isRate, type RowBase } from './read-rows';

/** What one bucket is told apart by. */
export const LATENCY_LABELS = ['le', 'reporter', ...END_LABELS, 'request_protocol'];

/** Q3: buckets as the clients and the waypoints saw them. */
export const latencyFamily: Family<LatencyRow> = {
  id: 'latency',
  promql: (context) => buckets(context, 'reporter=~"source|waypoint"'),
  ...readWith((ends) => new HistogramReader('latency', createEndReader(ends))),
};

/** Q3d: buckets as the servers saw them, asked only when some edge has no better report (docs/telemetry.md §5). */
export const destinationLatencyFamily: Family<LatencyRow> = {
  id: 'latency-destination',
  promql: (context) => buckets(context, 'reporter="destination"'),
  ...readWith((ends) => new HistogramReader('latency-destination', createEndReader(ends))),
};

function buckets({ names, namespaces, windowSeconds }: FamilyContext, reporter: string): string {
  const alternatives = withMatchers(scopeAlternatives(namespaces), reporter);
  return sumBy(LATENCY_LABELS, rateOf(`${names.duration}_bucket`, alternatives, windowSeconds));
}

type Bucket = LatencyRow['buckets'][number];

interface Histogram {
  readonly row: LatencyRow;
  /** The row's own buckets, still growing. */
  readonly buckets: Bucket[];
}

/** Gathers the bucket samples of each pair into one histogram, bounds as numbers ("1" and "1.0" are one bound), sorted. */
class HistogramReader implements SampleReader<ParsedRows<LatencyRow>> {
  private readonly bySource = new Map<End, Map<CalledEnd, Map<string, Histogram>>>();
  private readonly all: Histogram[] = [];
  private unplaced = 0;

  constructor(
    private readonly family: string,
    private readonly readEnds: (labels: Labels) => RowBase | undefined,
  ) {}

  take(samples: readonly InstantSample[]): void {
    for (const { labels, value } of samples) {
      const upperBoundMs = parseBound(knownLabel(labels, 'le'));
      const base = this.readEnds(labels);
      const histogram = base === undefined ? undefined : this.histogramOf(base, labels);
      if (histogram === undefined || upperBoundMs === undefined || !isRate(value)) this.unplaced += 1;
      else histogram.buckets.push({ upperBoundMs, perSecond: value });
    }
  }

  result(): ParsedRows<LatencyRow> {
    const { all, unplaced } = this;
    const value = all.map(({ row, buckets: list }) => {
      list.sort((a, b) => a.upperBoundMs - b.upperBoundMs);
      return row;
    });
    return { value, unplaced, problems: unplaced === 0 ? [] : [rowsUnplaced(this.family, unplaced)] };
  }

  private histogramOf({ reporter, source, destination }: RowBase, labels: Labels): Histogram {
    const byDestination = this.bySource.get(source) ?? new Map<CalledEnd, Map<string, Histogram>>();
    if (byDestination.size === 0) this.bySource.set(source, byDestination);
    const byReport = byDestination.get(destination) ?? new Map<string, Histogram>();
    if (byReport.size === 0) byDestination.set(destination, byReport);
    const report = `${reporter} ${labels.request_protocol ?? ''}`;
    const existing = byReport.get(report);
    if (existing !== undefined) return existing;
    const buckets: Bucket[] = [];
    const made = { row: { reporter, source, destination, protocol: parseRequestProtocol(labels), buckets }, buckets };
    byReport.set(report, made);
    this.all.push(made);
    return made;
  }
}

function parseBound(le: string | undefined): number | undefined {
  if (le === undefined) return undefined;
  if (le === '+Inf') return Number.POSITIVE_INFINITY;
  const bound = Number(le);
  return Number.isNaN(bound) ? undefined : bound;
}
