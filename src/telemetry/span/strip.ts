/** The strip above a timeline: rate, error ratio and p99 of everything in scope, each from one cheap query. */
import type { Labels, RangeSeries, SampleReader } from '../../prometheus/client-types';
import type { Family, FamilyContext } from '../families/family';
import { sumBy } from '../families/labels';
import type { EdgeSelection } from '../metrics/edge-metric';
import { errorRatio } from '../metrics/error-ratio';
import { rate } from '../metrics/rate';
import { rateOf, scopeAlternatives, withMatchers } from '../promql';
import type { RangeGrid } from '../range-grid';

const PROTOCOLS = ['http', 'grpc'] as const;
const NUMBER = 'number';

/** Rate and error ratio of each protocol, every call by its best report, as the numbers on its edge (docs/telemetry.md §6.4). */
export function totalsPromql(context: FamilyContext): string {
  const marked = (promql: string | undefined, number: string) => `label_replace(${promql}, "${NUMBER}", "${number}", "", "")`;
  return PROTOCOLS.flatMap((protocol) => {
    const selection = selectionOf(context, protocol);
    return [marked(rate.promql(selection), protocol), marked(errorRatio.promql(selection), `${protocol} errors`)];
  }).join(' or ');
}

/** Answered requests are counted where their callers or waypoints saw them, or where only servers tell, there. */
export function p99Promql({ names, namespaces, windowSeconds }: FamilyContext, seenBy: 'clients' | 'servers', native: boolean): string {
  const reporters = seenBy === 'clients' ? 'reporter=~"source|waypoint"' : 'reporter="destination"';
  const rates = (metric: string) => rateOf(metric, withMatchers(scopeAlternatives(namespaces), reporters), windowSeconds);
  return `histogram_quantile(0.99, ${native ? `sum(${rates(names.duration)})` : sumBy(['le'], rates(`${names.duration}_bucket`))})`;
}

function selectionOf({ names, namespaces, windowSeconds }: FamilyContext, protocol: EdgeSelection['protocol']): EdgeSelection {
  return {
    names,
    windowSeconds,
    protocol,
    series: scopeAlternatives(namespaces),
    reporters: ['source', 'waypoint', 'destination'],
    securityByServer: true,
    count4xx: false,
  };
}

/** How many series the families of rates have, at a few moments of a span. */
export function sizePromql(families: readonly Family<unknown>[], context: FamilyContext): string {
  return families.map((family) => `label_replace(count(${family.promql(context)}), "family", "${family.id}", "", "")`).join(' or ');
}

/** Lines over a grid by what tells them apart: NaN where there is no sample. */
export class LineReader implements SampleReader<void, RangeSeries> {
  readonly lines = new Map<string, Float64Array>();

  constructor(
    private readonly grid: RangeGrid,
    private readonly keyOf: (labels: Labels) => string,
  ) {}

  take(all: readonly RangeSeries[]): void {
    const { startSeconds, stepSeconds, points } = this.grid;
    for (const { labels, timestampsSeconds, values } of all) {
      const key = this.keyOf(labels);
      const line = this.lines.get(key) ?? new Float64Array(points).fill(Number.NaN);
      this.lines.set(key, line);
      for (const [at, seconds] of timestampsSeconds.entries()) {
        const index = Math.round((seconds - startSeconds) / stepSeconds);
        if (index >= 0 && index < points) line[index] = values[at] ?? Number.NaN;
      }
    }
  }

  result(): void {}
}

export const numberOf = (labels: Labels): string => labels[NUMBER] ?? '';

/** All protocols together: a protocol without samples adds nothing, and where none has any nothing is known. */
export function totalsOf(
  lines: ReadonlyMap<string, Float64Array>,
  points: number,
): { readonly requestsPerSecond: Float64Array; readonly errorRatio: Float64Array } {
  const requestsPerSecond = new Float64Array(points).fill(Number.NaN);
  const ratio = new Float64Array(points).fill(Number.NaN);
  for (let index = 0; index < points; index += 1) {
    let requests: number | undefined;
    let errors = 0;
    for (const protocol of PROTOCOLS) {
      const own = lines.get(protocol)?.[index];
      if (own === undefined || !Number.isFinite(own)) continue;
      requests = (requests ?? 0) + own;
      const share = lines.get(`${protocol} errors`)?.[index] ?? 0;
      errors += Number.isFinite(share) ? own * share : 0;
    }
    if (requests === undefined) continue;
    requestsPerSecond[index] = requests;
    if (requests > 0) ratio[index] = errors / requests;
  }
  return { requestsPerSecond, errorRatio: ratio };
}
