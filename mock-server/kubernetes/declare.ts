/** Short words for writing the resources of a scenario. */
import type { KubernetesObject, ObjectMeta } from './object';

const apiVersions = {
  AuthorizationPolicy: 'security.istio.io/v1',
  PeerAuthentication: 'security.istio.io/v1',
  RequestAuthentication: 'security.istio.io/v1',
  VirtualService: 'networking.istio.io/v1',
  DestinationRule: 'networking.istio.io/v1',
  Gateway: 'networking.istio.io/v1',
  ServiceEntry: 'networking.istio.io/v1',
  Sidecar: 'networking.istio.io/v1',
  EnvoyFilter: 'networking.istio.io/v1alpha3',
  Telemetry: 'telemetry.istio.io/v1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
  GRPCRoute: 'gateway.networking.k8s.io/v1',
  TCPRoute: 'gateway.networking.k8s.io/v1alpha2',
  KubernetesGateway: 'gateway.networking.k8s.io/v1',
} as const;

type Extras = Partial<Omit<ObjectMeta, 'name' | 'namespace'>>;

/** An object of a kind as somebody applied it: `declare('VirtualService', 'shop/cart', { hosts: … })`. */
export function declare(
  kind: keyof typeof apiVersions,
  id: `${string}/${string}`,
  spec: Readonly<Record<string, unknown>>,
  extras: Extras = {},
): KubernetesObject {
  const [namespace = '', name = ''] = id.split('/');
  const metadata: ObjectMeta = { ...extras, name, namespace };
  return { apiVersion: apiVersions[kind], kind: kind === 'KubernetesGateway' ? 'Gateway' : kind, metadata, spec };
}

/** A PeerAuthentication with one mode; without labels for all of its namespace. */
export function peerAuthentication(
  id: `${string}/${string}`,
  mode: 'STRICT' | 'PERMISSIVE' | 'DISABLE',
  labels?: Readonly<Record<string, string>>,
): KubernetesObject {
  return declare('PeerAuthentication', id, { ...(labels === undefined ? {} : { selector: { matchLabels: labels } }), mtls: { mode } });
}

/** The subsets of a DestinationRule, one per version. */
export function versionSubsets(
  versions: readonly string[],
): readonly { readonly name: string; readonly labels: { readonly version: string } }[] {
  return versions.map((version) => ({ name: version, labels: { version } }));
}

/** A VirtualService of the mesh that splits a host over subsets by weight. */
export function weightedRoute(
  id: `${string}/${string}`,
  weights: Readonly<Record<string, number>>,
  extra: Readonly<Record<string, unknown>> = {},
): KubernetesObject {
  const [, host = ''] = id.split('/');
  const route = Object.entries(weights).map(([subset, weight]) => ({ destination: { host, subset }, weight }));
  return declare('VirtualService', id, { hosts: [host], http: [{ route, ...extra }] });
}

/** A VirtualService by weight and the DestinationRule with its subsets. */
export function canary(id: `${string}/${string}`, weights: Readonly<Record<string, number>>): readonly KubernetesObject[] {
  const [, host = ''] = id.split('/');
  return [weightedRoute(id, weights), declare('DestinationRule', id, { host, subsets: versionSubsets(Object.keys(weights)) })];
}

/** The principal of a service account, as policies write it. */
export function principal(namespace: string, serviceAccount: string): string {
  return `cluster.local/ns/${namespace}/sa/${serviceAccount}`;
}
