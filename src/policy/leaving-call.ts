/** A call to a host that the client's proxy does not know: it passes on as it is, or ends there (docs/policies.md §3). */
import type { MeshConfig } from '../istio/mesh-config';
import type { Because, CallPolicy, Certainty, Routing } from './model';
import type { ObservedCall } from './observation';
import type { RoutingEngine } from './routing/create-routing';
import type { RoutingClient } from './routing/routing-question';

/** Which cluster of the client's proxy took the call. */
export type LeavesBy = 'BlackHoleCluster' | 'PassthroughCluster';

const CLUSTERS: readonly LeavesBy[] = ['BlackHoleCluster', 'PassthroughCluster'];

/** Telemetry names the cluster instead of a service; one that reached a workload is a call by address. */
export function leavesBy({ service, destination }: Pick<ObservedCall, 'service' | 'destination'>): LeavesBy | undefined {
  if (destination.workload !== undefined) return undefined;
  return CLUSTERS.find((cluster) => cluster === (service?.name ?? service?.host));
}

type Answer = Omit<CallPolicy, 'call'>;

/** Nobody of the mesh stands before such a host, as before a host outside the mesh. */
export function evaluateLeaving(cluster: LeavesBy, routing: Routing): Answer {
  const certainty = routing.because[0]?.certainty ?? 'assumed';
  const blocked = cluster === 'BlackHoleCluster';
  const refused = 'The own proxy of the client ends the call: nothing is sent, and no policy is asked.';
  const passed = 'The host is none of the mesh: the client adds no TLS.';
  const because = (sentence: string): readonly Because[] => [...routing.because, { sentence, certainty }];
  return {
    path: [],
    bypassed: [],
    transport: blocked
      ? { value: 'unknown', works: 'U', certainty, because: because(refused) }
      : { value: 'plaintext', works: 'U', certainty, because: because(passed) },
    authorization: {
      verdict: 'allowed',
      undecided: [],
      enforcedBy: [],
      decidedBy: [],
      because: because(blocked ? refused : 'Nothing enforces policies there: the host is none of the mesh.'),
    },
    routing,
  };
}

interface Asked {
  readonly client: RoutingClient;
  readonly host: string;
  readonly protocol: 'http' | 'grpc' | 'tcp' | 'tls';
}

/** PassthroughCluster: no route decides. BlackHoleCluster: requests are answered with 502, connections end. */
export function routingOfLeaving(cluster: LeavesBy, asked: Asked, routing: RoutingEngine, mesh: MeshConfig): Routing {
  const blocked = cluster === 'BlackHoleCluster';
  const because = outboundReason(blocked, asked, routing, mesh);
  const none = { rules: [], limits: [], because: [because] };
  if (!blocked) return { ...none, kind: 'none', overall: [] };
  if (asked.protocol === 'tcp' || asked.protocol === 'tls') return { ...none, kind: 'unreachable', overall: [] };
  return {
    ...none,
    kind: 'unreachable',
    overall: [{ host: asked.host, status: 502, reason: 'unknown host (BlackHoleCluster)', min: 1, max: 1 }],
    noRoute: { status: 502, responseFlag: '-', level: 'virtualHost' },
  };
}

/** Where the client's Sidecar or the mesh says the same as telemetry, it is the reason; else telemetry alone is. */
function outboundReason(blocked: boolean, { client, host, protocol }: Asked, routing: RoutingEngine, mesh: MeshConfig): Because {
  const sentence = blocked
    ? "No service of that name is known to the client's proxy, and outboundTrafficPolicy is REGISTRY_ONLY: the call ends in its BlackHoleCluster."
    : "No service of that name is known to the client's proxy: the call passes on as it is (ALLOW_ANY), through its PassthroughCluster.";
  const configured = routing.routesFor({ client, proxy: { kind: 'sidecar' }, host, protocol });
  const agrees = configured.kind === (blocked ? 'unreachable' : 'none') && configured.loadBalancedOver === undefined;
  if (!agrees) return { sentence, certainty: 'assumed' };
  const sidecar = configured.because.find(({ ref }) => ref?.kind === 'Sidecar');
  if (sidecar !== undefined) return { ...sidecar, sentence };
  const certainty: Certainty = mesh.certainty;
  return { sentence, certainty, ...(mesh.ref === undefined ? {} : { ref: mesh.ref, path: 'data.mesh' }) };
}
