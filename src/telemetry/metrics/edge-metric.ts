import type { MetricNames } from '../metric-names';
import { type Alternatives, both, rateOf, reportedBy, withMatchers } from '../promql';
import type { Protocol, Reporter } from '../rows';

/** The series behind one drawn edge or one side of a node. */
export interface EdgeSelection {
  readonly names: MetricNames;
  readonly windowSeconds: number;
  readonly protocol: Protocol;
  /** Which series, but for reporter and protocol. */
  readonly series: Alternatives;
  /** Whose reports are shown, best first; with more than one, each call counts by its best (docs/telemetry.md §6.4). */
  readonly reporters: readonly Reporter[];
  /** Whether somebody but the client says how the connections were secured. */
  readonly securityByServer: boolean;
  readonly count4xx: boolean;
  /** Latency is kept in native histograms, without `_bucket` series. */
  readonly nativeLatency?: boolean;
}

/** One number on an edge: its name, its text with unit, and the PromQL that returns exactly it. */
export interface EdgeMetric {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** Short text with unit; `atLeast` marks a lower bound. */
  format(value: number, atLeast?: boolean): string;
  /** undefined where the metric says nothing about this protocol. */
  promql(selection: EdgeSelection): string | undefined;
}

/** What tells one call from another: the finest ends, the service addressed and the protocol. */
const CALL_LABELS = [
  'source_cluster',
  'source_workload_namespace',
  'source_workload',
  'destination_cluster',
  'destination_workload_namespace',
  'destination_workload',
  'destination_service_name',
  'destination_service_namespace',
  'request_protocol',
].join(',');

/** The protocol as a matcher; what is not grpc counts as http. TCP metrics need none. */
function protocolMatchers(protocol: Protocol): readonly string[] {
  if (protocol === 'tcp') return [];
  return [protocol === 'grpc' ? 'request_protocol="grpc"' : 'request_protocol!="grpc"'];
}

/** The selected series of the edge's protocol, narrowed by alternatives of its own (response codes, security policies). */
export function edgeSeries({ series, protocol }: EdgeSelection, narrowed: Alternatives = [[]]): Alternatives {
  return withMatchers(both(series, narrowed), ...protocolMatchers(protocol));
}

/**
 * Rates of the primary reports. With one reporter a plain rate; with several, each call's best reporter only: what a better one has
 * told of a call (any traffic) excludes the others' word on it.
 */
export function primaryRates(
  selection: EdgeSelection,
  metric: string,
  options: { readonly narrowed?: Alternatives; readonly by?: string } = {},
): string {
  const { reporters, windowSeconds } = selection;
  const narrowed = edgeSeries(selection, options.narrowed);
  const [first, ...others] = reporters;
  const rates = (reporter: Reporter) => rateOf(metric, withMatchers(narrowed, reportedBy(reporter)), windowSeconds);
  if (first === undefined) return rateOf(metric, narrowed, windowSeconds);
  if (others.length === 0) return rates(first);
  const labels = options.by === undefined ? CALL_LABELS : `${options.by},${CALL_LABELS}`;
  const told = (reporter: Reporter) =>
    `sum by (${CALL_LABELS}) (${rateOf(traffic(selection), withMatchers(edgeSeries(selection), reportedBy(reporter)), windowSeconds)}) > 0`;
  return reporters
    .map((reporter, index) => {
      const own = `sum by (${labels}) (${rates(reporter)})`;
      const better = reporters.slice(0, index).map(told).join(' or ');
      return better === '' ? own : `(${own} unless on (${CALL_LABELS}) (${better}))`;
    })
    .join(' or ');
}

function traffic({ protocol, names }: EdgeSelection): string {
  return protocol === 'tcp' ? names.tcpReceived : names.requests;
}

/** A sum that is 0, not missing, where there is nothing. */
export function sumOrZero(rates: string): string {
  return `(sum(${rates}) or vector(0))`;
}
