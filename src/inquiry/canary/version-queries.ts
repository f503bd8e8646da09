/** The PromQL behind each number of a version: the rows that were counted, by the same words (docs/canary.md). */
import type { MetricNames } from '../../telemetry/metric-names';
import {
  type Alternatives,
  both,
  equals,
  increaseOf,
  type Matchers,
  matching,
  notMatching,
  oneOf,
  rateOf,
  reportedBy,
  unknownLabel,
} from '../../telemetry/promql';
import type { Reporter } from '../../telemetry/rows';
import type { CanaryCaller, VersionQueries } from './model';
import type { EndSelector, Split } from './split';
import { destinationMatchers, routedOnly } from './version-selectors';

export interface QueryContext {
  readonly names: MetricNames;
  readonly windowSeconds: number;
  readonly count4xx: boolean;
  /** There are histogram buckets. */
  readonly latency: boolean;
}

/** Of one version and, as the whole, of all that are counted. */
export interface Selected {
  readonly selectors: readonly EndSelector[];
  readonly all: readonly EndSelector[];
}

/** Callers of a split, those of one reporter, cluster and namespace in one set of matchers. */
export function callerMatchers({ callers }: Split, reporters: ReadonlyMap<string, Reporter>): Alternatives {
  const groups = new Map<string, { readonly matchers: Matchers; readonly names: string[] }>();
  for (const [key, caller] of callers) {
    const { cluster, namespace, workload } = caller;
    const reporter = reporters.get(key) ?? usualReporter(caller);
    const matchers = [
      reportedBy(reporter),
      ...(cluster === undefined ? [] : [equals('source_cluster', cluster)]),
      namespace === undefined ? unknownLabel('source_workload_namespace') : equals('source_workload_namespace', namespace),
    ];
    const group = groups.get(JSON.stringify([matchers, workload === undefined])) ?? { matchers, names: [] };
    groups.set(JSON.stringify([matchers, workload === undefined]), group);
    if (workload !== undefined) group.names.push(workload);
  }
  if (groups.size === 0) return [[reportedBy('source')]];
  return [...groups.values()].map(({ matchers, names }) => [
    ...matchers,
    names.length === 0 ? unknownLabel('source_workload') : oneOf('source_workload', names.toSorted()),
  ]);
}

const usualReporter = ({ through }: CanaryCaller): Reporter => (through === 'waypoint' ? 'waypoint' : 'source');

const matchersOf = (selectors: readonly EndSelector[]): Alternatives => {
  const sets = selectors.flatMap(destinationMatchers);
  return [...new Map(sets.map((set) => [JSON.stringify(set), set])).values()];
};

/** `sum(…)` that is 0, not missing, where nothing flowed. */
const total = (inner: string): string => `(sum(${inner}) or vector(0))`;

export function versionQueries(split: Split, callers: Alternatives, selected: Selected, context: QueryContext): VersionQueries {
  const { names, windowSeconds } = context;
  const connections = split.unit === 'connections';
  const metric = connections ? names.connectionsOpened : names.requests;
  const series = (selectors: readonly EndSelector[], more: Matchers = []): Alternatives =>
    both(callers, matchersOf(selectors)).map((set) => [...set, ...(connections ? [] : [routedOnly]), ...more]);
  const own = series(selected.selectors);
  const rates = rateOf(metric, own, windowSeconds);
  const base: VersionQueries = {
    count: total(increaseOf(metric, own, windowSeconds)),
    share: `${total(rates)} / sum(${rateOf(metric, series(selected.all), windowSeconds)})`,
    rate: total(rates),
  };
  if (connections) return base;
  const failed = rateOf(metric, both(own, failedResponses(context.count4xx)), windowSeconds);
  const withErrors = { ...base, errorRatio: `${total(failed)} / sum(${rates})` };
  if (!context.latency) return withErrors;
  const buckets = rateOf(`${names.duration}_bucket`, both(callers, matchersOf(selected.selectors)), windowSeconds);
  const quantile = (q: number): string => `histogram_quantile(${q}, sum by (le) (${buckets}))`;
  return { ...withErrors, p50: quantile(0.5), p99: quantile(0.99) };
}

/** What counts as an error, HTTP and gRPC apart (docs/telemetry.md §6.7). */
function failedResponses(count4xx: boolean): Alternatives {
  const grpc = equals('request_protocol', 'grpc');
  const codes = (classes: string): string => `0|${classes}[0-9][0-9]`;
  return [
    [notMatching('request_protocol', 'grpc'), matching('response_code', codes(count4xx ? '[45]' : '5'))],
    [grpc, matching('response_code', codes('[45]'))],
    [grpc, notMatching('response_code', codes('[45]')), matching('grpc_response_status', '[1-9]|1[0-6]')],
  ];
}
