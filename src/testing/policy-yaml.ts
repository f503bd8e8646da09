/** Small resources as YAML texts, for tests of policies. Flow style, so that a line of a test is a resource. */

type Plane = 'sidecar' | 'ambient' | 'none' | 'waypoint';

interface PodOptions {
  readonly plane?: Plane;
  readonly namespace?: string;
  readonly labels?: string;
  readonly port?: number;
}

const PLANES: Readonly<Record<Plane, { readonly labels: string; readonly annotations: string; readonly containers: string }>> = {
  sidecar: { labels: ', security.istio.io/tlsMode: istio', annotations: '', containers: ', { name: istio-proxy }' },
  ambient: { labels: '', annotations: 'ambient.istio.io/redirection: enabled', containers: '' },
  none: { labels: '', annotations: '', containers: '' },
  waypoint: { labels: ', gateway.istio.io/managed: istio.io-mesh-controller', annotations: '', containers: '' },
};

/** A running Pod whose app, service account and workload have its name. */
export function podYaml(name: string, { plane = 'sidecar', namespace = 'shop', labels = '', port = 8080 }: PodOptions = {}): string {
  const own = PLANES[plane];
  const gateway = plane === 'waypoint' ? `, gateway.networking.k8s.io/gateway-name: ${name}` : '';
  return `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name}${own.labels}${gateway}${labels === '' ? '' : `, ${labels}`} }, annotations: { ${own.annotations} } }
spec: { serviceAccountName: ${name}, containers: [{ name: app, ports: [{ containerPort: ${port} }] }${own.containers}] }
status: { phase: Running, podIP: 10.0.0.1 }
`;
}

/** Port 80 "http" to 8080 of the Pods of that app. */
export function serviceYaml(
  name: string,
  { namespace = 'shop', labels = '' }: { readonly namespace?: string; readonly labels?: string } = {},
): string {
  return `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace}, labels: { ${labels} } }
spec: { selector: { app: ${name} }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
`;
}

export function namespaceYaml(name: string, labels = ''): string {
  return `
apiVersion: v1
kind: Namespace
metadata: { name: ${name}, labels: { ${labels} } }
`;
}

const VERSIONS: Readonly<Record<string, string>> = {
  AuthorizationPolicy: 'security.istio.io/v1',
  PeerAuthentication: 'security.istio.io/v1',
  RequestAuthentication: 'security.istio.io/v1',
  VirtualService: 'networking.istio.io/v1',
  DestinationRule: 'networking.istio.io/v1',
  ServiceEntry: 'networking.istio.io/v1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
};

/** A resource of Istio or the Gateway API; `created` is its creation time. */
export function policyYaml(kind: string, name: string, spec: string, { namespace = 'shop', created = '' } = {}): string {
  return `
apiVersion: ${VERSIONS[kind]}
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace}${created === '' ? '' : `, creationTimestamp: "${created}"`} }
spec: ${spec}
`;
}

export function waypointYaml(name: string, { namespace = 'shop', ready = true } = {}): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: ${name}, namespace: ${namespace} }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
status: { addresses: [${ready ? '{ value: 10.0.0.9 }' : ''}] }
`;
}
