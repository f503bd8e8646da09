/** Annotations of Istio, and the kinds they are for (`istio/api`, annotation/annotations.yaml). */

export interface IstioAnnotation {
  /** "Any" = every kind. */
  readonly kinds: readonly string[];
  readonly deprecated: boolean;
  readonly status: 'Alpha' | 'Beta' | 'Stable';
}

const onPods =
  'ambient.istio.io/bypass-inbound-capture inject.istio.io/templates istio.io/reroute-virtual-interfaces istio.io/rev ' +
  'prometheus.istio.io/merge-metrics proxy.istio.io/overrides ' +
  'readiness.status.sidecar.istio.io/applicationPorts readiness.status.sidecar.istio.io/failureThreshold ' +
  'readiness.status.sidecar.istio.io/initialDelaySeconds readiness.status.sidecar.istio.io/periodSeconds ' +
  'sidecar.istio.io/agentLogLevel sidecar.istio.io/bootstrapOverride sidecar.istio.io/componentLogLevel sidecar.istio.io/enableCoreDump ' +
  'sidecar.istio.io/interceptionMode sidecar.istio.io/logLevel sidecar.istio.io/nativeSidecar sidecar.istio.io/proxyCPU ' +
  'sidecar.istio.io/proxyCPULimit sidecar.istio.io/proxyImage sidecar.istio.io/proxyImageType sidecar.istio.io/proxyMemory ' +
  'sidecar.istio.io/proxyMemoryLimit sidecar.istio.io/rewriteAppHTTPProbers sidecar.istio.io/statsCompression ' +
  'sidecar.istio.io/statsEvictionInterval sidecar.istio.io/statsHistogramBuckets sidecar.istio.io/status ' +
  'sidecar.istio.io/userVolume sidecar.istio.io/userVolumeMount status.sidecar.istio.io/port ' +
  'traffic.sidecar.istio.io/excludeInboundPorts traffic.sidecar.istio.io/excludeInterfaces traffic.sidecar.istio.io/excludeOutboundIPRanges ' +
  'traffic.sidecar.istio.io/excludeOutboundPorts traffic.sidecar.istio.io/includeInboundPorts ' +
  'traffic.sidecar.istio.io/includeOutboundIPRanges traffic.sidecar.istio.io/includeOutboundPorts';

const deprecatedOnPods =
  'sidecar.istio.io/discoveryAddress sidecar.istio.io/extraStatTags sidecar.istio.io/statsInclusionPrefixes ' +
  'sidecar.istio.io/statsInclusionRegexps sidecar.istio.io/statsInclusionSuffixes traffic.sidecar.istio.io/kubevirtInterfaces';

const others: readonly (readonly [names: string, kinds: string, status?: IstioAnnotation['status'], deprecated?: true])[] = [
  ['ambient.istio.io/redirection proxy.istio.io/config', 'Pod', 'Beta'],
  ['sidecar.istio.io/inject', 'Pod', 'Beta', true],
  ['alpha.istio.io/canonical-serviceaccounts alpha.istio.io/kubernetes-serviceaccounts', 'Service', 'Alpha', true],
  ['ambient.istio.io/waypoint-inbound-binding', 'GatewayClass Gateway'],
  ['ambient.istio.io/dns-capture', 'Pod'],
  ['galley.istio.io/analyze-suppress gateway.istio.io/controller-version', 'Any'],
  [
    'gateway.istio.io/name-override gateway.istio.io/service-account gateway.istio.io/tls-terminate-mode networking.istio.io/service-type',
    'Gateway',
  ],
  ['istio.io/autoRegistrationGroup istio.io/connectedAt istio.io/disconnectedAt istio.io/workloadController', 'WorkloadEntry'],
  ['istio.io/dry-run', 'AuthorizationPolicy'],
  ['istio.io/use-waypoint-canary-weight', 'Service Namespace'],
  ['kubernetes.io/ingress.class', 'Ingress', 'Stable'],
  ['networking.istio.io/address-type', 'Gateway'],
  ['networking.istio.io/exportTo', 'Service'],
  ['networking.istio.io/traffic-distribution', 'Service ServiceEntry Namespace'],
  ['topology.istio.io/controlPlaneClusters', 'Namespace'],
  ['traffic.istio.io/nodeSelector', 'Service', 'Stable'],
];

const entries = ([names, kinds, status = 'Alpha', deprecated]: (typeof others)[number]) =>
  names.split(' ').map((name) => [name, { kinds: kinds.split(' '), status, deprecated: deprecated ?? false }] as const);

export const ISTIO_ANNOTATIONS: ReadonlyMap<string, IstioAnnotation> = new Map([
  ...entries([onPods, 'Pod']),
  ...entries([deprecatedOnPods, 'Pod', 'Alpha', true]),
  ...others.flatMap(entries),
]);

const isPort = (text: string) => /^\s*\d{1,5}\s*$/.test(text) && Number(text) <= 65_535;
const arePorts = (text: string) => text.trim() === '' || text.split(',').every(isPort);
const isCount = (text: string) => /^\d{1,10}$/.test(text) && Number(text) <= 4_294_967_295;
const areRanges = (text: string) => text === '' || text.split(',').every(isRange);

function isRange(text: string): boolean {
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d|[12]\d|3[0-2])$/.exec(text);
  if (four !== null) return four.slice(1, 5).every((part) => Number(part) <= 255);
  return /^[\da-fA-F:.]*:[\da-fA-F:.]*\/(\d|[1-9]\d|1[01]\d|12[0-8])$/.test(text);
}

/** Whether a value is one that the injector takes; names that are not here take any. */
export const ANNOTATION_VALUES: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['sidecar.istio.io/interceptionMode', (value) => ['REDIRECT', 'TPROXY', 'NONE'].includes(value)],
  ['status.sidecar.istio.io/port', isPort],
  ['readiness.status.sidecar.istio.io/initialDelaySeconds', isCount],
  ['readiness.status.sidecar.istio.io/periodSeconds', isCount],
  ['readiness.status.sidecar.istio.io/failureThreshold', isCount],
  ['traffic.sidecar.istio.io/includeOutboundIPRanges', (value) => value === '*' || areRanges(value)],
  ['traffic.sidecar.istio.io/excludeOutboundIPRanges', areRanges],
  ['traffic.sidecar.istio.io/includeInboundPorts', (value) => value === '*' || arePorts(value)],
  ['traffic.sidecar.istio.io/excludeInboundPorts', arePorts],
  ['traffic.sidecar.istio.io/excludeOutboundPorts', arePorts],
  ['prometheus.istio.io/merge-metrics', (value) => /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value)],
]);

/** Of Istio's namespace of names; the class of an Ingress counts too. */
export function isIstioAnnotation(name: string): boolean {
  return name === 'kubernetes.io/ingress.class' || (name.split('/')[0] ?? '').endsWith('istio.io');
}
