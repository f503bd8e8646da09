/** What is asked of a span longer than the window: who called this workload or service, with their identities. */
import { durationText, selector } from '../../prometheus/promql-text';
import { END_LABELS } from '../../telemetry/families/labels';
import type { MetricNames } from '../../telemetry/metric-names';
import { equals, matching } from '../../telemetry/promql';
import { gained } from '../readiness/history-queries';
import type { LeastPrivilegeQuestion } from './model';

/** What one row is told apart by. */
const LABELS = ['reporter', ...END_LABELS, 'source_principal', 'request_protocol', 'connection_security_policy'];

export type SpanQueryId = 'measured' | 'requests' | 'connections';

export interface SpanQuery {
  readonly id: SpanQueryId;
  readonly title: string;
  readonly promql: string;
}

/** `measured` first: whether the source has anything of calls into the namespace at that moment. */
export function spanQueries(
  { kind, namespace, name }: LeastPrivilegeQuestion,
  names: MetricNames,
  stepSeconds: number,
): readonly SpanQuery[] {
  const inNamespace = kind === 'workload' ? 'destination_workload_namespace' : 'destination_service_namespace';
  const called = kind === 'workload' ? 'destination_workload' : 'destination_service_name';
  const matchers = [matching('reporter', 'destination|waypoint'), equals(inNamespace, namespace), equals(called, name)];
  const counted = [names.requests, names.connectionsOpened].map(
    (metric) => `count(last_over_time(${selector(metric, [equals(inNamespace, namespace)])}[${durationText(stepSeconds)}]))`,
  );
  const of = (metric: string): string => gained(metric, matchers, stepSeconds, LABELS);
  return [
    { id: 'measured', title: 'When calls were measured', promql: counted.join(' or ') },
    { id: 'requests', title: 'Requests by caller', promql: of(names.requests) },
    { id: 'connections', title: 'TCP connections by caller', promql: of(names.connectionsOpened) },
  ];
}
