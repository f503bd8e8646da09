/** Rows of some namespaces, as the same choice in a query leaves them. */
import type { Telemetry } from '../telemetry/rows';

interface Ends {
  readonly source: { readonly namespace?: string };
  readonly destination: { readonly namespace?: string; readonly serviceNamespace?: string };
}

/** Calls from or to one of the namespaces; none = all. */
export function onlyNamespaces(telemetry: Telemetry, namespaces: readonly string[]): Telemetry {
  if (namespaces.length === 0) return telemetry;
  const wanted = new Set(namespaces);
  const isIn = ({ source, destination }: Ends) =>
    [source.namespace, destination.namespace, destination.serviceNamespace].some((name) => name !== undefined && wanted.has(name));
  const { latency, quantiles, connections } = telemetry;
  return {
    ...telemetry,
    requests: telemetry.requests.filter(isIn),
    tcp: telemetry.tcp.filter(isIn),
    ...(latency && { latency: latency.filter(isIn) }),
    ...(quantiles && { quantiles: quantiles.filter(isIn) }),
    ...(connections && { connections: connections.filter(isIn) }),
  };
}
