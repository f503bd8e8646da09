/** The kinds of a cluster with Istio and the Gateway API, as its API server lists them. */
import type { KubernetesObject } from './object';

export interface ServedKind {
  /** Empty for the core group. */
  readonly group: string;
  /** Preferred first; objects are the same in all of them. */
  readonly versions: readonly string[];
  readonly kind: string;
  readonly plural: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  /** Lists of built-in kinds leave apiVersion and kind out of their items; lists of custom resources do not. */
  readonly builtIn: boolean;
}

const istioVersions = ['v1', 'v1beta1'];
const networkingVersions = ['v1', 'v1beta1', 'v1alpha3'];
const gatewayVersions = ['v1', 'v1beta1'];

type Line = readonly [kind: string, plural: string, shortNames?: string, scope?: 'cluster'];

function kindsOf(group: string, versions: readonly string[], lines: readonly Line[], builtIn = false): readonly ServedKind[] {
  return lines.map(([kind, plural, shortNames = '', scope]) => ({
    group,
    versions,
    kind,
    plural,
    shortNames: shortNames === '' ? [] : shortNames.split(' '),
    namespaced: scope !== 'cluster',
    builtIn,
  }));
}

export const servedKinds: readonly ServedKind[] = [
  ...kindsOf(
    '',
    ['v1'],
    [
      ['Namespace', 'namespaces', 'ns', 'cluster'],
      ['Pod', 'pods', 'po'],
      ['Service', 'services', 'svc'],
      ['ServiceAccount', 'serviceaccounts', 'sa'],
      ['ConfigMap', 'configmaps', 'cm'],
      ['Secret', 'secrets'],
    ],
    true,
  ),
  ...kindsOf(
    'apps',
    ['v1'],
    [
      ['Deployment', 'deployments', 'deploy'],
      ['StatefulSet', 'statefulsets', 'sts'],
      ['DaemonSet', 'daemonsets', 'ds'],
      ['ReplicaSet', 'replicasets', 'rs'],
    ],
    true,
  ),
  ...kindsOf(
    'batch',
    ['v1'],
    [
      ['Job', 'jobs'],
      ['CronJob', 'cronjobs', 'cj'],
    ],
    true,
  ),
  ...kindsOf('discovery.k8s.io', ['v1'], [['EndpointSlice', 'endpointslices']], true),
  ...kindsOf('networking.istio.io', networkingVersions, [
    ['VirtualService', 'virtualservices', 'vs'],
    ['DestinationRule', 'destinationrules', 'dr'],
    ['Gateway', 'gateways', 'gw'],
    ['ServiceEntry', 'serviceentries', 'se'],
    ['Sidecar', 'sidecars'],
    ['WorkloadEntry', 'workloadentries', 'we'],
    ['WorkloadGroup', 'workloadgroups', 'wg'],
  ]),
  ...kindsOf('networking.istio.io', ['v1alpha3'], [['EnvoyFilter', 'envoyfilters']]),
  ...kindsOf('networking.istio.io', ['v1beta1'], [['ProxyConfig', 'proxyconfigs']]),
  ...kindsOf('security.istio.io', istioVersions, [
    ['AuthorizationPolicy', 'authorizationpolicies', 'ap'],
    ['PeerAuthentication', 'peerauthentications', 'pa'],
    ['RequestAuthentication', 'requestauthentications', 'ra'],
  ]),
  ...kindsOf('telemetry.istio.io', ['v1', 'v1alpha1'], [['Telemetry', 'telemetries', 'telemetry']]),
  ...kindsOf('extensions.istio.io', ['v1alpha1'], [['WasmPlugin', 'wasmplugins']]),
  ...kindsOf('gateway.networking.k8s.io', gatewayVersions, [
    ['GatewayClass', 'gatewayclasses', 'gc', 'cluster'],
    ['Gateway', 'gateways', 'gtw'],
    ['HTTPRoute', 'httproutes'],
  ]),
  ...kindsOf('gateway.networking.k8s.io', ['v1'], [['GRPCRoute', 'grpcroutes']]),
  ...kindsOf('gateway.networking.k8s.io', ['v1beta1'], [['ReferenceGrant', 'referencegrants', 'refgrant']]),
  ...kindsOf(
    'gateway.networking.k8s.io',
    ['v1alpha2'],
    [
      ['TCPRoute', 'tcproutes'],
      ['TLSRoute', 'tlsroutes'],
    ],
  ),
];

const byName: ReadonlyMap<string, ServedKind> = new Map(servedKinds.map((kind) => [`${kind.group}/${kind.plural}`, kind]));
const byKind: ReadonlyMap<string, ServedKind> = new Map(servedKinds.map((kind) => [`${kind.group}/${kind.kind}`, kind]));

/** The kind of a path such as `/apis/GROUP/VERSION/PLURAL`; undefined when it is not served in that version. */
export function findKind(group: string, version: string, plural: string): ServedKind | undefined {
  const found = byName.get(`${group}/${plural}`);
  return found?.versions.includes(version) === true ? found : undefined;
}

export function groupOf(apiVersion: string): string {
  const cut = apiVersion.indexOf('/');
  return cut === -1 ? '' : apiVersion.slice(0, cut);
}

export function kindOf(object: KubernetesObject): ServedKind | undefined {
  return byKind.get(`${groupOf(object.apiVersion)}/${object.kind}`);
}

/** `group/plural`: what a list lists. */
export function listKey(kind: ServedKind): string {
  return `${kind.group}/${kind.plural}`;
}

/** How an API server writes the group and version of a kind. */
export function apiVersionOf(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}
