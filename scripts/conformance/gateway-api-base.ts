/**
 * What the Gateway API's conformance tests presuppose: its cases name routes only, and stand on the Gateways and Services of
 * kubernetes-sigs/gateway-api `conformance/base/manifests.yaml`. These are the facts of it that the answers need.
 */

const INFRA = 'gateway-conformance-infra';
const BACKENDS = new Map([
  [
    INFRA,
    [
      'infra-backend-v1',
      'infra-backend-v2',
      'infra-backend-v3',
      'grpc-infra-backend-v1',
      'grpc-infra-backend-v2',
      'grpc-infra-backend-v3',
      'tls-backend',
    ],
  ],
  ['gateway-conformance-app-backend', ['app-backend-v1', 'app-backend-v2', 'tls-backend']],
  ['gateway-conformance-web-backend', ['web-backend']],
]);
const GATEWAYS = new Map<string, object>([
  ['same-namespace', { from: 'Same' }],
  ['all-namespaces', { from: 'All' }],
  ['backend-namespaces', { from: 'Selector', selector: { matchLabels: { 'gateway-conformance': 'backend' } } }],
]);

function serviceOf(namespace: string, name: string): object {
  const numbers = name === 'tls-backend' ? [443] : [8080, ...(name === 'infra-backend-v1' ? [8081, 8082] : [])];
  const ports = numbers.map((port, index) => ({ name: `port-${index}`, port }));
  return { apiVersion: 'v1', kind: 'Service', metadata: { namespace, name }, spec: { selector: { app: name }, ports } };
}

/** Those resources, as objects of Kubernetes. */
export function gatewayApiBase(): readonly object[] {
  const namespaces = [...BACKENDS.keys()].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'gateway-conformance': name === INFRA ? 'infra' : 'backend' } },
  }));
  const services = [...BACKENDS].flatMap(([namespace, names]) => names.map((name) => serviceOf(namespace, name)));
  const gateways = [...GATEWAYS].map(([name, allowed]) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { namespace: INFRA, name },
    spec: { gatewayClassName: 'istio', listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: allowed } }] },
  }));
  return [...namespaces, ...services, ...gateways];
}

/** Whether a case is about that environment and does not bring it along. */
export function needsGatewayApiBase(texts: readonly string[]): boolean {
  return texts.some((text) => text.includes(INFRA)) && !texts.some((text) => /^kind: Service$/m.test(text));
}
