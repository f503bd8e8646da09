/** All that is looked up in one state of the resources, indexed once. */
import type { Inventory } from '../istio/inventory';
import { type MeshConfig, meshConfigOf } from '../istio/mesh-config';
import type { KindName } from '../istio/resources/index';
import { listIn } from '../lib/list-in';
import { onceEach } from '../lib/once-each';
import { createAttachmentIndex } from './attachment/attachment-index';
import { createPolicyBindings } from './authorization/policy-bindings';
import { considered } from './considered';
import { createDestinationRuleLookup } from './destination-rule-lookup';
import { type CallEngines, evaluateCall, evaluateIdentity } from './evaluate-call';
import { evaluateWorkload, type WorkloadEngines } from './evaluate-workload';
import { createFacts, type Facts } from './facts/create-facts';
import type { ServiceFacts } from './facts/services';
import type { WorkloadFacts } from './facts/workload-facts';
import type { AuthorizationVerdict, CallPolicy, ServerMtls, WorkloadKey, WorkloadPolicy } from './model';
import { createTransports } from './mtls/edge-transport';
import { createServerModes } from './mtls/server-mtls';
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
  readonly workload: (workload: WorkloadFacts) => WorkloadPolicy;
  readonly resolve: (question: CallQuestion) => ResolvedCall;
  readonly call: (call: ResolvedCall) => CallPolicy;
  /** What resources alone say of the transport of a call that is routed so. */
  readonly configuredTransport: TransportOfCall;
  /** What the workload's own proxy says to a connection with this identity. */
  readonly admits: (workload: WorkloadFacts, principal: string) => AuthorizationVerdict;
  /** Services that stand behind a waypoint. */
  readonly servicesOfWaypoint: (waypoint: WorkloadKey) => readonly ServiceFacts[];
}

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
  const modes = createServerModes(inventory, mesh);
  const transports = createTransports(createDestinationRuleLookup(inventory, mesh), modes, mesh);
  const serverMtls = onceEach(
    (workload: WorkloadFacts): ServerMtls => modes.serverMtls({ ...workload, dataplane: workload.dataplane.value }),
  );
  const servicesOfWaypoint = createServicesOfWaypoint(facts);
  const workloadEngines: WorkloadEngines = {
    facts,
    mesh,
    bindings,
    others: [
      bindings.requestAuthentication,
      ...(['EnvoyFilter', 'WasmPlugin', 'Telemetry'] as const).map((kind) => createAttachmentIndex(inventory.of(kind), mesh)),
    ],
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
    workload: (workload) => evaluateWorkload(workload, workloadEngines),
    resolve: (question) => resolveCall(question, facts),
    call: (call) => evaluateCall(call, callEngines),
    configuredTransport: transport.configured,
    admits: (workload, principal) => evaluateIdentity(workload, principal, callEngines),
    servicesOfWaypoint,
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
