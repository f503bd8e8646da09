/** The proxies that are scraped: one per pod, and one ztunnel per node. */
import type { Workload } from './description';
import { fraction, hash, podWord } from './hash';

/** Between two scrapes of one pod. */
const scrapeIntervalMs = 15_000;

const daySeconds = 86_400;

export interface Emitter {
  /** What the scrape job adds to every series. */
  readonly labels: ReadonlyMap<string, string>;
  /** Scrapes happen at whole intervals plus this. */
  readonly offsetMs: number;
  /** When the process that runs at this moment started (its counters were 0); itself a multiple of its lifetime, so valid for any moment. */
  startedSeconds(atSeconds: number): number;
}

interface EmitterSpec {
  readonly namespace: string;
  readonly pod: string;
  readonly app: string;
  readonly cluster: string;
  readonly restartEveryDays: number;
  readonly gatewayName?: string;
  readonly seed: number;
}

function createEmitter(spec: EmitterSpec): Emitter {
  const key = `${spec.cluster}/${spec.namespace}/${spec.pod}`;
  const labels = new Map([
    ['namespace', spec.namespace],
    ['pod', spec.pod],
    ['app', spec.app],
    ['job', 'kubernetes-pods'],
    ['instance', `10.${hash(key, 1) % 256}.${hash(key, 2) % 256}.${1 + (hash(key, 3) % 254)}:15020`],
  ]);
  if (spec.gatewayName !== undefined) labels.set('gateway_networking_k8s_io_gateway_name', spec.gatewayName);
  const lifetimeSeconds = Math.round(spec.restartEveryDays * daySeconds * (0.7 + 0.6 * fraction(`${key} lifetime`, spec.seed)));
  const firstSeconds = Math.round(lifetimeSeconds * fraction(`${key} first`, spec.seed));
  return {
    labels,
    offsetMs: Math.floor(fraction(`${key} scrape`, spec.seed) * scrapeIntervalMs),
    startedSeconds: (atSeconds) => Math.floor((atSeconds - firstSeconds) / lifetimeSeconds) * lifetimeSeconds + firstSeconds,
  };
}

/** The hash of a workload's pod template, the middle part of its pods' names. */
export function templateHash(workload: Workload, seed: number): string {
  return podWord(`${workload.id} replica set`, 10, seed);
}

/** The pods of a workload, each with its own start and scrape moment. */
export function podsOf(workload: Workload, seed: number): readonly Emitter[] {
  const replicaSet = templateHash(workload, seed);
  return Array.from({ length: workload.pods }, (_, index) =>
    createEmitter({
      namespace: workload.namespace,
      pod: `${workload.name}-${replicaSet}-${podWord(`${workload.id} pod ${index}`, 5, seed)}`,
      app: workload.app,
      cluster: workload.cluster,
      restartEveryDays: workload.restartEveryDays,
      ...(workload.proxy === 'waypoint' || workload.proxy === 'gateway' ? { gatewayName: workload.app } : {}),
      seed,
    }),
  );
}

/** The ztunnels of one cluster, one per node. */
export function ztunnelsOf(cluster: string, nodes: number, seed: number): readonly Emitter[] {
  return Array.from({ length: nodes }, (_, node) =>
    createEmitter({
      namespace: 'istio-system',
      pod: `ztunnel-${podWord(`${cluster} node ${node}`, 5, seed)}`,
      app: 'ztunnel',
      cluster,
      restartEveryDays: 9,
      seed,
    }),
  );
}

/** Scrape moments of an emitter inside [fromMs, toMs], ascending. */
export function scrapeMoments(emitter: Emitter, fromMs: number, toMs: number): Float64Array {
  const first = Math.ceil((fromMs - emitter.offsetMs) / scrapeIntervalMs);
  const last = Math.floor((toMs - emitter.offsetMs) / scrapeIntervalMs);
  const moments = new Float64Array(Math.max(0, last - first + 1));
  for (let index = 0; index < moments.length; index += 1) moments[index] = (first + index) * scrapeIntervalMs + emitter.offsetMs;
  return moments;
}
