import type { Problem } from '../lib/problem';
import type { PrometheusClient } from '../prometheus/client-types';
import { type Asked, type Asking, askFamily } from './ask-family';
import { failuresOf } from './failures-of';
import { connectionsFamily } from './families/connections';
import { createKnownEnds, type KnownEnds } from './families/known-ends';
import type { QuantileGrouping } from './families/quantiles';
import { requestsFamily } from './families/requests';
import { scrapeIntervalFamily } from './families/scrape-interval';
import { tcpFamily } from './families/tcp';
import { waypointsFamily } from './families/waypoints';
import { metricNames } from './metric-names';
import { clockSkew, noSeries, windowTooShort } from './problems';
import type { QueryRecord } from './query-record';
import type { RequestRow, Telemetry } from './rows';
import { BUCKET_ROW_LIMIT, type LatencyTaken, takeLatency } from './take-latency';

/** What one refresh asks for. */
export interface TelemetryRequest {
  /** End of the window, Unix seconds. */
  readonly atSeconds: number;
  /** True when `atSeconds` means "now" and may be aligned down to the scrape interval. */
  readonly alignNow: boolean;
  readonly windowSeconds: number;
  /** Empty = the whole mesh. */
  readonly namespaces: readonly string[];
  readonly showIdle: boolean;
  readonly metricPrefix?: string;
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
  /** Detected by an earlier refresh; undefined = detect it now. */
  readonly knownScrapeIntervalSeconds?: number;
  /** Grouping of quantiles when the server has to compute them, perhaps decided by what flows; workload when undefined. */
  readonly quantileGrouping?: QuantileGrouping | ((rates: Telemetry) => QuantileGrouping);
  /** Ends of earlier refreshes: their rows and those of this one share the objects of equal ends. */
  readonly ends?: KnownEnds;
  /** Leave the dearest part out of this refresh. */
  readonly skipLatency?: boolean;
  /** Beyond this many bucket rows the server computes the quantiles. */
  readonly bucketRowLimit?: number;
}

/** One refresh. `rates` = enough to draw, latency and connections still under way. */
export interface TelemetryTaken {
  readonly telemetry: Telemetry;
  readonly queries: readonly QueryRecord[];
  readonly problems: readonly Problem[];
  readonly scrapeIntervalSeconds?: number;
  readonly stage: 'rates' | 'complete';
  /** False only when not a single query was answered. */
  readonly answered: boolean;
}

const NO_LATENCY: LatencyTaken = { asked: [], problems: [] };
const TRAFFIC = new Set([requestsFamily.id, tcpFamily.id, connectionsFamily.id]);
const SKEW_TOLERATED_SECONDS = 30;
const USUAL_SCRAPE_SECONDS = 15;
const DEFAULT_TIMEOUT_SECONDS = 30;

/**
 * Asks what flows: requests and TCP bytes at once (stage `rates`), then latency, connections and, where there are any, waypoints.
 * All queries of one refresh look at the same instant. Never throws and never rejects: a family that fails is a Problem, the rest stands.
 */
export async function takeTelemetry(
  client: PrometheusClient,
  request: TelemetryRequest,
  onStage?: (taken: TelemetryTaken) => void,
): Promise<TelemetryTaken> {
  const atSeconds = request.alignNow
    ? alignDown(request.atSeconds, request.knownScrapeIntervalSeconds ?? USUAL_SCRAPE_SECONDS)
    : request.atSeconds;
  const asking: Asking = {
    client,
    atSeconds,
    timeoutSeconds: request.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
    signal: request.signal,
    ends: request.ends ?? createKnownEnds(),
    context: {
      windowSeconds: request.windowSeconds,
      namespaces: request.namespaces,
      names: metricNames(request.metricPrefix),
      showIdle: request.showIdle,
    },
  };
  const known = request.knownScrapeIntervalSeconds;
  // A young Prometheus has few samples to count and looks slow: what would make the window too short is asked again.
  const interval = takeInterval(asking, known !== undefined && isTooShort(request.windowSeconds, known) ? undefined : known);
  const [requests, tcp] = await Promise.all([askFamily(asking, requestsFamily), askFamily(asking, tcpFamily)]);
  const rates: Telemetry = {
    atSeconds,
    windowSeconds: request.windowSeconds,
    requests: requests.rows ?? [],
    tcp: tcp.rows ?? [],
    ...(tcp.rows === undefined && { bytesUnknown: true }),
    unplacedRows: requests.unplaced + tcp.unplaced,
  };
  const first = [requests, tcp];
  if (requests.rows === undefined && tcp.rows === undefined) {
    const scrape = await interval;
    return conclude(request, { telemetry: rates, stage: 'complete', asked: [...first, ...scrape.asked], interval: scrape.seconds });
  }
  const shown: Concluded = { telemetry: rates, stage: 'rates', asked: first, interval: request.knownScrapeIntervalSeconds };
  onStage?.(conclude(request, shown));
  return enrich(request, asking, shown, interval);
}

/** The second half: what costs most arrives last. */
async function enrich(request: TelemetryRequest, asking: Asking, shown: Concluded, interval: Promise<Interval>): Promise<TelemetryTaken> {
  const rates = shown.telemetry;
  const grouping = request.quantileGrouping ?? 'workload';
  const hasWaypoints = rates.requests.some(isWaypoint) || rates.tcp.some(isWaypoint);
  const [latency, connections, waypoints, scrape] = await Promise.all([
    request.skipLatency === true
      ? NO_LATENCY
      : takeLatency(asking, rates.requests, {
          grouping: typeof grouping === 'function' ? grouping(rates) : grouping,
          bucketRowLimit: request.bucketRowLimit ?? BUCKET_ROW_LIMIT,
        }),
    askFamily(asking, connectionsFamily),
    hasWaypoints ? askFamily(asking, waypointsFamily) : undefined,
    interval,
  ]);
  const asked: readonly Asked<unknown>[] = [
    ...shown.asked,
    ...latency.asked,
    connections,
    ...(waypoints === undefined ? [] : [waypoints]),
    ...scrape.asked,
  ];
  const telemetry: Telemetry = {
    ...rates,
    ...(latency.latency !== undefined && { latency: latency.latency }),
    ...(latency.quantiles !== undefined && { quantiles: latency.quantiles }),
    ...(latency.grouping !== undefined && { quantileGrouping: latency.grouping }),
    ...(connections.rows !== undefined && { connections: connections.rows }),
    ...(waypoints?.rows !== undefined && { waypoints: waypoints.rows }),
    unplacedRows: asked.reduce((sum, { unplaced }) => sum + unplaced, 0),
  };
  return conclude(request, { telemetry, stage: 'complete', asked, interval: scrape.seconds, problems: latency.problems });
}

/** A rate wants at least four scrapes (docs/telemetry.md §5). */
const isTooShort = (windowSeconds: number, scrapeIntervalSeconds: number): boolean => windowSeconds < 4 * scrapeIntervalSeconds;

interface Concluded {
  readonly telemetry: Telemetry;
  readonly stage: TelemetryTaken['stage'];
  readonly asked: readonly Asked<unknown>[];
  readonly interval: number | undefined;
  /** Besides those of the queries. */
  readonly problems?: readonly Problem[];
}

function conclude(request: TelemetryRequest, { telemetry, stage, asked, interval, problems: more = [] }: Concluded): TelemetryTaken {
  const problems = [...asked.flatMap((one) => one.problems), ...failuresOf(asked.map(({ record }) => record)), ...more];
  if (interval !== undefined && isTooShort(request.windowSeconds, interval)) problems.push(windowTooShort(request.windowSeconds, interval));
  const skew = asked.find(({ clockSkewSeconds }) => Math.abs(clockSkewSeconds ?? 0) > SKEW_TOLERATED_SECONDS)?.clockSkewSeconds;
  if (skew !== undefined && request.alignNow) problems.push(clockSkew(skew));
  if (stage === 'complete' && isEmpty(asked)) problems.push(noSeries());
  return {
    telemetry,
    queries: asked.map(({ record }) => record),
    problems,
    ...(interval !== undefined && { scrapeIntervalSeconds: interval }),
    stage,
    answered: asked.some(({ rows }) => rows !== undefined),
  };
}

/** Answered, and nothing there. */
function isEmpty(asked: readonly Asked<unknown>[]): boolean {
  const traffic = asked.filter(({ record }) => TRAFFIC.has(record.family));
  return traffic.every(({ rows }) => rows?.length === 0);
}

interface Interval {
  readonly seconds: number | undefined;
  readonly asked: readonly Asked<number>[];
}

/** The interval known from before, or the one detected now; asked beside the rates, so that it costs no round trip of its own. */
async function takeInterval(asking: Asking, known: number | undefined): Promise<Interval> {
  if (known !== undefined) return { seconds: known, asked: [] };
  const asked = await askFamily(asking, scrapeIntervalFamily);
  return { seconds: asked.rows?.[0], asked: [asked] };
}

function alignDown(seconds: number, step: number): number {
  return step > 0 ? Math.floor(seconds / step) * step : seconds;
}

function isWaypoint(row: Pick<RequestRow, 'reporter'>): boolean {
  return row.reporter === 'waypoint';
}
