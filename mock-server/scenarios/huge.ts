/**
 * A mesh of the size that hurts: 3,000 services (option `services`) of one pod each in 30 namespaces of Zipf sizes, three calls per service,
 * 65 % of them inside the namespace, hubs that attract callers, 2 % shared services, 3 % calls back up the tiers. All mutual TLS.
 *
 * Trouble: the path platform/gateway → platform/front-door → …/relay-2 → …/relay-3 → …/relay-4 → …/relay-5 → …/stuck-ledger exists in every
 * size and seed; the leaf stuck-ledger (depth 6) answers 35 % with 503 to all its callers, and its caller relay-5 passes 3 % on to relay-4.
 * About 3,400 resources, which refuse nobody: who may call, how services are reached, and what a namespace sees.
 * Eight further calls fail (20 % 503) and twelve are degraded (2 % 500), spread evenly over the list of calls.
 */

import { served, to, workload } from '../world/describe';
import type { Call, MeshDescription, Reply, Scenario, Service, Wave, Workload } from '../world/description';
import { randomStream } from '../world/hash';
import { hugeResources } from './huge-resources';

const namespaces = (
  'platform orders catalog payments search accounts shipping inventory billing media messaging pricing loyalty fraud reviews ' +
  'content analytics identity returns tax geo partners support campaigns recommend archive compliance subscriptions gifts lab'
).split(' ');
const tierNames = ['front', 'bff', 'flow', 'core', 'rules', 'access', 'store'];
/** Cumulative share of services up to each tier. */
const tierShares = [0.06, 0.2, 0.4, 0.6, 0.78, 0.9, 1];
const lastTier = tierNames.length - 1;
/** One service per tier of the failing path; the leaf is in the last. */
const pathNames = ['front-door', 'relay-2', 'relay-3', 'relay-4', 'relay-5', 'stuck-ledger'];
const pathTiers = [0, 1, 2, 3, 4, 6];
const wave: Wave = { day: 0.3, dayPeakSeconds: 64_800 };

interface Node {
  readonly workload: Workload;
  readonly service: Service;
  readonly tier: number;
  readonly namespace: number;
  readonly shared: boolean;
  readonly protocol: Call['protocol'];
  fanIn: number;
}

type Random = () => number;

/** Which namespace the n-th service is in: sizes follow Zipf's law with exponent 0.8. */
function namespaceBorders(count: number): readonly number[] {
  const weights = namespaces.map((_, rank) => 1 / (rank + 1) ** 0.8);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return weights.map((weight) => {
    sum += weight;
    return Math.round((sum / total) * count);
  });
}

function protocolOf(tier: number, random: Random): Call['protocol'] {
  const chance = random();
  if (tier === lastTier && chance < 0.6) return 'tcp';
  return chance < 0.25 || chance > 0.95 ? 'grpc' : 'http';
}

function createNode(index: number, namespace: number, random: Random): Node {
  const onPath = pathNames[index];
  const chance = random();
  const tier = onPath === undefined ? tierShares.findIndex((share) => chance < share) : (pathTiers[index] ?? 0);
  const name = onPath ?? `${tierNames[tier] ?? 'core'}-${String(index).padStart(4, '0')}`;
  const entry = workload(namespaces[namespace] ?? 'lab', name, { restartEveryDays: 6 });
  const shared = onPath === undefined && tier >= 3 && random() < 0.02 / 0.6;
  return {
    workload: entry,
    service: served(entry),
    tier,
    namespace,
    shared,
    protocol: onPath === undefined ? protocolOf(tier, random) : 'http',
    fanIn: 0,
  };
}

function createNodes(count: number, random: Random): readonly Node[] {
  const borders = namespaceBorders(count);
  return Array.from({ length: count }, (_, index) =>
    createNode(
      index,
      borders.findIndex((border) => index < border),
      random,
    ),
  );
}

/** Nodes by namespace and tier, and a choice among them that prefers those with many callers. */
class Choices {
  readonly #byTier: readonly (readonly Node[])[];
  readonly #byPlace: readonly (readonly (readonly Node[])[])[];
  readonly #shared: readonly Node[];

  constructor(
    nodes: readonly Node[],
    private readonly random: Random,
  ) {
    const free = nodes.slice(pathNames.length);
    this.#byTier = tierNames.map((_, tier) => free.filter((node) => node.tier === tier));
    this.#byPlace = namespaces.map((_, namespace) => this.#byTier.map((tier) => tier.filter((node) => node.namespace === namespace)));
    this.#shared = free.filter((node) => node.shared);
  }

  /** A target for a caller; undefined when the namespace has nothing in the tiers that were drawn. */
  target(from: Node): Node | undefined {
    const chance = this.random();
    if (chance < 0.03 && from.tier > 1) return this.#among(this.#byTier[1 + Math.floor(this.random() * (from.tier - 1))] ?? []);
    const tier = Math.min(lastTier, from.tier + 1 + Math.floor(this.random() ** 2 * 3));
    if (chance < 0.68) return this.#among(this.#byPlace[from.namespace]?.[tier] ?? []);
    if (chance < 0.84 && this.#shared.length > 0) {
      const found = this.#among(this.#shared);
      return found !== undefined && found.tier > from.tier ? found : undefined;
    }
    return this.#among(this.#byTier[tier] ?? []);
  }

  /** A caller for a node, a little more often than not from its namespace, where there is one a tier above. */
  caller(of: Node): Node | undefined {
    const near = this.random() < 0.55;
    for (let tier = of.tier - 1; near && tier >= 0; tier -= 1) {
      const candidates = this.#byPlace[of.namespace]?.[tier] ?? [];
      const found = candidates[Math.floor(this.random() * candidates.length)];
      if (found !== undefined) return found;
    }
    const any = this.#byTier[of.tier - 1] ?? [];
    return any[Math.floor(this.random() * any.length)];
  }

  #among(candidates: readonly Node[]): Node | undefined {
    let best: Node | undefined;
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const candidate = candidates[Math.floor(this.random() * candidates.length)];
      if (candidate !== undefined && (best === undefined || candidate.fanIn > best.fanIn)) best = candidate;
    }
    return best;
  }
}

interface Edge {
  readonly from: Workload;
  readonly target: Node;
}

/** Draws the calls: the failing path, one caller for everybody, then three per service in all. */
function drawEdges(nodes: readonly Node[], gateway: Workload, random: Random): readonly Edge[] {
  const choices = new Choices(nodes, random);
  const seen = new Set<string>();
  const edges: Edge[] = [];
  const add = (from: Workload, target: Node | undefined): void => {
    if (target === undefined || from === target.workload) return;
    const key = `${from.id} ${target.workload.id}`;
    if (seen.has(key)) return;
    seen.add(key);
    target.fanIn += 1;
    edges.push({ from, target });
  };
  pathNames.forEach((_, index) => {
    add(index === 0 ? gateway : (nodes[index - 1]?.workload ?? gateway), nodes[index]);
  });
  for (const node of nodes.slice(pathNames.length)) {
    add(node.tier === 0 ? gateway : (choices.caller(node)?.workload ?? gateway), node);
  }
  const callers = nodes.filter((node, index) => node.tier < lastTier && index >= pathNames.length);
  for (let attempt = 0; edges.length < nodes.length * 3 && attempt < nodes.length * 40; attempt += 1) {
    const from = callers[Math.floor(random() * callers.length)];
    if (from !== undefined) add(from.workload, choices.target(from));
  }
  return edges;
}

const failing: readonly Reply[] = [{ share: 0.2, code: '503', grpcStatus: '14' }];
const degraded: readonly Reply[] = [{ share: 0.02, code: '500', grpcStatus: '13' }];

function troubleOf(edge: Edge, index: number, count: number): readonly Reply[] | undefined {
  if (edge.target.workload.name === 'stuck-ledger') return [{ share: 0.35, code: '503' }];
  if (edge.target.workload.name === 'relay-5') return [{ share: 0.03, code: '500' }];
  if (index < pathNames.length) return undefined;
  const every = Math.floor((count - pathNames.length) / 20);
  const turn = (index - pathNames.length) / every;
  if (!Number.isInteger(turn) || turn >= 20) return undefined;
  return turn % 5 < 2 ? failing : degraded;
}

function toCall(edge: Edge, replies: readonly Reply[] | undefined, random: Random): Call {
  const { from, target } = edge;
  const tcp = target.protocol === 'tcp' && replies === undefined;
  const busy = Math.min(80, 0.25 / (1 - random()) ** 0.7);
  const protocol = target.protocol === 'tcp' && !tcp ? 'http' : target.protocol;
  return {
    from: from.id,
    to: to(target.service.id),
    protocol,
    load: { perSecond: Math.round((tcp ? busy / 5 : busy) * 1000) / 1000 + (replies === undefined ? 0 : 2), wave },
    latency: { medianMs: [70, 45, 30, 18, 12, 8, 5][target.tier] ?? 10, spread: 0.6 },
    ...(replies === undefined ? {} : { replies }),
  };
}

function build(seed: number, count: number): MeshDescription {
  const random = randomStream(seed);
  const gateway = workload('platform', 'gateway', { proxy: 'gateway', version: 'latest' });
  const nodes = createNodes(count, random);
  const edges = drawEdges(nodes, gateway, random);
  return {
    workloads: [gateway, ...nodes.map((node) => node.workload)],
    services: nodes.map((node) => node.service),
    calls: edges.map((edge, index) => toCall(edge, troubleOf(edge, index, edges.length), random)),
    nodesPerCluster: 40,
    resources: hugeResources(
      nodes.map((node) => node.workload),
      edges.map(({ from, target }) => ({ from, target: target.workload })),
    ),
  };
}

const smallest = 60;
const usual = 3_000;
const largest = 20_000;

function sizeOf(services: number): number {
  return Number.isFinite(services) ? Math.max(smallest, Math.min(largest, Math.floor(services))) : usual;
}

export const huge: Scenario = {
  name: 'huge',
  title: 'Huge',
  description: 'Three thousand services and nine thousand calls in thirty namespaces, with one failing leaf six calls deep.',
  shows: ['sidecar', 'gateway', 'grpc', 'tcp', 'errors'],
  build: (seed, options) => build(seed, sizeOf(options.services ?? usual)),
};
