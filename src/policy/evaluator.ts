/** All that is looked up in one state of the resources, indexed once. */
import type { Inventory } from '../istio/inventory';
import { type MeshConfig, meshConfigOf } from '../istio/mesh-config';
import type { KindName } from '../istio/resources/index';
import { listIn } from '../lib/list-in';
import { onceEach } from '../lib/once-each';
import { createAttachmentIndex } from './attachment/attachment-index';
import { createPolicyBindings } from './authorization/policy-bindings';
import { considered } from './considered';
import { createDestinationRuleLookup, type DestinationRuleLookup } from './destination-rule-lookup';
import { type CallEngines, evaluateCall, evaluateIdentity, type StandingCall } from './evaluate-call';
import { evaluateWorkload, type WorkloadEngines } from './evaluate-workload';
import { createFacts, type Facts } from './facts/create-facts';
import type { ServiceFacts } from './facts/services';
import type { WorkloadFacts } from './facts/workload-facts';
import type { AuthorizationVerdict, CallPolicy, ServerMtls, WorkloadKey, WorkloadPolicy } from './model';
import { createTransports } from './mtls/edge-transport';
import { createServerModes, type ServerModes } from './mtls/server-mtls';
import type { Observation } from './observation';
import { type CallQuestion, type ResolvedCall, resolveCall } from './resolve-call';
import { createRouting, type RoutingEngine } from './routing/create-routing';
import { createRoutingOfCall } from './routing-of-call';
import { createTransportOfCall, type Settles, type TransportOfCall } from './transport-of-call';

export interface Evaluator {
  readonly inventory: Inventory;
  readonly mesh: MeshConfig;
  readonly facts: Facts;
  readonly bindings: CallEngines['bindings'];
  readonly routing: RoutingEngine;
  readonly indexes: SharedIndexes;
  readonly workload: (workload: WorkloadFacts, standing?: WorkloadPolicy) => WorkloadPolicy;
  readonly resolve: (question: CallQuestion) => ResolvedCall;
  readonly call: (call: ResolvedCall, standing?: StandingCall) => CallPolicy;
  /** What resources alone say of the transport of a call that is routed so. */
  readonly configuredTransport: TransportOfCall;
  /** What the workload's own proxy says to a connection with this identity. */
  readonly admits: (workload: WorkloadFacts, principal: string) => AuthorizationVerdict;
  /** Services that stand behind a waypoint. */
  readonly servicesOfWaypoint: (waypoint: WorkloadKey) => readonly ServiceFacts[];
}

/** What the next evaluation takes over as long as its kind has not changed. */
interface SharedIndexes {
  readonly modes: ServerModes;
  readonly serverMtls: (workload: WorkloadFacts) => ServerMtls;
  readonly rules: DestinationRuleLookup;
  /** RequestAuthentication, EnvoyFilter, WasmPlugin, Telemetry. */
  readonly others: WorkloadEngines['others'];
}

const OTHERS = ['EnvoyFilter', 'WasmPlugin', 'Telemetry'] as const;

/** Kinds that say who may call and how, and nothing of routes. */
const SECURITY_KINDS: ReadonlySet<KindName> = new Set([
  'AuthorizationPolicy',
  'RequestAuthentication',
  'PeerAuthentication',
  'Telemetry',
  'EnvoyFilter',
  'WasmPlugin',
]);

/** What was indexed before, and the kinds that have changed since; the mesh's configuration and coverage are the same. */
export interface Earlier {
  readonly evaluator: Evaluator;
  readonly changed: ReadonlySet<KindName>;
}

interface EvaluatorOptions {
  readonly earlier?: Earlier | undefined;
  readonly settles?: Settles | undefined;
}

/** Total. Indexes over kinds that have not changed are taken from `earlier`. */
export function createEvaluator(
  inventory: Inventory,
  mesh: MeshConfig,
  facts: Facts,
  { earlier, settles }: EvaluatorOptions = {},
): Evaluator {
  const changed = [...(earlier?.changed ?? [])];
  const old = earlier?.evaluator;
  const authorizationChanged = changed.some((kind) => kind === 'AuthorizationPolicy' || kind === 'RequestAuthentication');
  const bindings = old === undefined || authorizationChanged ? createPolicyBindings(inventory, mesh) : old.bindings;
  const routesChanged = changed.some((kind) => !SECURITY_KINDS.has(kind));
  const routing = old === undefined || routesChanged ? createRouting(inventory, mesh) : old.routing;
  const indexes = indexesOf(inventory, mesh, bindings, earlier);
  const { modes, serverMtls, rules, others } = indexes;
  const transports = createTransports(rules, modes, mesh);
  const servicesOfWaypoint = createServicesOfWaypoint(facts);
  const workloadEngines: WorkloadEngines = {
    facts,
    mesh,
    bindings,
    others,
    serverMtls,
    servicesOfWaypoint,
  };
  const transport = createTransportOfCall(transports, facts, serverMtls, { knowsServices: inventory.knows('Service'), settles });
  const callEngines: CallEngines = {
    facts,
    mesh,
    bindings,
    serverMtls,
    transport: transport.observed,
    routing: createRoutingOfCall(inventory, routing, mesh),
  };
  return {
    inventory,
    mesh,
    facts,
    bindings,
    routing,
    indexes,
    workload: (workload, standing) => evaluateWorkload(workload, workloadEngines, standing),
    resolve: (question) => resolveCall(question, facts),
    call: (call, standing) => evaluateCall(call, callEngines, standing),
    configuredTransport: transport.configured,
    admits: (workload, principal) => evaluateIdentity(workload, principal, callEngines),
    servicesOfWaypoint,
  };
}

function indexesOf(inventory: Inventory, mesh: MeshConfig, bindings: CallEngines['bindings'], earlier: Earlier | undefined): SharedIndexes {
  const old = earlier?.evaluator;
  const isSame = (kind: KindName): boolean => earlier?.changed.has(kind) === false;
  const modes = old !== undefined && isSame('PeerAuthentication') ? old.indexes.modes : createServerModes(inventory, mesh);
  return {
    modes,
    serverMtls:
      modes === old?.indexes.modes
        ? old.indexes.serverMtls
        : onceEach((workload: WorkloadFacts): ServerMtls => modes.serverMtls({ ...workload, dataplane: workload.dataplane.value })),
    rules: old !== undefined && isSame('DestinationRule') ? old.indexes.rules : createDestinationRuleLookup(inventory, mesh),
    others:
      bindings === old?.bindings && OTHERS.every(isSame)
        ? old.indexes.others
        : [bindings.requestAuthentication, ...OTHERS.map((kind) => createAttachmentIndex(inventory.of(kind), mesh))],
  };
}

/** Everything anew. */
export function evaluatorOf(given: Inventory, observation?: Observation): Evaluator {
  const mesh = meshConfigOf(given);
  const inventory = considered(given, mesh);
  return createEvaluator(inventory, mesh, createFacts(inventory, mesh, observation));
}

function createServicesOfWaypoint(facts: Facts): Evaluator['servicesOfWaypoint'] {
  const byWaypoint = new Map<WorkloadKey, ServiceFacts[]>();
  for (const service of facts.services.all) {
    const binding = facts.waypoints.beforeService(service);
    if (binding.state !== 'bound') continue;
    listIn(byWaypoint, binding.key).push(service);
  }
  return (waypoint) => byWaypoint.get(waypoint) ?? [];
}
