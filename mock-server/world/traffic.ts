/** How much flows where: each call's rate in the clock's cells, after routes, policies, changes and what callers pass on. */
import { egressOf } from '../policies/egress';
import { type ObeyingCall, obey } from '../policies/obeying-call';
import { type Hop, sendsPlaintext } from '../policies/outcome';
import type { PolicyTimeline } from '../policies/policy-timeline';
import { type Routed, routeOf } from '../policies/route';
import type { RouteQuestion } from '../policies/route-rule';
import { basisCount, type Clock, waveWeights } from './clock';
import { type Call, type Destination, type MeshDescription, type Service, type Share, shareIn, type Workload } from './description';
import { everFlows, scaled, scaledByShare } from './rates';
import { type RouteWeight, weightsSinceEver } from './route-weights';
import { portOf } from './service-ports';
import { type Leaf, type Parts, Split } from './split';

/** Mutual TLS and plaintext of a flow are reported, and judged, apart. */
export interface FlowPart {
  readonly mutualTls: boolean;
  readonly rate: Float64Array;
  readonly call: ObeyingCall;
}

/** The part of a call that one backend takes, or that the caller's proxy answers itself. */
export interface Flow {
  readonly call: Call;
  readonly service?: Service;
  readonly target?: Workload;
  /** In the path: in front of the service, and the caller is captured by a ztunnel. */
  readonly waypoint?: Workload;
  readonly rate: Float64Array;
  /** A copy that the caller's proxy sends besides. */
  readonly mirrored?: boolean;
  /** Empty for what is no service of the mesh. */
  readonly parts: readonly FlowPart[];
}

type Cell<T> = (phase: string, segment: number) => T;

export function inMesh(workload: Workload | undefined): boolean {
  return workload !== undefined && workload.proxy !== 'none';
}

/** The share of a call's requests that its server sees, those that are tried again included. */
function reachingShare(call: Call, phase: string, segment: number): number {
  return (call.replies ?? []).reduce((sum, reply) => {
    const part = shareIn(reply.share, phase, segment);
    if (reply.retried === true) return sum + part;
    return reply.reachesServer === false || reply.stopsAt !== undefined ? sum - part : sum;
  }, 1);
}

/** The call as one backend answers it. */
function narrowed(call: Call, { version }: Workload): Call {
  const latency = call.versionLatency?.[version];
  const own = latency === undefined ? call : { ...call, latency };
  if (call.replies?.some((reply) => reply.onlyVersion !== undefined) !== true) return own;
  return { ...own, replies: call.replies.filter(({ onlyVersion }) => onlyVersion === undefined || onlyVersion === version) };
}

const anyRequest = [{ share: 1 }];

/** Works out the traffic of a mesh. */
export class Traffic {
  readonly #workloads: ReadonlyMap<string, Workload>;
  readonly #services: ReadonlyMap<string, Service>;
  /** By `namespace/name`, which a service's id need not be. */
  readonly #servicesByName: ReadonlyMap<string, Service>;
  readonly #flows = new Map<Call, readonly Flow[] | 'in progress'>();
  readonly #splits = new Map<Call, Parts>();
  readonly #routes = new Map<Call, Cell<Routed | undefined>>();
  readonly #callsByTarget = new Map<string, Call[]>();

  constructor(
    private readonly description: MeshDescription,
    private readonly clock: Clock,
    private readonly timeline: PolicyTimeline,
    private readonly weights: readonly RouteWeight[],
  ) {
    this.#workloads = new Map(description.workloads.map((workload) => [workload.id, workload]));
    this.#services = new Map(description.services.map((service) => [service.id, service]));
    this.#servicesByName = new Map(description.services.map((service) => [`${service.namespace}/${service.name}`, service]));
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

  workload(id: string): Workload {
    const found = this.#workloads.get(id);
    if (found === undefined) throw new Error(`no workload ${id} in the scenario`);
    return found;
  }

  /** The caller; undefined for one outside. */
  source(call: Call): Workload | undefined {
    return call.from === 'outside' ? undefined : this.workload(call.from);
  }

  #serviceOf(id: string): Service {
    const found = this.#services.get(id);
    if (found === undefined) throw new Error(`no service ${id} in the scenario`);
    return found;
  }

  #rateOf(call: Call): Float64Array {
    if ('perInbound' in call.load) return scaledByShare(this.#inboundOf(call.from), this.clock, call.load.perInbound);
    const weights = waveWeights(call.load.wave);
    const whole = new Float64Array(this.clock.cellCount * basisCount);
    for (let slot = 0; slot < whole.length; slot += 1) whole[slot] = weights[slot % basisCount] ?? 0;
    return scaledByShare(whole, this.clock, call.load.perSecond);
  }

  #inboundOf(workloadId: string): Float64Array {
    const sum = new Float64Array(this.clock.cellCount * basisCount);
    for (const call of this.#callsByTarget.get(workloadId) ?? []) {
      if (call.protocol === 'tcp') continue;
      for (const flow of this.#flowsOf(call)) {
        if (flow.target?.id !== workloadId) continue;
        const parts = flow.parts.length > 0 ? flow.parts : [flow];
        for (const part of parts) {
          const reaching = scaled(part.rate, this.clock, (phase, segment) => reachingShare(part.call, phase, segment));
          for (let slot = 0; slot < sum.length; slot += 1) sum[slot] = (sum[slot] ?? 0) + (reaching[slot] ?? 0);
        }
      }
    }
    return sum;
  }

  #targetIds(call: Call): readonly string[] {
    const { to } = call;
    if (to.kind === 'service') {
      const { leaves, copies } = this.#splitOf(call, this.#serviceOf(to.service));
      return [...new Set([...leaves, ...copies].map(({ target }) => target.id))];
    }
    if (to.kind === 'undeclaredPort') return [to.workload];
    return to.kind === 'passthrough' && to.workload !== undefined ? [to.workload] : [];
  }

  #flowsOf(call: Call): readonly Flow[] {
    const known = this.#flows.get(call);
    if (known === 'in progress') throw new Error(`calls per inbound request form a circle at ${call.from}`);
    if (known !== undefined) return known;
    this.#flows.set(call, 'in progress');
    const flows = this.#computeFlows(call);
    this.#flows.set(call, flows);
    return flows;
  }

  #computeFlows(call: Call): readonly Flow[] {
    const rate = this.#rateOf(call);
    const { to } = call;
    if (to.kind === 'egress') return this.#egressFlows(call, to.host, rate);
    if (to.kind !== 'service') {
      const [targetId] = this.#targetIds(call);
      return [{ call, rate, parts: [], ...(targetId === undefined ? {} : { target: this.workload(targetId) }) }];
    }
    const service = this.#serviceOf(to.service);
    const { leaves, lost, copies } = this.#splitOf(call, service);
    if (leaves.length === 0 && lost.length === 0) return [{ call, service, rate, parts: [{ call, rate, mutualTls: false }] }];
    const taken = leaves.map((leaf) =>
      this.#flowTo(call, service, leaf, leaves.length === 1 && lost.length === 0 ? rate : scaled(rate, this.clock, leaf.share)),
    );
    const mirrored = copies.map((leaf) => ({
      ...this.#flowTo(call, service, leaf, scaled(rate, this.clock, leaf.share)),
      mirrored: true,
    }));
    const waypoint = this.#waypointOf(call, service);
    const answered = lost.map((leaf): Flow => {
      const reply = { share: 1, code: leaf.code, flags: leaf.flags, grpcStatus: '14', reachesServer: false, knowsWorkload: false };
      const unplaced: Call = { ...call, replies: [reply] };
      const part = scaled(rate, this.clock, leaf.share);
      const parts = [{ call: unplaced, rate: part, mutualTls: waypoint !== undefined }];
      return { call: unplaced, service, rate: part, parts, ...(waypoint === undefined ? {} : { waypoint }) };
    });
    return [...taken, ...mirrored, ...answered].filter((flow) => everFlows(flow.rate));
  }

  #flowTo(call: Call, called: Service, { service, target }: Leaf, rate: Float64Array): Flow {
    const source = this.source(call);
    const waypoint = this.#waypointOf(call, called);
    const own = narrowed(call, target);
    const hop: Hop = { call: own, source: inMesh(source) ? source : undefined, target, service, waypoint };
    const flow = { call: own, service, target, rate, parts: this.#partsOf(call, hop, rate) };
    return waypoint === undefined ? flow : { ...flow, waypoint };
  }

  #waypointOf(call: Call, called: Service): Workload | undefined {
    const captured = this.source(call)?.proxy === 'ztunnel';
    return captured && called.waypoint !== undefined ? this.workload(called.waypoint) : undefined;
  }

  /** Mutual TLS and plaintext apart; one of them where the ends, configuration or the scenario leave no choice. */
  #partsOf(call: Call, hop: Hop, rate: Float64Array): readonly FlowPart[] {
    const obeying = (mutualTls: boolean): ObeyingCall => obey(this.timeline, hop, this.#routeOf(call, hop.service), mutualTls);
    if (!inMesh(hop.source) || !inMesh(hop.target)) return [{ mutualTls: false, rate, call: obeying(false) }];
    const share = call.mtls ?? this.#secureShare(hop);
    if (share === 1) return [{ mutualTls: true, rate, call: obeying(true) }];
    const secure = scaledByShare(rate, this.clock, share);
    const plain = rate.map((part, slot) => part - (secure[slot] ?? 0));
    const parts = [
      { mutualTls: true, rate: secure },
      { mutualTls: false, rate: plain },
    ];
    return parts.filter((part) => everFlows(part.rate)).map((part) => ({ ...part, call: obeying(part.mutualTls) }));
  }

  #secureShare(hop: Hop): Share {
    const plaintext = this.timeline.each((set) => sendsPlaintext(set, hop));
    const never = this.timeline.cells().every(([phase, segment]) => !plaintext(phase, segment));
    return never ? 1 : { inCell: (phase, segment) => (plaintext(phase, segment) ? 0 : 1) };
  }

  #splitOf(call: Call, service: Service): Parts {
    const known = this.#splits.get(call);
    if (known !== undefined) return known;
    const places = {
      workload: (id: string) => this.workload(id),
      serviceNamed: (name: string) => this.#servicesByName.get(name),
      weights: call.split === undefined ? this.weights : [weightsSinceEver(service, call.split)],
      changeSeconds: this.clock.changeSeconds,
    };
    const found = new Split(service, this.#routeOf(call, service), places).parts(this.timeline);
    this.#splits.set(call, found);
    return found;
  }

  #routeOf(call: Call, service: Service): Cell<Routed | undefined> {
    const known = this.#routes.get(call);
    if (known !== undefined) return known;
    const question = this.#routeQuestion(call, service);
    const route = question === undefined ? () => undefined : this.timeline.each((set) => routeOf(set, question));
    this.#routes.set(call, route);
    return route;
  }

  /** Ztunnels and callers without proxy route nothing. */
  #routeQuestion(call: Call, service: Service): RouteQuestion | undefined {
    const source = this.source(call);
    if (source === undefined || source.proxy === 'none' || source.proxy === 'waypoint') return undefined;
    const shared = {
      service,
      port: portOf(service, call.protocol).port,
      protocol: call.protocol,
      requests: call.requests ?? anyRequest,
      knows: (name: string) => this.#servicesByName.has(name),
    };
    if (source.proxy !== 'ztunnel') return { ...shared, client: source, router: source.proxy };
    return service.waypoint === undefined ? undefined : { ...shared, client: this.workload(service.waypoint), router: 'waypoint' };
  }

  /** A host outside: as configuration has it in each cell. */
  #egressFlows(call: Call, host: string, rate: Float64Array): readonly Flow[] {
    const client = this.source(call);
    if (client === undefined) return [];
    const ends = this.timeline.each((set) => egressOf(set, client, host));
    const textOf = (to: Destination): string => JSON.stringify(to);
    const all = new Map(this.timeline.cells().map(([phase, segment]) => [textOf(ends(phase, segment)), ends(phase, segment)]));
    const flows = [...all].map(([text, to]): Flow => {
      const part = scaled(rate, this.clock, (phase, segment) => (textOf(ends(phase, segment)) === text ? 1 : 0));
      return { call: { ...call, to }, rate: part, parts: [] };
    });
    return flows.filter((flow) => everFlows(flow.rate));
  }
}
