/** All names that rows hold: what pseudonyms have to stand for. */
import type { GivenName } from '../mesh/pseudonyms';
import type { CalledEnd, Telemetry } from '../telemetry/rows';
import type { TelemetrySpan } from '../telemetry/span/span';

/** Envoy's and Istio's words for nobody in particular. */
const NOBODY = /^(?:unknown|(?:Inbound)?PassthroughCluster(?:Ipv[46])?|BlackHoleCluster|BlackHole|Passthrough)$/i;
const CLUSTER_DOMAIN = 'cluster.local';

/** Some of them several times. */
export function namesOfTelemetry(telemetry: Telemetry): readonly GivenName[] {
  const { requests, tcp, latency = [], quantiles = [], connections = [], waypoints = [] } = telemetry;
  return namesOfRows([...requests, ...tcp, ...latency, ...quantiles, ...connections], waypoints);
}

export function namesOfSpan({ requests, tcp, quantiles = [], connections = [], waypoints = [] }: TelemetrySpan): readonly GivenName[] {
  const rows = [...requests, ...tcp, ...quantiles, ...connections].map(({ row }) => row);
  return namesOfRows(
    rows,
    waypoints.map(({ row }) => row),
  );
}

type Ends = { readonly source: CalledEnd; readonly destination: CalledEnd };

function namesOfRows(rows: readonly Ends[], waypoints: NonNullable<Telemetry['waypoints']>): readonly GivenName[] {
  // Ends are shared by many rows.
  const ends = new Set(rows.flatMap(({ source, destination }) => [source, destination]));
  return [
    ...[...ends].flatMap(namesOfEnd),
    ...waypoints.flatMap(({ namespace, pod, gateway }) => [
      ...named('namespace', namespace),
      ...named('service', gateway),
      ...named('workload', pod),
    ]),
  ].filter(({ name }) => !NOBODY.test(name));
}

function namesOfEnd(end: CalledEnd): readonly GivenName[] {
  const { cluster, namespace, workload, app, version, service, serviceName, serviceNamespace } = end;
  const versioned = app !== undefined && version !== undefined && workload === `${app}-${version}`;
  return [
    ...named('cluster', cluster),
    ...named('namespace', namespace),
    ...named('namespace', serviceNamespace),
    ...named('service', app),
    ...(workload === undefined
      ? []
      : [{ kind: 'workload', name: workload, ...(versioned && { versionOf: { service: app, version } }) } as const]),
    ...(serviceName === undefined ? [] : namesOfHost(serviceName)),
    ...(service === undefined ? [] : namesOfHost(service)),
  ];
}

const named = (kind: GivenName['kind'], name: string | undefined): readonly GivenName[] => (name === undefined ? [] : [{ kind, name }]);

/** "cart.shop.svc.cluster.local" names a service and a namespace, any other host itself; a port names nothing. */
function namesOfHost(host: string): readonly GivenName[] {
  const name = host.replace(/:\d+$/, '');
  const [, service, namespace, domain = CLUSTER_DOMAIN] = /^([^.]+)\.([^.]+)\.svc(?:\.(.+))?$/.exec(name) ?? [];
  if (service !== undefined) {
    const foreign = domain === CLUSTER_DOMAIN ? [] : named('host', domain);
    return [...(service === '*' ? [] : named('service', service)), ...named('namespace', namespace), ...foreign];
  }
  return named(name.includes('.') ? 'host' : 'service', name);
}
