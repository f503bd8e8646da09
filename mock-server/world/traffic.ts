/** How much flows where: each call's rate in the clock's cells, after weights, changes and what callers pass on. */

import { basisCount, type Clock, waveWeights } from './clock';
import { type Backend, type ByPhase, type Call, inPhase, type MeshDescription, type Service, type Workload } from './description';

/** The part of a call that one backend takes. */
export interface Flow {
  readonly call: Call;
  readonly service?: Service;
  readonly target?: Workload;
  readonly rate: Float64Array;
}

export interface Change {
  readonly atMs: number;
  readonly kind: string;
  readonly value: unknown;
}

interface RouteWeight {
  readonly atSeconds: number;
  readonly host: string;
  readonly weights: ReadonlyMap<string, number>;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The route-weight changes among all changes, oldest first; a change of another shape is not one. */
export function routeWeights(changes: readonly Change[]): readonly RouteWeight[] {
  const found: RouteWeight[] = [];
  for (const { kind, value, atMs } of changes) {
    if (kind !== 'route-weight' || !isRecord(value) || typeof value.host !== 'string' || !isRecord(value.weights)) continue;
    const weights = new Map<string, number>();
    for (const [version, weight] of Object.entries(value.weights)) {
      if (typeof weight === 'number' && weight >= 0 && Number.isFinite(weight)) weights.set(version, weight);
    }
    if ([...weights.values()].some((weight) => weight > 0)) found.push({ atSeconds: atMs / 1000, host: value.host, weights });
  }
  return found.sort((a, b) => a.atSeconds - b.atSeconds);
}

function namesHost(host: string, service: Service): boolean {
  const { name, namespace } = service;
  return [name, `${name}.${namespace}`, `${namespace}/${name}`, `${name}.${namespace}.svc.cluster.local`].includes(host);
}

/** A copy of a rate with each cell multiplied. */
export function scaled(rate: Float64Array, clock: Clock, factor: (phase: string, segment: number) => number): Float64Array {
  const result = new Float64Array(rate.length);
  for (let cell = 0; cell < clock.cellCount; cell += 1) {
    const phaseIndex = cell % clock.phases.length;
    const times = factor(clock.phases[phaseIndex] ?? '', Math.floor(cell / clock.phases.length));
    for (let slot = cell * basisCount; slot < (cell + 1) * basisCount; slot += 1) result[slot] = (rate[slot] ?? 0) * times;
  }
  return result;
}

export function scaledByPhase(rate: Float64Array, clock: Clock, share: ByPhase<number>): Float64Array {
  return share === 1 ? rate : scaled(rate, clock, (phase) => inPhase(share, phase));
}

/** Whether anything ever flows at this rate. */
export function everFlows(rate: Float64Array): boolean {
  return rate.some((part) => part !== 0);
}

/** The share of a call's requests that its server sees, per phase. */
function reachingShare(call: Call, phase: string): number {
  const lost = (call.replies ?? []).filter((reply) => reply.reachesServer === false);
  return 1 - lost.reduce((sum, reply) => sum + inPhase(reply.share, phase), 0);
}

/** The call as one backend answers it. */
function narrowed(call: Call, target: Workload): Call {
  if (call.replies?.some((reply) => reply.onlyVersion !== undefined) !== true) return call;
  return { ...call, replies: call.replies.filter(({ onlyVersion }) => onlyVersion === undefined || onlyVersion === target.version) };
}

/** Works out the traffic of a mesh. */
export class Traffic {
  readonly workloads: ReadonlyMap<string, Workload>;
  readonly #services: ReadonlyMap<string, Service>;
  readonly #callsByTarget = new Map<string, Call[]>();
  readonly #rates = new Map<Call, Float64Array>();
  readonly #inbound = new Map<string, Float64Array | 'in progress'>();
  readonly #weights: readonly RouteWeight[];

  constructor(
    private readonly description: MeshDescription,
    private readonly clock: Clock,
    changes: readonly Change[],
  ) {
    this.workloads = new Map(description.workloads.map((workload) => [workload.id, workload]));
    this.#services = new Map(description.services.map((service) => [service.id, service]));
    this.#weights = routeWeights(changes);
    for (const call of description.calls) {
      for (const target of this.#targetIds(call)) {
        const calls = this.#callsByTarget.get(target) ?? [];
        calls.push(call);
        this.#callsByTarget.set(target, calls);
      }
    }
  }

  /** All flows of the mesh, call by call. */
  flows(): readonly Flow[] {
    return this.description.calls.flatMap((call) => this.#flowsOf(call));
  }

  /** The whole rate of a call, whatever backend it takes. */
  rateOf(call: Call): Float64Array {
    const known = this.#rates.get(call);
    if (known !== undefined) return known;
    const rate = this.#computeRate(call);
    this.#rates.set(call, rate);
    return rate;
  }

  #computeRate(call: Call): Float64Array {
    if ('perInbound' in call.load) return scaledByPhase(this.#inboundOf(call.from), this.clock, call.load.perInbound);
    const weights = waveWeights(call.load.wave);
    const whole = new Float64Array(this.clock.cellCount * basisCount);
    for (let slot = 0; slot < whole.length; slot += 1) whole[slot] = weights[slot % basisCount] ?? 0;
    return scaledByPhase(whole, this.clock, call.load.perSecond);
  }

  #inboundOf(workloadId: string): Float64Array {
    const known = this.#inbound.get(workloadId);
    if (known === 'in progress') throw new Error(`calls per inbound request form a circle at ${workloadId}`);
    if (known !== undefined) return known;
    this.#inbound.set(workloadId, 'in progress');
    const sum = new Float64Array(this.clock.cellCount * basisCount);
    for (const call of this.#callsByTarget.get(workloadId) ?? []) {
      if (call.protocol === 'tcp') continue;
      for (const flow of this.#flowsOf(call)) {
        if (flow.target?.id !== workloadId) continue;
        const reaching = scaled(flow.rate, this.clock, (phase) => reachingShare(flow.call, phase));
        for (let slot = 0; slot < sum.length; slot += 1) sum[slot] = (sum[slot] ?? 0) + (reaching[slot] ?? 0);
      }
    }
    this.#inbound.set(workloadId, sum);
    return sum;
  }

  #targetIds(call: Call): readonly string[] {
    const { to } = call;
    if (to.kind === 'service') return this.#serviceOf(to.service).backends.map((backend) => backend.workload);
    if (to.kind === 'undeclaredPort') return [to.workload];
    return to.kind === 'passthrough' && to.workload !== undefined ? [to.workload] : [];
  }

  #serviceOf(id: string): Service {
    const found = this.#services.get(id);
    if (found === undefined) throw new Error(`no service ${id} in the scenario`);
    return found;
  }

  workload(id: string): Workload {
    const found = this.workloads.get(id);
    if (found === undefined) throw new Error(`no workload ${id} in the scenario`);
    return found;
  }

  #flowsOf(call: Call): readonly Flow[] {
    const rate = this.rateOf(call);
    const { to } = call;
    if (to.kind !== 'service') {
      const [targetId] = this.#targetIds(call);
      return [{ call, rate, ...(targetId === undefined ? {} : { target: this.workload(targetId) }) }];
    }
    const service = this.#serviceOf(to.service);
    if (service.backends.length === 0) return [{ call, service, rate }];
    const flows = service.backends.map((backend) => ({
      call: narrowed(call, this.workload(backend.workload)),
      service,
      target: this.workload(backend.workload),
      rate:
        service.backends.length === 1 ? rate : scaled(rate, this.clock, (phase, segment) => this.#share(service, backend, phase, segment)),
    }));
    return flows.filter((flow) => everFlows(flow.rate));
  }

  /** The share of a backend: the scenario's weights until a change of the route, then the latest change's. */
  #share(service: Service, backend: Backend, phase: string, segment: number): number {
    const since = this.clock.changeSeconds[segment - 1] ?? Number.NEGATIVE_INFINITY;
    const versions = service.backends.map((candidate) => this.workload(candidate.workload).version);
    const changed = this.#weights.findLast(
      ({ atSeconds, host, weights }) =>
        atSeconds <= since && namesHost(host, service) && versions.some((version) => (weights.get(version) ?? 0) > 0),
    )?.weights;
    const weightOf = (candidate: Backend): number =>
      changed === undefined ? inPhase(candidate.weight, phase) : (changed.get(this.workload(candidate.workload).version) ?? 0);
    const total = service.backends.reduce((sum, candidate) => sum + weightOf(candidate), 0);
    return total === 0 ? 0 : weightOf(backend) / total;
  }
}
