/** Rows of a mesh of any size: Zipf namespaces, tiers, most calls at home, preferential fan-in, a few back edges. Seeded. */
import type { CalledEnd, End, LatencyRow, RequestRow, TcpRow, Telemetry } from '../../src/telemetry/rows';

/** Mulberry32: small, seeded, the same everywhere. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const list = groups.get(keyOf(item)) ?? [];
    groups.set(keyOf(item), list);
    list.push(item);
  }
  return groups;
}

interface Service {
  readonly namespace: string;
  readonly app: string;
  readonly tier: number;
  readonly versions: readonly string[];
}

const NAMES = [
  'cart',
  'catalog',
  'checkout',
  'payments',
  'orders',
  'search',
  'users',
  'ledger',
  'shipping',
  'recommendation',
  'notifications',
  'pricing',
];
const NAMESPACES = ['shop', 'payments', 'identity', 'logistics', 'platform', 'analytics', 'media', 'partners', 'search', 'billing'];
const TIERS = 5;

function makeServices(count: number, random: () => number): readonly Service[] {
  const namespaces = Math.max(3, Math.min(30, Math.round(Math.sqrt(count) / 1.4)));
  const weights = Array.from({ length: namespaces }, (_, index) => 1 / (index + 1) ** 0.8);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const sums = weights.map((_, index) => weights.slice(0, index + 1).reduce((sum, weight) => sum + weight, 0));
  return Array.from({ length: count }, (_, index): Service => {
    const pick = random() * total;
    const at = Math.max(
      0,
      sums.findIndex((sum) => sum >= pick),
    );
    const name = NAMES[index % NAMES.length] ?? 'service';
    const base = NAMESPACES[at % NAMESPACES.length] ?? 'ns';
    return {
      namespace: at < NAMESPACES.length ? base : `${base}-${Math.floor(at / NAMESPACES.length) + 1}`,
      app: index < NAMES.length ? name : `${name}-${Math.floor(index / NAMES.length)}`,
      tier: Math.floor(random() ** 0.8 * TIERS),
      versions: random() < 0.12 ? ['v1', 'v2'] : ['v1'],
    };
  });
}

const endOf = (service: Service, version: string): End => ({
  cluster: 'east',
  namespace: service.namespace,
  app: service.app,
  version,
  workload: `${service.app}-${version}`,
});

const calledEnd = (service: Service, version: string): CalledEnd => ({
  ...endOf(service, version),
  service: `${service.app}.${service.namespace}.svc.cluster.local`,
  serviceName: service.app,
  serviceNamespace: service.namespace,
});

const BOUNDS = [1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, Number.POSITIVE_INFINITY];

function latencyRow(source: End, destination: CalledEnd, perSecond: number, typicalMs: number): LatencyRow {
  const buckets = BOUNDS.map((upperBoundMs) => ({
    upperBoundMs,
    perSecond: perSecond * (Number.isFinite(upperBoundMs) ? 1 - Math.exp((-upperBoundMs / typicalMs) * 1.2) : 1),
  }));
  return { reporter: 'source', protocol: 'http', source, destination, buckets };
}

/** About three edges a service; the same arguments give the same rows. `turn` changes the rates of about `changedShare` of the edges. */
export function syntheticTelemetry(
  count: number,
  options: { readonly seed?: number; readonly turn?: number; readonly changedShare?: number } = {},
): Telemetry {
  const random = seededRandom(options.seed ?? 1);
  const services = makeServices(count, random);
  const byNamespace = groupBy(services, (service) => service.namespace);
  const requests: RequestRow[] = [];
  const tcp: TcpRow[] = [];
  const latency: LatencyRow[] = [];
  const churn = seededRandom(1000 + (options.turn ?? 0));
  const calls = Math.round(count * 3);
  for (let call = 0; call < calls; call += 1) {
    const source = services[call % count]!;
    const home = byNamespace.get(source.namespace)!;
    const pool = random() < 0.65 ? home : services;
    const later = pool.filter((service) => service.tier > source.tier);
    const candidates = random() < 0.03 || later.length === 0 ? pool : later;
    const target = candidates[Math.floor(random() ** 2.2 * candidates.length)]!;
    const kind = random();
    const sickness = random();
    let rate = 10 ** (random() * 4.2 - 1);
    if (churn() < (options.changedShare ?? 0)) rate *= 3;
    if (target === source && random() < 0.8) continue;
    const securityPolicy = kind > 0.9 ? 'none' : 'mutual_tls';
    const version = source.versions[0]!;
    if (kind < 0.08) {
      for (const direction of ['sent', 'received'] as const) {
        tcp.push({
          reporter: 'source',
          direction,
          source: endOf(source, version),
          destination: calledEnd(target, target.versions[0]!),
          securityPolicy,
          bytesPerSecond: rate * 900,
        });
      }
      continue;
    }
    for (const [index, called] of target.versions.entries()) {
      const part = target.versions.length === 1 ? rate : rate * (index === 0 ? 0.85 : 0.15);
      const destination = calledEnd(target, called);
      const row = {
        reporter: 'source',
        protocol: 'http',
        source: endOf(source, version),
        destination,
        flags: '-',
        securityPolicy,
      } as const;
      let errors = 0;
      if (sickness < 0.02) errors = 0.18;
      else if (sickness < 0.06) errors = 0.02;
      requests.push({ ...row, responseCode: '200', requestsPerSecond: part * (1 - errors) });
      if (errors > 0) requests.push({ ...row, responseCode: '503', flags: 'UF', requestsPerSecond: part * errors });
      latency.push(latencyRow(row.source, destination, part, 10 + random() * 200));
    }
  }
  return { atSeconds: 1_700_000_000, windowSeconds: 300, requests, tcp, latency };
}
