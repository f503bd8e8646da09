/** Pictures of synthetic meshes as the worker makes them, without a source. */
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import type { Telemetry } from '../telemetry/rows';
import type { Picture } from '../worker/messages';
import { createPictureMaker } from '../worker/picture-maker';
import { mesh } from './mesh-notation';
import { seededRandom, syntheticMesh } from './synthetic-mesh';

/** One call a line, in the notation of meshes. */
export function callsOf(services: number, seed: number): readonly string[] {
  const random = seededRandom(seed);
  const { edges } = syntheticMesh({ nodes: services, edges: services * 3, seed });
  return edges.map(({ source, target }) => `${source} -> ${target} ${1 + Math.floor(random() * 500)}rps ${Math.floor(random() * 20)}%5xx`);
}

export const telemetryOf = (lines: readonly string[]): Telemetry => mesh(lines.join('\n'));

/** The same calls with other rates. */
export function withTraffic(telemetry: Telemetry, seed: number): Telemetry {
  const random = seededRandom(seed);
  return { ...telemetry, requests: telemetry.requests.map((row) => ({ ...row, requestsPerSecond: 1 + Math.floor(random() * 500) })) };
}

/** Everything a page shows one after the other, of one source, everything open. */
export function pictureSession(): (telemetry: Telemetry, atSeconds: number) => Picture {
  const maker = createPictureMaker();
  const show = { groupBy: 'app' as const, opened: [], closed: [], thresholds: DEFAULT_THRESHOLDS };
  const source = { id: 'default', label: 'Synthetic', prometheusUrl: '/api/prometheus', mock: true };
  return (measured, atSeconds) => {
    const telemetry = { ...measured, atSeconds };
    const request = { source, scenario: undefined, atSeconds, alignNow: false, showIdle: false, windowSeconds: 300, namespaces: [] };
    const taken = { telemetry, stage: 'complete' as const, queries: [], problems: [], answered: true, scrapeIntervalSeconds: 15 };
    return maker.make({ key: 'synthetic', request, sourceId: 'default', taken, latencyAtSeconds: undefined }, show, undefined);
  };
}
