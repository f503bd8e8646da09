/** A small mesh and resources that may be put into it, as plain objects: for property tests, which take subsets of them. */
import { parseResource } from '../istio/parse-resource';
import type { Resource } from '../istio/resources/resource';
import { callKey } from '../policy/keys';
import type { ObservedCall } from '../policy/observation';
import { observeCall } from './observe-calls';

/** undefined = no Kubernetes object, or a kind that is not read. */
export function resourceOfObject(value: unknown, file = 'pool.yaml'): Resource | undefined {
  const source = { file, document: 1, firstLine: 1, text: '' };
  const parsed = parseResource(value, { source, path: '' });
  return parsed.outcome === 'read' ? parsed.resource : undefined;
}

const at = (namespace: string, name: string, more: object = {}): object => ({ namespace, name, ...more });
const security = (kind: string, metadata: object, spec: object): object => ({ apiVersion: 'security.istio.io/v1', kind, metadata, spec });
const networking = (kind: string, metadata: object, spec: object): object => ({
  apiVersion: 'networking.istio.io/v1',
  kind,
  metadata,
  spec,
});
const core = (kind: string, metadata: object, more: object = {}): object => ({ apiVersion: 'v1', kind, metadata, ...more });
const gatewayApi = (kind: string, metadata: object, more: object): object => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind,
  metadata,
  ...more,
});

function pod(namespace: string, name: string, plane: 'sidecar' | 'ambient' | 'none' | 'gateway', labels: object = {}): object {
  const proxy = { name: 'istio-proxy' };
  const app = { name: 'app', ports: [{ name: 'web', containerPort: 8080 }] };
  const containers = { sidecar: [app, proxy], ambient: [app], none: [app], gateway: [proxy] }[plane];
  return core(
    'Pod',
    at(namespace, name, {
      labels: { app: name, ...(plane === 'sidecar' || plane === 'gateway' ? { 'security.istio.io/tlsMode': 'istio' } : {}), ...labels },
      annotations: plane === 'ambient' ? { 'ambient.istio.io/redirection': 'enabled' } : {},
    }),
    { spec: { serviceAccountName: name, containers }, status: { phase: 'Running', podIP: '10.0.0.1' } },
  );
}

function service(namespace: string, name: string, labels: object = {}, targetPort: unknown = 8080): object {
  return core('Service', at(namespace, name, { labels }), {
    spec: { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort }] },
  });
}

const cart = { selector: { matchLabels: { app: 'cart' } } };
const callers = (...names: readonly string[]): object => ({
  from: [{ source: { principals: names.map((name) => `cluster.local/ns/shop/sa/${name}`) } }],
});
const created = { creationTimestamp: '2023-01-01T00:00:00Z' };

/** Objects with the same kind, namespace and name are versions of one resource. */
export const POLICY_POOL: readonly object[] = [
  core('Namespace', { name: 'shop', labels: {} }),
  core('Namespace', { name: 'shop', labels: { 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'wp' } }),
  core('Namespace', { name: 'pay', labels: { 'istio-injection': 'enabled' } }),
  core('Namespace', {
    name: 'pay',
    labels: { 'istio.io/ingress-use-waypoint': 'true', 'istio.io/use-waypoint': 'wp', 'istio.io/use-waypoint-namespace': 'shop' },
  }),
  pod('shop', 'web', 'sidecar'),
  pod('shop', 'web', 'ambient'),
  pod('shop', 'cart', 'sidecar', { version: 'v1' }),
  pod('shop', 'cart', 'ambient', { version: 'v1' }),
  pod('pay', 'ledger', 'ambient'),
  pod('pay', 'ledger', 'none'),
  pod('edge', 'gate', 'gateway', { istio: 'gate' }),
  service('shop', 'cart'),
  service('shop', 'cart', { 'istio.io/use-waypoint': 'none' }),
  service('shop', 'cart-v2'),
  service('pay', 'ledger', {}, 'web'),
  gatewayApi('Gateway', at('shop', 'wp'), {
    spec: {
      gatewayClassName: 'istio-waypoint',
      listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE', allowedRoutes: { namespaces: { from: 'All' } } }],
    },
    status: { addresses: [{ value: '10.0.0.9' }] },
  }),
  gatewayApi('Gateway', at('shop', 'wp'), {
    spec: { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }] },
    status: {},
  }),
  security('PeerAuthentication', at('istio-system', 'default'), { mtls: { mode: 'STRICT' } }),
  security('PeerAuthentication', at('shop', 'default'), { mtls: { mode: 'DISABLE' } }),
  security('PeerAuthentication', at('shop', 'default', created), { mtls: { mode: 'STRICT' } }),
  security('PeerAuthentication', at('shop', 'cart'), {
    ...cart,
    mtls: { mode: 'STRICT' },
    portLevelMtls: { 8080: { mode: 'PERMISSIVE' } },
  }),
  security('PeerAuthentication', at('shop', 'cart-too'), { ...cart, mtls: { mode: 'PERMISSIVE' } }),
  security('AuthorizationPolicy', at('istio-system', 'mesh-deny'), {
    action: 'DENY',
    rules: [{ from: [{ source: { notPrincipals: ['*'] } }] }],
  }),
  security('AuthorizationPolicy', at('istio-system', 'cart-everywhere'), { ...cart, rules: [callers('web', 'wp')] }),
  security('AuthorizationPolicy', at('shop', 'nothing'), {}),
  security('AuthorizationPolicy', at('shop', 'cart', created), { ...cart, rules: [callers('web')] }),
  security('AuthorizationPolicy', at('shop', 'cart'), { ...cart, rules: [{ ...callers('wp'), to: [{ operation: { ports: ['8080'] } }] }] }),
  security('AuthorizationPolicy', at('shop', 'at-waypoint'), {
    targetRefs: [{ kind: 'Service', group: '', name: 'cart' }],
    rules: [{ ...callers('web'), to: [{ operation: { methods: ['GET'] } }] }],
  }),
  security('AuthorizationPolicy', at('pay', 'ledger'), { action: 'DENY', rules: [{ to: [{ operation: { paths: ['/admin'] } }] }] }),
  security('AuthorizationPolicy', at('shop', 'with-token'), {
    ...cart,
    action: 'DENY',
    rules: [{ from: [{ source: { notRequestPrincipals: ['*'] } }] }],
  }),
  security('RequestAuthentication', at('shop', 'jwt'), { ...cart, jwtRules: [{ issuer: 'me', jwks: '{}' }] }),
  networking('DestinationRule', at('shop', 'cart'), {
    host: 'cart',
    trafficPolicy: { tls: { mode: 'DISABLE' } },
    subsets: [{ name: 'v1', labels: { version: 'v1' } }],
  }),
  networking('DestinationRule', at('shop', 'cart'), {
    host: 'cart',
    subsets: [{ name: 'v1', labels: { version: 'v1' }, trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } }],
  }),
  networking('DestinationRule', at('istio-system', 'all'), { host: '*.local', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } }),
  networking('VirtualService', at('shop', 'cart'), {
    hosts: ['cart'],
    http: [{ route: [{ destination: { host: 'cart', subset: 'v1' } }] }],
  }),
  networking('VirtualService', at('shop', 'cart', created), {
    hosts: ['cart'],
    http: [
      {
        match: [{ uri: { prefix: '/x' } }],
        route: [
          { destination: { host: 'cart-v2' }, weight: 30 },
          { destination: { host: 'cart' }, weight: 50 },
        ],
      },
    ],
  }),
  networking('VirtualService', at('pay', 'cart-too'), {
    hosts: ['cart.shop.svc.cluster.local'],
    http: [{ delegate: { name: 'part', namespace: 'pay' } }],
  }),
  networking('VirtualService', at('pay', 'part'), { http: [{ route: [{ destination: { host: 'ledger' } }] }] }),
  networking('VirtualService', at('edge', 'in'), {
    hosts: ['shop.example.org'],
    gateways: ['in'],
    http: [{ route: [{ destination: { host: 'cart.shop.svc.cluster.local' } }] }],
  }),
  networking('Gateway', at('edge', 'in'), {
    selector: { istio: 'gate' },
    servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }],
  }),
  networking('ServiceEntry', at('shop', 'outside'), {
    hosts: ['api.example.org'],
    location: 'MESH_EXTERNAL',
    resolution: 'DNS',
    ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
  }),
  networking('Sidecar', at('shop', 'default'), { egress: [{ hosts: ['./*'] }] }),
  gatewayApi('HTTPRoute', at('shop', 'cart-route'), {
    spec: { parentRefs: [{ group: '', kind: 'Service', name: 'cart' }], rules: [{ backendRefs: [{ name: 'cart-v2', port: 80 }] }] },
  }),
];

const outside = { ...observeCall('shop/web -> ? via shop/api http'), service: { host: 'api.example.org' } };

export const POOL_CALLS: readonly ObservedCall[] = [
  observeCall('shop/web -> shop/cart via shop/cart', { mutual: 9, plaintext: 1 }),
  observeCall('shop/web -> shop/cart via shop/cart-v2'),
  observeCall('edge/gate -> shop/cart via shop/cart', { responses: { '403 -': 2, '200 -': 1 } }),
  observeCall('pay/ledger -> shop/cart via shop/cart grpc', { responses: { '7 -': 1 } }),
  observeCall('shop/web -> pay/ledger via pay/ledger', { responses: { '503 UF': 3 } }),
  observeCall('? -> pay/ledger tcp', { connections: { closed: new Map([['-', 2]]), failed: new Map([['DENY', 1]]) }, bytesPerSecond: 10 }),
  observeCall('shop/stranger -> shop/cart via shop/cart', {
    principal: 'spiffe://cluster.local/ns/shop/sa/stranger',
    reporters: ['source', 'destination'],
  }),
  { ...outside, key: callKey(outside) },
];
