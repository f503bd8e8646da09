import { knownLabel, parseRequestProtocol } from '../parse-labels';
import { rateOf, scopeAlternatives, unknownLabel, withMatchers } from '../promql';
import type { QuantileRow } from '../rows';
import { type Family, type FamilyContext, readWith } from './family';
import { sumBy } from './labels';
import { readRows } from './read-rows';

/** What a node of the drawn graph is told apart by; the server needs to know it before it can take quantiles. */
export type QuantileGrouping = 'workload' | 'app' | 'versionedApp' | 'service' | 'namespace';

interface QuantileOptions {
  readonly native: boolean;
  readonly clientSideOnly?: boolean;
}

/** The quantiles on an edge. */
export const QUANTILES = [0.5, 0.95, 0.99] as const;

const NODE_LABELS: Readonly<Record<QuantileGrouping, readonly string[]>> = {
  workload: ['cluster', 'workload_namespace', 'workload'],
  app: ['cluster', 'workload_namespace', 'canonical_service'],
  versionedApp: ['cluster', 'workload_namespace', 'canonical_service', 'canonical_revision'],
  service: ['cluster', 'workload_namespace', 'workload'],
  namespace: ['cluster', 'workload_namespace'],
};
const SERVICE_LABELS = ['destination_service_name', 'destination_service_namespace'];

/**
 * Quantiles computed by the server for one grouping, from `_bucket` series or, with `native`, from native histograms.
 * Pairs whose called workload is unknown are grouped by the service instead: the two branches have different labels, so `or` drops nothing.
 * All three quantiles come in one answer, each marked by a label first. `clientSideOnly` leaves the servers' reports unread, which is half of
 * all samples, where every pair has a better one.
 */
export function quantilesFamily(grouping: QuantileGrouping, options: QuantileOptions): Family<QuantileRow> {
  const id = options.native ? 'quantiles-native' : 'quantiles';
  return {
    id,
    promql(context) {
      const buckets = pairs(context, grouping, options);
      return QUANTILES.map(
        (quantile) => `label_replace(histogram_quantile(${quantile}, ${buckets}), "quantile", "${quantile}", "", "")`,
      ).join(' or ');
    },
    ...readQuantiles(id),
  };
}

function pairs(
  { names, namespaces, windowSeconds }: FamilyContext,
  grouping: QuantileGrouping,
  { native, clientSideOnly }: QuantileOptions,
): string {
  const metric = native ? names.duration : `${names.duration}_bucket`;
  const le = native ? [] : ['le'];
  const common = ['reporter', 'request_protocol', ...NODE_LABELS[grouping].map((label) => `source_${label}`)];
  const called = NODE_LABELS[grouping].map((label) => `destination_${label}`);
  const reporters = clientSideOnly === true ? ['reporter=~"source|waypoint"'] : [];
  const branch = (labels: readonly string[], matcher: string) =>
    sumBy([...le, ...common, ...labels], rateOf(metric, withMatchers(scopeAlternatives(namespaces), matcher, ...reporters), windowSeconds));
  const known = branch([...called, ...(grouping === 'service' ? SERVICE_LABELS : [])], 'destination_workload!~"|unknown"');
  const unknown = branch(['destination_cluster', ...SERVICE_LABELS], unknownLabel('destination_workload'));
  return `(${known} or ${unknown})`;
}

/** A quantile of a pair without traffic is NaN: no row, and nothing wrong. */
function readQuantiles(family: string) {
  const rows = readRows(
    family,
    ({ reporter, source, destination }, { labels, value }): QuantileRow => ({
      reporter,
      source,
      destination,
      protocol: parseRequestProtocol(labels),
      quantile: Number(knownLabel(labels, 'quantile')),
      milliseconds: value,
    }),
  );
  return readWith((ends) => {
    const reader = rows.start(ends);
    return { take: (samples) => reader.take(samples.filter(({ value }) => !Number.isNaN(value))), result: () => reader.result() };
  });
}
