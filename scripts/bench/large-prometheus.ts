/** A real Prometheus that holds the last minutes of the `huge` mesh, of any size. */
import type { LabelMatcher, SampledSeries } from '../../mock-server/series';
import { createWorld } from '../../mock-server/world/create-world';
import { startPrometheus } from '../real-prometheus';
import { remoteWrite } from './remote-write';

/** What any view of a mesh reads: requests, their durations, TCP bytes and connections. The size histograms are left out. */
const METRICS = [
  'istio_requests_total',
  'istio_request_duration_milliseconds_bucket',
  'istio_tcp_sent_bytes_total',
  'istio_tcp_received_bytes_total',
  'istio_tcp_connections_opened_total',
  'istio_tcp_connections_closed_total',
] as const;

const HISTORY_MS = 9 * 60_000;

export interface LargePrometheus {
  readonly url: string;
  /** Newest moment with a full window of samples before it, Unix seconds. */
  readonly endSeconds: number;
  readonly samples: number;
  readonly namespaces: readonly string[];
  stop(): Promise<void>;
}

const named = (name: string): LabelMatcher => ({ name: '__name__', operator: '=', value: name, test: (value) => value === name });

function* seriesOf(services: number, fromMs: number, toMs: number, namespaces: Set<string>): Generator<SampledSeries> {
  const world = createWorld({ scenario: 'huge', seed: 1, services, changes: [] });
  for (const metric of METRICS) {
    for (const series of world.select([named(metric)], fromMs, toMs)) {
      const namespace = series.labels.get('destination_service_namespace');
      if (namespace !== undefined && namespace !== 'unknown') namespaces.add(namespace);
      yield series;
    }
  }
}

/** The samples lie in the past minutes, in the head block, where a live mesh has them. */
export async function startLargePrometheus(services: number): Promise<LargePrometheus> {
  const endSeconds = Math.floor(Date.now() / 1000 / 15) * 15;
  const toMs = endSeconds * 1000;
  const namespaces = new Set<string>();
  const server = await startPrometheus({ flags: ['--web.enable-remote-write-receiver'] });
  try {
    const samples = await remoteWrite(server.url, seriesOf(services, toMs - HISTORY_MS, toMs, namespaces));
    return { url: server.url, endSeconds, samples, namespaces: [...namespaces].sort(), stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
