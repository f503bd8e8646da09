/**
 * A mesh of any size with the habits of real ones: Zipf namespace sizes, tiers, 65 % of calls inside the namespace,
 * preferential fan-in, 2 % shared services, 3 % back edges. Seeded: the same numbers give the same mesh.
 */
import type { LayoutGraph, LayoutNode } from '../layout/types';

export interface SyntheticOptions {
  readonly nodes: number;
  readonly edges: number;
  /** By default about a hundredth of the nodes, at least 4 (30 at 3,000). */
  readonly namespaces?: number;
  readonly seed?: number;
}

const TIERS = 6;

/** Mulberry32: a small seeded generator of numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

interface Service extends LayoutNode {
  readonly tier: number;
}

export function syntheticMesh(options: SyntheticOptions): LayoutGraph {
  const random = seededRandom(options.seed ?? 1);
  const namespaces = options.namespaces ?? Math.max(4, Math.round(options.nodes / 100));
  const mesh = new Services(services(options.nodes, namespaces, random), random);
  const calls = new Map<string, { source: string; target: string }>();
  for (let tries = 0; calls.size < options.edges && tries < options.edges * 50; tries++) {
    const caller = mesh.caller();
    const target = mesh.calledBy(caller);
    if (target.id !== caller.id) calls.set(`${caller.id} ${target.id}`, { source: caller.id, target: target.id });
  }
  const nodes = mesh.all.map(({ id, group, width, height }) => ({ id, group, width, height }));
  return { nodes, edges: [...calls.values()] };
}

/** The k-th namespace has a share of 1/k of the services; most services are in the middle tiers. */
function services(count: number, namespaces: number, random: () => number): readonly [Service, ...Service[]] {
  const shares = Array.from({ length: namespaces }, (_, at) => 1 / (at + 1));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const make = (at: number): Service => {
    const namespace = drawn(shares, random() * total);
    const tier = Math.min(TIERS - 1, Math.floor((random() + random()) * (TIERS / 2)));
    const group = `ns-${namespace}`;
    return { id: `${group}/svc-${at}`, group, tier, width: [112, 152, 200][at % 3] ?? 112, height: at % 10 === 0 ? 80 : 44 };
  };
  return [make(0), ...Array.from({ length: count - 1 }, (_, at) => make(at + 1))];
}

/** Index of the share that a point on their stacked line falls into. */
function drawn(shares: readonly number[], point: number): number {
  let end = 0;
  const at = shares.findIndex((share) => {
    end += share;
    return point <= end;
  });
  return Math.max(0, at);
}

class Services {
  private readonly shared: readonly Service[];
  private readonly inNamespace = new Map<string, Service[]>();
  /** Every target of a call so far: drawing from it prefers the popular ones. */
  private readonly called: Service[] = [];

  constructor(
    readonly all: readonly [Service, ...Service[]],
    private readonly random: () => number,
  ) {
    this.shared = all.filter((_, at) => at % 50 === 49);
    for (const service of all) this.inNamespace.set(service.group, [...(this.inNamespace.get(service.group) ?? []), service]);
  }

  caller(): Service {
    return this.pick(this.all) ?? this.all[0];
  }

  /** A deeper service (in 3 % a shallower one), in 65 % of the same namespace, in a tenth of the rest a shared one. */
  calledBy(caller: Service): Service {
    const back = this.random() < 0.03;
    const home = this.random() < 0.65;
    if (!home && this.random() < 0.1) return this.pick(this.shared) ?? caller;
    const near = this.inNamespace.get(caller.group) ?? [];
    for (let tries = 0; tries < 20; tries++) {
      const target = this.candidate(home ? near : this.all, home);
      if (target === undefined || (back ? target.tier >= caller.tier : target.tier <= caller.tier)) continue;
      this.called.push(target);
      return target;
    }
    return caller;
  }

  private candidate(list: readonly Service[], home: boolean): Service | undefined {
    return !home && this.random() < 0.5 ? this.pick(this.called) : this.pick(list);
  }

  private pick(list: readonly Service[]): Service | undefined {
    return list[Math.floor(this.random() * list.length)];
  }
}
