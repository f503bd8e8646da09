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
  /** The pod's life in seconds: it is scraped within. */
  readonly fromSeconds: number;
  readonly untilSeconds: number;
  /** Its turn among those that share the load; absent: its place in their list. */
  readonly turn?: { readonly slot: number; readonly slots: number };
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
  readonly fromSeconds?: number;
  readonly untilSeconds?: number;
  readonly turn?: Emitter['turn'];
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
  const { fromSeconds = Number.NEGATIVE_INFINITY, untilSeconds = Number.POSITIVE_INFINITY, turn } = spec;
  return {
    labels,
    fromSeconds,
    untilSeconds,
    ...(turn === undefined ? {} : { turn }),
    offsetMs: Math.floor(fraction(`${key} scrape`, spec.seed) * scrapeIntervalMs),
    startedSeconds: (atSeconds) =>
      Math.max(fromSeconds, Math.floor((atSeconds - firstSeconds) / lifetimeSeconds) * lifetimeSeconds + firstSeconds),
  };
}

/** Pods of one template, from one rollout to the next; without rollouts there is one generation, since ever. */
interface Generation {
  readonly number: number;
  readonly fromMs: number;
  readonly untilMs: number;
}

function generationsOf({ rollouts = [], isNew = false }: Workload): readonly Generation[] {
  const all = [Number.NEGATIVE_INFINITY, ...rollouts].map((fromMs, number) => ({
    number,
    fromMs,
    untilMs: rollouts[number] ?? Number.POSITIVE_INFINITY,
  }));
  return isNew ? all.slice(1) : all;
}

const argoHash = 'rollouts-pod-template-hash';

function hashOf(workload: Workload, generation: number, seed: number): string {
  const again = generation === 0 ? '' : ` ${generation}`;
  return workload.labels?.[argoHash] ?? podWord(`${workload.id} replica set${again}`, 10, seed);
}

/** The hash of a workload's newest pod template, the middle part of its pods' names. */
export function templateHash(workload: Workload, seed: number): string {
  return hashOf(workload, generationsOf(workload).at(-1)?.number ?? 0, seed);
}

/** Between two pods of a rollout. */
const rollSeconds = 20;

function podsOfGeneration(workload: Workload, { number, fromMs, untilMs }: Generation, seed: number): readonly Emitter[] {
  const again = number === 0 ? '' : ` of ${number}`;
  return Array.from({ length: workload.pods }, (_, index) =>
    createEmitter({
      namespace: workload.namespace,
      pod: `${workload.name}-${hashOf(workload, number, seed)}-${podWord(`${workload.id} pod ${index}${again}`, 5, seed)}`,
      app: workload.app,
      cluster: workload.cluster,
      restartEveryDays: workload.restartEveryDays,
      ...(workload.proxy === 'waypoint' || workload.proxy === 'gateway' ? { gatewayName: workload.app } : {}),
      seed,
      fromSeconds: fromMs / 1000 + index * rollSeconds,
      untilSeconds: untilMs / 1000 + index * rollSeconds,
      turn: { slot: index, slots: workload.pods },
    }),
  );
}

/** The pods that a workload ever had, each with its own start and scrape moment. */
export function podsOf(workload: Workload, seed: number): readonly Emitter[] {
  return generationsOf(workload).flatMap((generation) => podsOfGeneration(workload, generation, seed));
}

/** The pods that a workload has after its last rollout. */
export function presentPods(workload: Workload, seed: number): readonly Emitter[] {
  return generationsOf(workload)
    .slice(-1)
    .flatMap((generation) => podsOfGeneration(workload, generation, seed));
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
  const first = Math.ceil((Math.max(fromMs, emitter.fromSeconds * 1000) - emitter.offsetMs) / scrapeIntervalMs);
  const last = Math.floor((Math.min(toMs, emitter.untilSeconds * 1000) - emitter.offsetMs) / scrapeIntervalMs);
  const moments = new Float64Array(Math.max(0, last - first + 1));
  for (let index = 0; index < moments.length; index += 1) moments[index] = (first + index) * scrapeIntervalMs + emitter.offsetMs;
  return moments;
}
