/** How many series percentiles by the server will be: pairs of what is drawn × quantiles. */
import { QUANTILES, type QuantileGrouping } from '../families/quantiles';
import type { CalledEnd, End, RequestRow } from '../rows';

export function countQuantilePairs(requests: readonly RequestRow[], grouping: QuantileGrouping, clientSideOnly: boolean): number {
  const pairs = new Set<string>();
  for (const { reporter, protocol, source, destination } of requests) {
    if (clientSideOnly && reporter === 'destination') continue;
    pairs.add(JSON.stringify([reporter, protocol, drawn(source, grouping), called(destination, grouping)]));
  }
  return pairs.size * QUANTILES.length;
}

/** As the server groups them (`families/quantiles.ts`): by service what has no workload. */
function called(end: CalledEnd, grouping: QuantileGrouping): readonly unknown[] {
  const service = [end.serviceName, end.serviceNamespace];
  if (end.workload === undefined) return [end.cluster, ...service];
  return grouping === 'service' ? [...drawn(end, grouping), ...service] : drawn(end, grouping);
}

function drawn({ cluster, namespace, workload, app, version }: End, grouping: QuantileGrouping): readonly unknown[] {
  switch (grouping) {
    case 'namespace':
      return [cluster, namespace];
    case 'app':
      return [cluster, namespace, app];
    case 'versionedApp':
      return [cluster, namespace, app, version];
    case 'workload':
    case 'service':
      return [cluster, namespace, workload];
  }
}
