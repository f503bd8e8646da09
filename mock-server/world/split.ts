/** Which backends take how much of the calls to a service: its weights, its routes, or a change of weights. */
import type { PolicyTimeline } from '../policies/policy-timeline';
import type { LostShare, Routed, RouteLeaf } from '../policies/route';
import { type Backend, inPhase, type Service, type Workload } from './description';
import { podLabels, selects } from './pod-labels';
import { namesHost, type RouteWeight } from './route-weights';

type Cell<T> = (phase: string, segment: number) => T;

/** A backend's part of a call. */
export interface Leaf {
  readonly service: Service;
  readonly target: Workload;
  readonly share: Cell<number>;
}

/** A part that reaches nobody. */
export interface LostLeaf extends Omit<LostShare, 'share'> {
  readonly share: Cell<number>;
}

/** What becomes of a call. */
export interface Parts {
  readonly leaves: readonly Leaf[];
  /** Mirrored besides. */
  readonly copies: readonly Leaf[];
  readonly lost: readonly LostLeaf[];
}

interface Places {
  readonly workload: (id: string) => Workload;
  /** By `namespace/name`. */
  readonly serviceNamed: (name: string) => Service | undefined;
  readonly weights: readonly RouteWeight[];
  readonly changeSeconds: readonly number[];
}

type CellLeaves = ReadonlyMap<string, { readonly service: Service; readonly target: Workload; readonly share: number }>;

/** The parts of one cell, `service id` and `workload id` with a share. */
interface CellSplit {
  readonly leaves: CellLeaves;
  readonly copies: CellLeaves;
  readonly lost: readonly LostShare[];
}

/** Collects what backends take in one cell. */
class CellParts {
  readonly found = new Map<string, { service: Service; target: Workload; share: number }>();

  constructor(private readonly places: Places) {}

  add(service: Service, backends: readonly Backend[], whole: number, weightOf: (backend: Backend) => number): void {
    const total = backends.reduce((sum, backend) => sum + weightOf(backend), 0);
    for (const backend of backends) {
      const target = this.places.workload(backend.workload);
      const share = total === 0 ? 0 : (weightOf(backend) / total) * whole;
      const key = `${service.id}\0${target.id}`;
      this.found.set(key, { service, target, share: share + (this.found.get(key)?.share ?? 0) });
    }
  }
}

export class Split {
  readonly #known = new Map<string, CellSplit>();

  constructor(
    private readonly service: Service,
    private readonly route: Cell<Routed | undefined>,
    private readonly places: Places,
  ) {}

  /** The backends that ever take a part, in the order of the service's, and what is lost on the way. */
  parts(timeline: PolicyTimeline): Parts {
    const found = { leaves: new Map<string, Leaf>(), copies: new Map<string, Leaf>() };
    const lost = new Map<string, LostLeaf>();
    for (const [phase, segment] of timeline.cells()) {
      const cell = this.#cell(phase, segment);
      for (const kind of ['leaves', 'copies'] as const) {
        for (const [key, { service, target }] of cell[kind]) {
          const share: Leaf['share'] = (inPart, inSegment) => this.#cell(inPart, inSegment)[kind].get(key)?.share ?? 0;
          found[kind].set(key, { service, target, share });
        }
      }
      for (const { code, flags } of cell.lost) {
        const share: LostLeaf['share'] = (inPart, inSegment) =>
          this.#cell(inPart, inSegment)
            .lost.filter((part) => part.code === code && part.flags === flags)
            .reduce((sum, part) => sum + part.share, 0);
        lost.set(`${code} ${flags}`, { code, flags, share });
      }
    }
    return { leaves: [...found.leaves.values()], copies: [...found.copies.values()], lost: [...lost.values()] };
  }

  #cell(phase: string, segment: number): CellSplit {
    const key = `${segment} ${phase}`;
    const found = this.#known.get(key) ?? this.#compute(phase, segment);
    this.#known.set(key, found);
    return found;
  }

  #compute(phase: string, segment: number): CellSplit {
    const changed = this.#changedWeights(segment);
    const routed = changed === undefined ? this.route(phase, segment) : undefined;
    const lost: LostShare[] = [...(routed?.lost ?? [])];
    const declared = (backend: Backend): number => inPhase(backend.weight, phase);
    if (routed === undefined) {
      const weightOf = (backend: Backend): number =>
        changed === undefined ? declared(backend) : (changed.get(this.places.workload(backend.workload).version) ?? 0);
      const leaves = new CellParts(this.places);
      leaves.add(this.service, this.service.backends, 1, weightOf);
      return { leaves: leaves.found, copies: new Map(), lost };
    }
    const placed = (parts: readonly RouteLeaf[], nobody: (share: number) => void): CellLeaves => {
      const leaves = new CellParts(this.places);
      for (const { service: name, labels, share } of parts) {
        const called = name === `${this.service.namespace}/${this.service.name}`;
        const service = called ? this.service : this.places.serviceNamed(name);
        if (service === undefined) continue;
        if (labels === undefined) leaves.add(service, service.backends, share, declared);
        else {
          const chosen = service.backends.filter((backend) => selects(labels, podLabels(this.places.workload(backend.workload))));
          if (chosen.length === 0) nobody(share);
          leaves.add(service, chosen, share, (backend) => this.places.workload(backend.workload).pods);
        }
      }
      return leaves.found;
    };
    const leaves = placed(routed.leaves, (share) => lost.push({ share, code: '503', flags: 'UH' }));
    return { leaves, copies: placed(routed.copies, () => {}), lost };
  }

  /** The latest change's weights by version, where it names one of the versions. */
  #changedWeights(segment: number): ReadonlyMap<string, number> | undefined {
    const since = this.places.changeSeconds[segment - 1] ?? Number.NEGATIVE_INFINITY;
    const versions = this.service.backends.map((backend) => this.places.workload(backend.workload).version);
    return this.places.weights.findLast(
      ({ atSeconds, host, weights }) =>
        atSeconds <= since && namesHost(host, this.service) && versions.some((version) => (weights.get(version) ?? 0) > 0),
    )?.weights;
  }
}
