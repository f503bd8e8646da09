/** One proxy's view as telemetry: what its /stats/prometheus printed, once or twice, instead of a Prometheus. */
import type { Outcome } from '../lib/outcome';
import type { Problem } from '../lib/problem';
import type { InstantSample, Labels } from '../prometheus/client-types';
import { parseExposition } from '../prometheus/exposition';
import { type Counters, gatherCounters, type Increase, increaseBetween, sumCounters } from './exposition-counters';
import * as problems from './exposition-problems';
import { CONNECTION_LABELS, connectionsFamily } from './families/connections';
import { LATENCY_LABELS, latencyFamily } from './families/latency';
import { REQUEST_LABELS, requestsFamily } from './families/requests';
import { TCP_LABELS, tcpFamily } from './families/tcp';
import { type MetricNames, metricNames } from './metric-names';
import type { Telemetry } from './rows';

/** A text with the name it is shown by (a file name, "pasted text"). */
export interface Drop {
  readonly name: string;
  readonly text: string;
}

export interface DropOptions {
  /** Seconds between the first and the last text; undefined or not positive = not known. */
  readonly secondsApart?: number | undefined;
  /** The moment of the last text, Unix seconds: only shown, never counted with. */
  readonly atSeconds: number;
  readonly metricPrefix?: string;
}

/** The part of a refresh that texts can give; `answered` is false when none held any traffic of Istio, and the problems say what was there instead. */
export interface DropsTaken {
  readonly telemetry: Telemetry;
  readonly problems: readonly Problem[];
  readonly answered: boolean;
}

/** The metrics that become rows; without these a text shows no traffic. */
const trafficMetrics = (names: MetricNames): ReadonlySet<string> =>
  new Set([names.requests, `${names.duration}_bucket`, names.tcpReceived, names.tcpSent, names.connectionsClosed, names.connectionsFailed]);

interface ReadDrop {
  readonly drop: Drop;
  readonly counters: Counters;
  readonly problems: readonly Problem[];
}

function readOne(drop: Drop, metrics: ReadonlySet<string>): ReadDrop {
  const exposition = parseExposition(drop.text);
  const counters = gatherCounters(exposition.series, metrics);
  if (counters.byIdentity.size === 0) {
    return { drop, counters, problems: [problems.noIstioSeries(drop.name, drop.text, exposition)] };
  }
  const summed = counters.repeated === 0 ? [] : [problems.summedSeries(drop.name, counters.repeated)];
  return { drop, counters, problems: [...problems.unreadableLines(drop.name, exposition), ...summed] };
}

interface Counted {
  readonly counters: Increase['counters'];
  /** Seconds the counts are spread over; undefined = they stay counts. */
  readonly seconds: number | undefined;
  readonly problems: readonly Problem[];
}

function totalsOf(read: ReadDrop, told: Problem): Counted {
  return { counters: [...read.counters.byIdentity.values()], seconds: undefined, problems: [told] };
}

function countBetween(first: ReadDrop, last: ReadDrop, secondsApart: number | undefined): Counted {
  const { counters, resets, shared } = increaseBetween(first.counters, last.counters);
  if (shared === 0) return totalsOf(last, problems.differentProxies(first.drop.name, last.drop.name));
  const seconds = secondsApart !== undefined && Number.isFinite(secondsApart) && secondsApart > 0 ? secondsApart : undefined;
  const told = [
    ...(resets === 0 ? [] : [problems.counterResets(resets, shared)]),
    ...(seconds === undefined ? [problems.secondsUnknown()] : []),
  ];
  return { counters, seconds, problems: told };
}

function count(reads: readonly ReadDrop[], secondsApart: number | undefined): Counted {
  const usable = reads.filter(({ counters }) => counters.byIdentity.size > 0);
  const first = usable[0];
  const last = usable.at(-1);
  if (first === undefined || last === undefined) return { counters: [], seconds: undefined, problems: [] };
  return first === last ? totalsOf(last, problems.totalsSinceStart(last.drop.name)) : countBetween(first, last, secondsApart);
}

/**
 * Turns one text into totals since the proxy's start (`Telemetry.totals`), two into rates per second. Counters that stood still
 * stay as idle rows: they tell which calls the proxy knows. The rows are those of a Prometheus answer, so the same mesh is built of them.
 */
export function telemetryFromExposition(drops: readonly Drop[], options: DropOptions): DropsTaken {
  const names = metricNames(options.metricPrefix);
  const reads = drops.map((drop) => readOne(drop, trafficMetrics(names)));
  const counted = count(reads, options.secondsApart);
  const rows = rowsOf(counted, names, options.atSeconds);
  return {
    telemetry: rows.value,
    problems: [...reads.flatMap((read) => read.problems), ...counted.problems, ...rows.problems],
    answered: counted.counters.length > 0,
  };
}

function rowsOf(counted: Counted, names: MetricNames, atSeconds: number): Outcome<Telemetry> {
  const perSecond = 1 / (counted.seconds ?? 1);
  const sum = (metric: string, labels: readonly string[], extra?: Labels): readonly InstantSample[] =>
    sumCounters(counted.counters, metric, labels, perSecond, extra);
  const requests = requestsFamily.parse(sum(names.requests, REQUEST_LABELS));
  // Named from the server's side: what it received is what the client sent (docs/telemetry.md §2).
  const tcp = tcpFamily.parse([
    ...sum(names.tcpReceived, TCP_LABELS, { direction: 'sent' }),
    ...sum(names.tcpSent, TCP_LABELS, { direction: 'received' }),
  ]);
  const latency = latencyFamily.parse(sum(`${names.duration}_bucket`, LATENCY_LABELS));
  const connections = connectionsFamily.parse([
    ...sum(names.connectionsClosed, CONNECTION_LABELS, { outcome: 'closed' }),
    ...sum(names.connectionsFailed, CONNECTION_LABELS, { outcome: 'failed' }),
  ]);
  const parsed = [requests, tcp, latency, connections];
  const value: Telemetry = {
    atSeconds,
    windowSeconds: counted.seconds ?? 1,
    ...(counted.seconds === undefined ? { totals: true } : {}),
    requests: requests.value,
    tcp: tcp.value,
    latency: latency.value,
    connections: connections.value,
    unplacedRows: parsed.reduce((total, { unplaced }) => total + unplaced, 0),
  };
  return { value, problems: parsed.flatMap((one) => one.problems) };
}
