/** What is asked of the past: rows that are not mutual TLS, and who was measured at all (docs/readiness.md). */
import { durationText, matchAny, matcher, selector } from '../../prometheus/promql-text';
import { sumBy } from '../../telemetry/families/labels';
import type { MetricNames } from '../../telemetry/metric-names';
import { matching, oneOf } from '../../telemetry/promql';

/** What one row of plaintext is told apart by. */
export const ROW_LABELS = [
  'reporter',
  'source_workload_namespace',
  'source_workload',
  'source_canonical_service',
  'destination_workload_namespace',
  'destination_workload',
  'destination_service_namespace',
  'destination_service_name',
  'request_protocol',
  'connection_security_policy',
] as const;

const SERVERS = matching('reporter', 'destination|waypoint');

/** Ids of the queries of one chunk. `measured` is asked first: without it the others have nothing to read. */
export type HistoryQueryId = 'measured' | 'requests' | 'bytes' | 'connections';

export interface HistoryQuery {
  readonly id: HistoryQueryId;
  readonly title: string;
  readonly promql: string;
}

export interface HistoryScope {
  readonly names: MetricNames;
  /** Empty = the whole mesh. */
  readonly namespaces: readonly string[];
  readonly stepSeconds: number;
}

const marked = (inner: string, label: string, value: string): string => `label_replace(${inner}, "${label}", "${value}", "", "")`;

/**
 * What a counter gained in the step before each moment, by row: `rise` of the series that stood there before (`increase`), and `start`, the
 * whole value of those that appeared: their first sample is lost to `increase`, and one request a night is nothing but first samples.
 */
export function gained(metric: string, matchers: readonly string[], stepSeconds: number, labels: readonly string[] = ROW_LABELS): string {
  const step = durationText(stepSeconds);
  const series = selector(metric, matchers);
  const now = `last_over_time(${series}[${step}])`;
  const before = `last_over_time(${series}[${step}] offset ${step})`;
  return [
    marked(`${sumBy(labels, `increase(${series}[${step}]) and ${before}`)} > 0`, 'part', 'rise'),
    marked(`${sumBy(labels, `${now} unless ${before}`)} > 0`, 'part', 'start'),
  ].join(' or ');
}

/** Rows that name no namespace of a workload are asked for as well: they may be of any. */
function calledIn(namespaces: readonly string[]): readonly string[] {
  return namespaces.length === 0 ? [] : [oneOf('destination_workload_namespace', [...namespaces, 'unknown', ''])];
}

function measured({ names, namespaces, stepSeconds }: HistoryScope): string {
  const step = durationText(stepSeconds);
  const both = matchAny('__name__', [names.requests, names.tcpReceived]);
  const into = namespaces.length === 0 ? [] : [oneOf('destination_workload_namespace', namespaces)];
  const outOf = namespaces.length === 0 ? [] : [oneOf('source_workload_namespace', namespaces)];
  const called = 'destination_workload_namespace,destination_workload';
  const source = matcher('reporter', '=', 'source');
  const rising = [names.requests, names.tcpReceived].map((name) => {
    const series = selector(name, [source, ...into]);
    return `(${series} > ${series} offset ${step})`;
  });
  return [
    marked(`count({${both}})`, 'side', 'any'),
    marked(`count by (${called}) ({${[both, SERVERS, ...into].join(',')}})`, 'side', 'server'),
    marked(`count by (${called}) (${rising.join(' or ')})`, 'side', 'caller'),
    marked(`count by (source_workload_namespace,source_workload) ({${[both, source, ...outOf].join(',')}})`, 'side', 'own'),
  ].join(' or ');
}

/** The queries of every chunk, in the order in which they are asked. */
export function historyQueries(scope: HistoryScope): readonly HistoryQuery[] {
  const { names, namespaces, stepSeconds } = scope;
  // Only a missing reporter cannot be a caller's word for certain, so it is asked for, and counts as nothing that could be placed.
  const plain = [matcher('reporter', '!=', 'source'), matcher('connection_security_policy', '!=', 'mutual_tls'), ...calledIn(namespaces)];
  const of = (metric: string): string => gained(metric, plain, stepSeconds);
  return [
    { id: 'measured', title: 'Who was measured', promql: measured(scope) },
    { id: 'requests', title: 'Requests that were not mutual TLS', promql: of(names.requests) },
    {
      id: 'bytes',
      title: 'TCP bytes that were not mutual TLS',
      promql: [names.tcpReceived, names.tcpSent]
        .map((name, at) => marked(`(${of(name)})`, 'direction', at === 0 ? 'in' : 'out'))
        .join(' or '),
    },
    { id: 'connections', title: 'TCP connections that were not mutual TLS', promql: of(names.connectionsOpened) },
  ];
}
