/** What is asked of routing: who calls which host through which proxy. */
import type { Labels } from '../../istio/labels';
import type { MeshConfig } from '../../istio/mesh-config';
import type { RequestFacts } from '../authorization/request-facts';

export type RoutingMesh = Pick<
  MeshConfig,
  'rootNamespace' | 'outboundTrafficPolicy' | 'defaultServiceExportTo' | 'defaultVirtualServiceExportTo' | 'defaultHttpRetryPolicy'
>;

/** The workload whose proxy applies the routes; at a gateway the gateway's own workload. `labelsComplete` false = it may have more labels. */
export interface RoutingClient {
  readonly namespace: string;
  readonly labels: Labels;
  readonly labelsComplete: boolean;
}

/**
 * The proxy that reads the routes: the client's sidecar, the waypoint before the service, the gateway that is called (named
 * "namespace/name", Istio's or the Gateway API's), or none that reads any (docs/policies.md §2.2).
 */
export type RoutingProxy =
  | { readonly kind: 'sidecar' }
  | { readonly kind: 'waypoint'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'gateway'; readonly gateways: readonly string[] }
  | { readonly kind: 'none'; readonly why: string };

export interface RoutingQuestion {
  readonly client: RoutingClient;
  readonly proxy: RoutingProxy;
  /** As addressed: a full name, or "*" for any (at a gateway). */
  readonly host: string;
  /** At a gateway whose callers' host is not known ("*"): the host that was reached. Only rules that lead there are told, of whatever name. */
  readonly reached?: string;
  readonly port?: number;
  readonly protocol: 'http' | 'grpc' | 'tcp' | 'tls';
  readonly request?: RequestFacts;
}
