/** What the telemetry doctor asks a Prometheus, once, when somebody opens it: a fixed number of cheap queries. */
import type { Problem } from '../../lib/problem';
import type { Result } from '../../lib/result';
import type { InstantSample } from '../../prometheus/client-types';
import { durationText, matchAny, matcher, selector } from '../../prometheus/promql-text';
import { scrapeIntervalFamily } from '../families/scrape-interval';
import { type MetricNames, metricNames } from '../metric-names';
import { LABELS } from './labels';

export interface DoctorRequest {
  readonly windowSeconds: number;
  readonly metricPrefix?: string | undefined;
}

/** One query's answer: samples, or why there are none. */
export type Answer = Result<readonly InstantSample[], Problem>;

const QUERIES = {
  /** Series by metric, reporter and scrape job. The +Inf bucket stands for all buckets of a histogram. */
  series: (names) => {
    const plain = [
      names.requests,
      names.duration,
      `${names.duration}_count`,
      names.tcpSent,
      names.tcpReceived,
      names.connectionsClosed,
      names.connectionsFailed,
    ];
    const among = [matchAny('__name__', [...plain, `${names.duration}_bucket`]), matcher('le', '=~', '(\\+Inf)?')];
    return `count by (__name__, reporter, job) ({${among.join(',')}})`;
  },
  /** Series that carry a known value of each label. */
  labels: (names) =>
    LABELS.map(({ name, among = [] }) => {
      const known = [matcher(name, '!=', ''), ...(name === 'connection_security_policy' ? [] : [matcher(name, '!=', 'unknown')])];
      const counted = `count({${[matchAny('__name__', [names.requests, names.tcpReceived]), ...known, ...among].join(',')}})`;
      return `label_replace(${counted}, "label", "${name}", "", "")`;
    }).join(' or '),
  /** Which proxies tell of calls into a namespace. */
  namespaces: (names) =>
    `count by (destination_workload_namespace, reporter) ({${[matchAny('__name__', [names.requests, names.tcpReceived]), 'destination_workload_namespace!=""', 'destination_workload_namespace!="unknown"'].join(',')}})`,
  /** Scrape targets by job, up (1) and down (0). */
  targets: () => 'count_values by (job) ("up", up)',
  interval: (names) => scrapeIntervalFamily.promql({ windowSeconds: 300, namespaces: [], names, showIdle: false }),
  /** Seconds since the newest sample. */
  age: (names) => `time() - max(timestamp(${selector(names.requests)}) or timestamp(${selector(names.tcpReceived)}))`,
  /** Requests and kilobytes per second over the window, whatever the scope. */
  traffic: (names, window) =>
    `sum(rate(${selector(names.requests)}[${window}])) or sum(rate(${selector(names.tcpReceived)}[${window}])) / 1000`,
} as const satisfies Readonly<Record<string, (names: MetricNames, window: string) => string>>;

export type QueryId = keyof typeof QUERIES;

export interface Evidence {
  readonly names: MetricNames;
  readonly windowSeconds: number;
  readonly answers: Readonly<Record<QueryId, Answer>>;
  readonly queries: Readonly<Record<QueryId, string>>;
}

/** Asks everything at once; a query that fails is part of the evidence. */
export async function takeEvidence(
  ask: (promql: string) => Promise<Answer>,
  { windowSeconds, metricPrefix }: DoctorRequest,
): Promise<Evidence> {
  const names = metricNames(metricPrefix);
  const ids = Object.keys(QUERIES) as readonly QueryId[];
  const queries = Object.fromEntries(ids.map((id) => [id, QUERIES[id](names, durationText(windowSeconds))])) as Record<QueryId, string>;
  const answers = await Promise.all(ids.map((id) => ask(queries[id])));
  return {
    names,
    windowSeconds,
    queries,
    answers: Object.fromEntries(ids.map((id, at) => [id, answers[at]])) as Record<QueryId, Answer>,
  };
}

/** The samples of a query; none when it failed. */
export const samplesOf = ({ answers }: Evidence, id: QueryId): readonly InstantSample[] => {
  const answer = answers[id];
  return answer.ok ? answer.value : [];
};

/** Series of a metric, of one reporter or of all. */
export function seriesOf(evidence: Evidence, metric: string, reporter?: string): number {
  return samplesOf(evidence, 'series')
    .filter(({ labels }) => labels.__name__ === metric && (reporter === undefined || labels.reporter === reporter))
    .reduce((sum, { value }) => sum + value, 0);
}

/** Whether anything of Istio's traffic is there at all: the other checks have something to look at. */
export const hasTraffic = (evidence: Evidence): boolean =>
  seriesOf(evidence, evidence.names.requests) + seriesOf(evidence, evidence.names.tcpReceived) > 0;
