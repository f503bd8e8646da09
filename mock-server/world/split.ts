/** Which backends take how much of the calls to a service: its weights, its routes, or a change of weights. */
import type { PolicyTimeline } from '../policies/policy-timeline';
import type { LostShare, Routed } from '../policies/route';
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

interface Places {
  readonly workload: (id: string) => Workload;
  /** By `namespace/name`. */
  readonly serviceNamed: (name: string) => Service | undefined;
  readonly weights: readonly RouteWeight[];
  readonly changeSeconds: readonly number[];
}

/** The parts of one cell, `service id` and `workload id` with a share. */
interface CellSplit {
  readonly leaves: ReadonlyMap<string, { readonly service: Service; readonly target: Workload; readonly share: number }>;
  readonly lost: readonly LostShare[];
}

export class Split {
  readonly #known = new Map<string, CellSplit>();

  constructor(
    private readonly service: Service,
    private readonly route: Cell<Routed | undefined>,
    private readonly places: Places,
  ) {}

  /** The backends that ever take a part, in the order of the service's, and what is lost on the way. */
  parts(timeline: PolicyTimeline): { readonly leaves: readonly Leaf[]; readonly lost: readonly LostLeaf[] } {
    const leaves = new Map<string, Leaf>();
    const lost = new Map<string, LostLeaf>();
    for (const [phase, segment] of timeline.cells()) {
      const cell = this.#cell(phase, segment);
      for (const [key, { service, target }] of cell.leaves) {
        leaves.set(key, { service, target, share: (inPart, inSegment) => this.#cell(inPart, inSegment).leaves.get(key)?.share ?? 0 });
      }
      for (const { code, flags } of cell.lost) {
        const share: LostLeaf['share'] = (inPart, inSegment) =>
          this.#cell(inPart, inSegment)
            .lost.filter((part) => part.code === code && part.flags === flags)
            .reduce((sum, part) => sum + part.share, 0);
        lost.set(`${code} ${flags}`, { code, flags, share });
      }
    }
    return { leaves: [...leaves.values()], lost: [...lost.values()] };
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
    const leaves = new Map<string, { service: Service; target: Workload; share: number }>();
    const lost: LostShare[] = [...(routed?.lost ?? [])];
    const add = (service: Service, backends: readonly Backend[], whole: number, weightOf: (backend: Backend) => number): void => {
      const total = backends.reduce((sum, backend) => sum + weightOf(backend), 0);
      for (const backend of backends) {
        const target = this.places.workload(backend.workload);
        const share = total === 0 ? 0 : (weightOf(backend) / total) * whole;
        const key = `${service.id}\0${target.id}`;
        leaves.set(key, { service, target, share: share + (leaves.get(key)?.share ?? 0) });
      }
    };
    const declared = (backend: Backend): number => inPhase(backend.weight, phase);
    if (routed === undefined) {
      const weightOf = (backend: Backend): number =>
        changed === undefined ? declared(backend) : (changed.get(this.places.workload(backend.workload).version) ?? 0);
      add(this.service, this.service.backends, 1, weightOf);
      return { leaves, lost };
    }
    for (const { service: name, labels, share } of routed.leaves) {
      const called = name === `${this.service.namespace}/${this.service.name}`;
      const service = called ? this.service : this.places.serviceNamed(name);
      if (service === undefined) continue;
      if (labels === undefined) add(service, service.backends, share, declared);
      else {
        const chosen = service.backends.filter((backend) => selects(labels, podLabels(this.places.workload(backend.workload))));
        if (chosen.length === 0) lost.push({ share, code: '503', flags: 'UH' });
        add(service, chosen, share, (backend) => this.places.workload(backend.workload).pods);
      }
    }
    return { leaves, lost };
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
