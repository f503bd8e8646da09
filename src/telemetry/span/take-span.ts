/** Asks what flowed over a span: totals first, then the rates of every pair, latency last. The only place where this order is written. */
import type { Problem } from '../../lib/problem';
import type { PrometheusClient } from '../../prometheus/client-types';
import { failuresOf } from '../failures-of';
import { connectionsFamily } from '../families/connections';
import type { KnownEnds } from '../families/known-ends';
import { type QuantileGrouping, quantilesFamily } from '../families/quantiles';
import { requestsFamily } from '../families/requests';
import { tcpFamily } from '../families/tcp';
import { waypointsFamily } from '../families/waypoints';
import { metricNames } from '../metric-names';
import { latencyNative } from '../problems';
import type { QueryRecord } from '../query-record';
import { gridEnd, type RangeGrid } from '../range-grid';
import type { Telemetry } from '../rows';
import { countPairs } from '../take-latency';
import { askParts, askSpanFamily, type SpanAsked, type SpanAsking } from './ask-span';
import { alertChanges, alertKey, alertsPromql } from './changes/alert-changes';
import { podChanges, podsPromql, podsUnknown } from './changes/pod-changes';
import { versionChanges } from './changes/version-changes';
import { countQuantilePairs } from './count-pairs';
import { latencyLeftOut, MOST_VALUES, planSpan } from './plan-span';
import type { SpanChange, SpanStrip, TelemetrySpan } from './span';
import { LineReader, numberOf, p99Promql, sizePromql, totalsOf, totalsPromql } from './strip';
import { greatestOf } from './telemetry-at';

export interface SpanTelemetryRequest {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly windowSeconds: number;
  /** Empty = the whole mesh. */
  readonly namespaces: readonly string[];
  readonly showIdle: boolean;
  readonly metricPrefix?: string;
  readonly scrapeIntervalSeconds?: number;
  readonly signal: AbortSignal;
  readonly ends: KnownEnds;
  /** What the server takes percentiles for, decided by what flowed. */
  readonly quantileGrouping: (all: Telemetry) => QuantileGrouping;
  /** Values held of one family at most. */
  readonly mostValues?: number;
}

/** `strip` = totals alone; `rates` = every moment can be shown; `complete` = everything arrived or failed. */
export interface SpanTaken {
  readonly grid: RangeGrid;
  readonly stage: 'strip' | 'rates' | 'complete';
  readonly strip: SpanStrip;
  /** undefined until the rates are there, and where neither requests nor bytes were answered. */
  readonly span: TelemetrySpan | undefined;
  /** What the measurements tell of versions, alerts and pods, as far as they have arrived. */
  readonly changes: readonly SpanChange[];
  readonly queries: readonly QueryRecord[];
  readonly problems: readonly Problem[];
}

/** Moments at which series are counted before the span is asked. */
const COUNTED_MOMENTS = 5;
/** Ranges are the dearest questions there are: longer than for an instant, and still an end. */
const TIMEOUT_SECONDS = 60;

/**
 * Never rejects: a family that fails is a Problem, the rest stands. undefined = there is no such span, and the problems say why.
 * After an abort what it gives is of no use.
 */
export async function takeSpan(
  client: PrometheusClient,
  request: SpanTelemetryRequest,
  onStage: (taken: SpanTaken) => void,
): Promise<{ readonly taken: SpanTaken | undefined; readonly problems: readonly Problem[] }> {
  const { windowSeconds, namespaces, showIdle, metricPrefix, signal, ends, mostValues = MOST_VALUES, scrapeIntervalSeconds } = request;
  const context = { windowSeconds, namespaces, showIdle, names: metricNames(metricPrefix) };
  const asking = { client, timeoutSeconds: TIMEOUT_SECONDS, signal, context, ends, mostValues };
  const { fromSeconds, toSeconds } = request;
  const plan = (mostSeries: number | undefined) => planSpan({ fromSeconds, toSeconds, scrapeIntervalSeconds, mostValues, mostSeries });
  const wished = plan(undefined);
  if (wished.grid === undefined) return { taken: undefined, problems: wished.problems };
  const size = await countSeries({ ...asking, grid: wished.grid });
  const { grid = wished.grid, problems: planned } = plan(size.mostSeries);
  return new SpanTaking({ ...asking, grid }, request, onStage, planned, size).run();
}

type Counted = { readonly record: QueryRecord; readonly mostSeries: number | undefined; readonly byFamily: ReadonlyMap<string, number> };

/** One cheap question: how many series there are at a few moments. */
async function countSeries(asking: SpanAsking): Promise<Counted> {
  const { startSeconds, stepSeconds, points } = asking.grid;
  const every = Math.max(1, Math.floor((points - 1) / (COUNTED_MOMENTS - 1)));
  const grid = { startSeconds, stepSeconds: stepSeconds * every, points: Math.floor((points - 1) / every) + 1 };
  const reader = new LineReader(grid, ({ family }) => family ?? '');
  const promql = sizePromql([requestsFamily, tcpFamily], asking.context);
  const { record } = await askParts({ ...asking, grid }, { id: 'span-size', promql, reader: () => reader }, 1);
  const byFamily = new Map(Array.from(reader.lines, ([family, line]) => [family, Math.max(0, ...line.filter(Number.isFinite))]));
  return { record, byFamily, mostSeries: record.failed === undefined ? Math.max(0, ...byFamily.values()) : undefined };
}

class SpanTaking {
  private readonly queries: QueryRecord[];
  private readonly problems: Problem[];
  private strip: SpanStrip;
  private span: TelemetrySpan | undefined;
  private changes: readonly SpanChange[] = [];

  constructor(
    private readonly asking: SpanAsking,
    private readonly request: SpanTelemetryRequest,
    private readonly onStage: (taken: SpanTaken) => void,
    planned: readonly Problem[],
    private readonly counted: Counted,
  ) {
    const nothing = () => new Float64Array(asking.grid.points).fill(Number.NaN);
    this.strip = { requestsPerSecond: nothing(), errorRatio: nothing(), p99Milliseconds: nothing() };
    this.queries = [counted.record];
    this.problems = [...planned];
  }

  async run(): Promise<{ readonly taken: SpanTaken; readonly problems: readonly Problem[] }> {
    const { signal } = this.asking;
    await this.takeTotals();
    if (!signal.aborted) this.onStage(this.taken('strip'));
    if (!signal.aborted) await this.takeRates();
    if (!signal.aborted && this.span !== undefined) {
      this.changes = versionChanges(this.span);
      await this.takeAlerts();
      this.onStage(this.taken('rates'));
      await this.takePods(this.span);
      await this.takeLatency(this.span);
    }
    const taken = this.taken('complete');
    return { taken, problems: taken.problems };
  }

  private taken(stage: SpanTaken['stage']): SpanTaken {
    const { strip, span, changes, queries, problems } = this;
    return { grid: this.asking.grid, stage, strip, span, changes, queries: [...queries], problems: [...problems, ...failuresOf(queries)] };
  }

  private async takeLines(id: string, promql: string, keyOf = numberOf): Promise<ReadonlyMap<string, Float64Array>> {
    const reader = new LineReader(this.asking.grid, keyOf);
    const { record, problems } = await askParts(this.asking, { id, promql, reader: () => reader }, 1);
    this.queries.push(record);
    this.problems.push(...problems);
    return reader.lines;
  }

  private async takeTotals(): Promise<void> {
    const lines = await this.takeLines('strip', totalsPromql(this.asking.context));
    this.strip = { ...this.strip, ...totalsOf(lines, this.asking.grid.points) };
  }

  private async takeRates(): Promise<void> {
    const { asking, counted } = this;
    const expected = (id: string) => ({ expectedSeries: counted.byFamily.get(id) ?? 0 });
    const [requests, tcp, connections] = await Promise.all([
      askSpanFamily(asking, requestsFamily, expected(requestsFamily.id)),
      askSpanFamily(asking, tcpFamily, expected(tcpFamily.id)),
      askSpanFamily(asking, connectionsFamily),
    ]);
    const all: SpanAsked<unknown>[] = [requests, tcp, connections];
    const isWaypoint = ({ row }: { readonly row: { readonly reporter: string } }) => row.reporter === 'waypoint';
    const hasWaypoints = requests.series?.some(isWaypoint) === true || tcp.series?.some(isWaypoint) === true;
    const waypoints = hasWaypoints ? await askSpanFamily(asking, waypointsFamily) : undefined;
    if (waypoints !== undefined) all.push(waypoints);
    for (const { record, problems } of all) {
      this.queries.push(record);
      this.problems.push(...problems);
    }
    // Moments without requests would look as if nothing called anything: each is asked for by itself instead.
    if (requests.series === undefined) return;
    this.span = {
      grid: asking.grid,
      windowSeconds: asking.context.windowSeconds,
      requests: requests.series ?? [],
      tcp: tcp.series ?? [],
      ...(tcp.series === undefined && { bytesUnknown: true }),
      ...(connections.series !== undefined && { connections: connections.series }),
      ...(waypoints?.series !== undefined && { waypoints: waypoints.series }),
      ...unplacedOf(all, asking.grid.points),
    };
  }

  private async takeAlerts(): Promise<void> {
    const { grid, context, signal } = this.asking;
    if (signal.aborted) return;
    const lines = await this.takeLines('alerts', alertsPromql(), alertKey);
    this.changes = [...this.changes, ...alertChanges(lines, grid, context.namespaces)];
  }

  private async takePods(span: TelemetrySpan): Promise<void> {
    const { client, grid, context, signal, timeoutSeconds } = this.asking;
    if (signal.aborted) return;
    const promql = podsPromql(context, grid);
    const answer = await client.instant(promql, { atSeconds: gridEnd(grid), timeoutSeconds, signal });
    const record = { family: 'pods', promql, milliseconds: 0, series: 0, bytes: 0 };
    if (!answer.ok) {
      this.queries.push({ ...record, failed: answer.error });
      return;
    }
    const { data, cost } = answer.value;
    this.queries.push({ ...record, milliseconds: cost.milliseconds, series: cost.series, bytes: cost.bytes });
    if (data.length === 0 && span.requests.length + span.tcp.length > 0) this.problems.push(podsUnknown());
    this.changes = [...this.changes, ...podChanges(data, grid)];
  }

  /** Percentiles by the server for what is drawn, and those of the strip. */
  private async takeLatency(span: TelemetrySpan): Promise<void> {
    if (span.requests.length === 0 || this.asking.signal.aborted) return;
    const all = greatestOf(span);
    const pairs = countPairs(all.requests);
    const grouping = this.request.quantileGrouping(all);
    const clientSideOnly = pairs.destinationOnly === 0;
    const expectedSeries = countQuantilePairs(all.requests, grouping, clientSideOnly);
    const { points } = span.grid;
    const { mostValues } = this.asking;
    const fits = expectedSeries * points <= mostValues;
    if (!fits) this.problems.push(latencyLeftOut(expectedSeries, points, mostValues));
    const ask = async (native: boolean) => {
      const asked = await askSpanFamily(this.asking, quantilesFamily(grouping, { native, clientSideOnly }), {
        expectedSeries,
        nanIsNothing: true,
      });
      this.queries.push(asked.record);
      this.problems.push(...asked.problems);
      return asked.series;
    };
    const classic = fits ? await ask(false) : undefined;
    const isNative = classic?.length === 0;
    const native = isNative ? await ask(true) : undefined;
    if (native !== undefined && native.length > 0) this.problems.push(latencyNative());
    const quantiles = native ?? classic;
    if (quantiles !== undefined) this.span = { ...span, quantiles, quantileGrouping: grouping };
    if (this.asking.signal.aborted) return;
    const promql = p99Promql(this.asking.context, pairs.clientSide > 0 ? 'clients' : 'servers', isNative);
    const [p99Milliseconds] = (await this.takeLines('strip-p99', promql)).values();
    if (p99Milliseconds !== undefined) this.strip = { ...this.strip, p99Milliseconds };
  }
}

function unplacedOf(all: readonly SpanAsked<unknown>[], points: number): Pick<TelemetrySpan, 'unplacedRows'> {
  const counts = all.flatMap(({ unplaced }) => unplaced ?? []);
  if (counts.length === 0) return {};
  return { unplacedRows: Float64Array.from({ length: points }, (_, index) => counts.reduce((sum, one) => sum + (one[index] ?? 0), 0)) };
}
