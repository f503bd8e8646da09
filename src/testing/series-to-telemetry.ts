import type { InstantSample } from '../prometheus/client-types';
import { connectionsFamily } from '../telemetry/families/connections';
import { latencyFamily } from '../telemetry/families/latency';
import { requestsFamily } from '../telemetry/families/requests';
import { tcpFamily } from '../telemetry/families/tcp';
import { waypointsFamily } from '../telemetry/families/waypoints';
import type { Telemetry } from '../telemetry/rows';

/** A counter with a constant rate, as the conformance cases write it; a label with "" is left out, as Prometheus does. */
export interface RatedSeries {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly rate: number;
}

/** What Prometheus would answer to the program's queries over these series, without a Prometheus: one sample a series, parsed by the families. */
export function telemetryOfSeries(
  series: readonly RatedSeries[],
  window: { readonly windowSeconds: number; readonly atSeconds?: number },
): Telemetry {
  const samples = (metric: string, extra: Readonly<Record<string, string>> = {}): readonly InstantSample[] =>
    series
      .filter((one) => one.metric === metric)
      .map(({ labels, rate }) => ({
        labels: { ...Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== '')), ...extra },
        value: rate,
        timestampSeconds: window.atSeconds ?? 0,
      }));
  const active = (list: readonly InstantSample[]) => list.filter(({ value }) => value > 0);
  const requests = active(samples('istio_requests_total'));
  const tcp = [
    ...active(samples('istio_tcp_received_bytes_total', { direction: 'sent' })),
    ...active(samples('istio_tcp_sent_bytes_total', { direction: 'received' })),
  ];
  const connections = [
    ...active(samples('istio_tcp_connections_closed_total', { outcome: 'closed' })),
    ...active(samples('istio_tcp_connections_failed_total', { outcome: 'failed' })),
  ];
  return {
    atSeconds: window.atSeconds ?? 0,
    windowSeconds: window.windowSeconds,
    requests: requestsFamily.parse(requests).value,
    tcp: tcpFamily.parse(tcp).value,
    latency: latencyFamily.parse(sumBuckets(samples('istio_request_duration_milliseconds_bucket'))).value,
    waypoints: waypointsFamily.parse([...requests, ...tcp].filter(({ labels }) => labels.reporter === 'waypoint')).value,
    connections: connectionsFamily.parse(connections).value,
  };
}

/** The query sums over codes and pods before it answers: equal pairs and bounds become one sample. */
function sumBuckets(samples: readonly InstantSample[]): readonly InstantSample[] {
  const dropped = new Set(['response_code', 'response_flags', 'grpc_response_status', 'connection_security_policy', 'pod']);
  const sums = new Map<string, InstantSample>();
  for (const sample of samples) {
    const labels = Object.fromEntries(
      Object.entries(sample.labels)
        .filter(([name]) => !dropped.has(name))
        .sort(),
    );
    const key = JSON.stringify(labels);
    sums.set(key, { ...sample, labels, value: (sums.get(key)?.value ?? 0) + sample.value });
  }
  return Array.from(sums.values());
}
