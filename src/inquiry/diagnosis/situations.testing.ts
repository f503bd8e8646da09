/** One situation per cause, by hand from the tables of docs/policies.md §7 (flags, codes, ztunnel's words) and §1.5. */

import type { CalledEnd, ConnectionRow, Telemetry } from '../../telemetry/rows';
import { mesh } from '../../testing/mesh-notation';
import { namespaceYaml, podYaml, policyYaml, serviceYaml, waypointYaml } from '../../testing/policy-yaml';
import type { Sureness } from './cause';

export interface Situation {
  /** The cause that is to be told first. */
  readonly cause: string;
  readonly sure: Sureness;
  /** Of what fails; 1 where nothing is said. */
  readonly share?: number;
  readonly what: string;
  /** In the notation of meshes; the edge that fails is shop/web's. */
  readonly traffic: string;
  readonly connections?: readonly ConnectionRow[];
  /** Requests of these codes and flags reached no workload: "503/UH". */
  readonly lost?: readonly string[];
  /** None = nobody gave any. */
  readonly resources?: readonly string[];
}

const web = podYaml('web');
const cart = podYaml('cart');
const shop = [web, cart, serviceYaml('cart')];
const strict = policyYaml('PeerAuthentication', 'default', '{ mtls: { mode: STRICT } }');
const rule = (policy: string) => policyYaml('DestinationRule', 'cart', `{ host: cart, trafficPolicy: ${policy} }`);
const route = (http: string) => policyYaml('VirtualService', 'cart', `{ hosts: [cart], http: [${http}] }`);
const admit = (account: string, more = '') =>
  policyYaml(
    'AuthorizationPolicy',
    'callers',
    `{ selector: { matchLabels: { app: cart } }, rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/${account}] } }]${more} }] }`,
  );
const ambient = [podYaml('web', { plane: 'ambient' }), podYaml('cart', { plane: 'ambient' }), namespaceYaml('shop')];
const notReady = cart.replace('phase: Running,', 'phase: Running, conditions: [{ type: Ready, status: "False" }],');

const from = { cluster: 'east', namespace: 'shop', workload: 'web', app: 'web' };
const to: CalledEnd = {
  cluster: 'east',
  namespace: 'shop',
  workload: 'cart',
  app: 'cart',
  service: 'cart.shop.svc.cluster.local',
  serviceName: 'cart',
  serviceNamespace: 'shop',
};
export const connection = (
  flags: string,
  reporter: ConnectionRow['reporter'] = 'destination',
  connectionsPerSecond = 2,
): ConnectionRow => ({
  reporter,
  source: from,
  destination: to,
  outcome: 'failed',
  flags,
  connectionsPerSecond,
});

const call = (failures: string, more = '') => `shop/web -> shop/cart 10rps ${failures} ${more}`;

/** Single flags, which mean one thing whoever asks (docs/policies.md §7, first table). */
const FLAGGED: readonly (readonly [string, string, string])[] = [
  ['circuit-open', '503/UO', 'by:source'],
  ['no-route', '404/NR', 'by:source'],
  ['no-cluster', '503/NC', 'by:source'],
  ['connection-duration', '503/DT', 'by:source'],
  ['caller-gave-up', '0/DC', ''],
  ['caller-gave-up', '200/DR', ''],
  ['local-health', '503/LH', 'by:destination'],
  ['route-timeout', '504/UT', 'by:source'],
  ['local-reset', '503/LR', 'by:source'],
  ['upstream-reset', '503/UR', 'by:source'],
  ['fault-injected', '200/DI', 'by:source'],
  ['fault-injected', '503/FI', 'by:source'],
  ['rate-limited', '429/RL', 'by:destination'],
  ['denied-by-provider', '403/UAEX', 'by:destination'],
  ['rate-limit-service', '500/RLSE', 'by:destination'],
  ['caller-protocol', '400/IH', 'by:destination'],
  ['stream-idle', '408/SI', 'by:source'],
  ['caller-protocol', '400/DPE', 'by:destination'],
  ['upstream-protocol', '502/UPE', 'by:source'],
  ['stream-duration', '504/UMSDR', 'by:source'],
  ['filter-config', '500/NFCF', 'by:destination'],
  ['overloaded-proxy', '503/OM', 'by:destination'],
  ['dns', '503/DF', 'by:source'],
  ['drop-overload', '503/DO', 'by:source'],
  ['drop-overload', '503/UDO', 'by:source'],
];

/** ztunnel's words (docs/policies.md §7, third table). */
const OF_ZTUNNEL: readonly (readonly [string, string])[] = [
  ['denied-by-ztunnel', 'DENY'],
  ['ztunnel-connect', 'CONNECT'],
  ['ztunnel-tls', 'TLS_FAILURE'],
  ['hbone-handshake', 'H2_HANDSHAKE_FAILURE'],
  ['hbone-blocked', 'NETWORK_POLICY'],
  ['no-identity', 'IDENTITY_ERROR'],
  ['certificate-revoked', 'CERT_REVOKED'],
];

const WITHOUT_RESOURCES: readonly Situation[] = [
  ...FLAGGED.map(
    ([cause, failure, by]): Situation => ({ cause, sure: 'certain', what: `${failure} ${by}`, traffic: call(`30%${failure}`, by) }),
  ),
  ...OF_ZTUNNEL.map(([cause, flag]): Situation => ({ cause, sure: 'certain', what: flag, traffic: '', connections: [connection(flag)] })),
  { cause: 'no-healthy-upstream', sure: 'likely', what: 'UH', traffic: call('30%503/UH', 'by:source') },
  { cause: 'connection-refused', sure: 'likely', what: 'UF', traffic: call('30%503/UF', 'by:source') },
  { cause: 'connection-refused', sure: 'certain', what: 'UF at the destination: its own application', traffic: call('30%503/UF') },
  { cause: 'upstream-closed', sure: 'likely', what: 'UC', traffic: call('30%503/UC', 'by:source') },
  {
    cause: 'connection-refused',
    sure: 'likely',
    what: 'UF with URX: the flag of the last attempt comes first',
    traffic: call('30%503/UF,URX', 'by:source'),
  },
  { cause: 'retries-exhausted', sure: 'certain', what: 'URX alone', traffic: call('30%503/URX', 'by:source') },
  { cause: 'denied-by-policy', sure: 'likely', what: '403 without a flag', traffic: call('30%403') },
  { cause: 'denied-by-policy', sure: 'likely', what: 'gRPC 7', traffic: call('grpc 30%7') },
  { cause: 'denied-by-waypoint', sure: 'likely', what: '403 at the waypoint', traffic: call('30%403', 'by:waypoint') },
  { cause: 'invalid-token', sure: 'likely', what: '401', traffic: call('30%401') },
  { cause: 'invalid-token', sure: 'likely', what: 'gRPC 16', traffic: call('grpc 30%16') },
  { cause: 'application-refuses', sure: 'likely', what: '404 without a flag', traffic: call('30%404') },
  { cause: 'caller-protocol', sure: 'likely', what: '426: HTTP/1.0', traffic: call('30%426') },
  { cause: 'rate-limited', sure: 'likely', what: '429 without a flag', traffic: call('30%429') },
  {
    cause: 'blocked-egress',
    sure: 'certain',
    what: '502 to the BlackHoleCluster',
    traffic: 'shop/web -> @BlackHoleCluster 10rps 100%502 by:source',
  },
  { cause: 'application-fails', sure: 'certain', what: '503 without a flag at the destination', traffic: call('30%503') },
  { cause: 'caller-gave-up', sure: 'likely', what: 'code 0 without a flag', traffic: call('30%0') },
  { cause: 'application-fails', sure: 'certain', what: 'gRPC 14 at the destination', traffic: call('grpc 30%14') },
  { cause: 'route-timeout', sure: 'likely', what: 'gRPC 4', traffic: call('grpc 30%4') },
  { cause: 'wrong-route', sure: 'likely', what: 'gRPC 12', traffic: call('grpc 30%12') },
  { cause: 'rate-limited', sure: 'likely', what: 'gRPC 8', traffic: call('grpc 30%8') },
  {
    cause: 'dependency-fails',
    sure: 'likely',
    what: 'the destination passes on what it calls',
    traffic: `${call('30%500', 'by:source')}\nshop/cart -> shop/stock 10rps 40%503`,
  },
  { cause: 'unknown-flag', sure: 'possible', what: 'a flag of the future', traffic: call('30%200/XYZ', 'by:source') },
];

const WITH_RESOURCES: readonly Situation[] = [
  {
    cause: 'tls-mismatch',
    sure: 'certain',
    what: 'a DestinationRule sends plaintext to STRICT',
    traffic: call('100%503/UF', 'by:source'),
    resources: [...shop, strict, rule('{ tls: { mode: DISABLE } }')],
  },
  {
    cause: 'no-proxy',
    sure: 'certain',
    what: 'a DestinationRule sends mutual TLS to a workload without proxy',
    traffic: call('100%503/UF', 'by:source'),
    resources: [web, podYaml('cart', { plane: 'none' }), serviceYaml('cart'), rule('{ tls: { mode: ISTIO_MUTUAL } }')],
  },
  {
    cause: 'no-proxy',
    sure: 'certain',
    what: 'a caller without proxy meets STRICT in ambient',
    traffic: '',
    connections: [connection('DENY')],
    resources: [
      podYaml('web', { plane: 'none' }),
      podYaml('cart', { plane: 'ambient' }),
      namespaceYaml('shop'),
      serviceYaml('cart'),
      strict,
    ],
  },
  {
    cause: 'denied-by-policy',
    sure: 'certain',
    what: 'the policy admits another caller',
    traffic: call('100%403'),
    resources: [...shop, admit('admin')],
  },
  {
    cause: 'denied-by-ztunnel',
    sure: 'certain',
    what: 'requests without a connection, which ztunnel refuses',
    traffic: call('100%503/UF', 'by:source'),
    connections: [connection('DENY')],
    resources: [web, podYaml('cart', { plane: 'ambient' }), namespaceYaml('shop'), serviceYaml('cart'), admit('admin')],
  },
  {
    cause: 'denied-by-waypoint',
    sure: 'certain',
    what: 'a policy of the service, enforced at the waypoint',
    traffic: call('100%403', 'by:waypoint,source'),
    resources: [
      ...ambient,
      serviceYaml('cart', { labels: 'istio.io/use-waypoint: wp' }),
      waypointYaml('wp'),
      policyYaml('AuthorizationPolicy', 'nobody', '{ targetRefs: [{ kind: Service, name: cart }] }'),
    ],
  },
  {
    cause: 'subset-without-workloads',
    sure: 'certain',
    what: 'a subset whose labels nobody has',
    traffic: call('100%503/UH', 'by:source'),
    lost: ['503/UH'],
    resources: [
      ...shop,
      route('{ route: [{ destination: { host: cart, subset: v3 } }] }'),
      policyYaml('DestinationRule', 'cart', '{ host: cart, subsets: [{ name: v3, labels: { version: v3 } }] }'),
    ],
  },
  {
    cause: 'no-healthy-upstream',
    sure: 'certain',
    what: 'no Pod is ready',
    traffic: call('100%503/UH', 'by:source'),
    lost: ['503/UH'],
    resources: [web, notReady, serviceYaml('cart')],
  },
  {
    cause: 'outlier-ejection',
    sure: 'likely',
    what: 'endpoints answer 503, then there is none left',
    // 30 % UH of 50 % that fail.
    share: 0.6,
    traffic: call('30%503/UH 20%503', 'by:source'),
    resources: [...shop, rule('{ outlierDetection: { consecutive5xxErrors: 3 } }')],
  },
  {
    cause: 'no-cluster',
    sure: 'certain',
    what: 'a route names a subset that is not defined',
    traffic: call('100%503/NC', 'by:source'),
    lost: ['503/NC'],
    resources: [...shop, route('{ route: [{ destination: { host: cart, subset: v2 } }] }')],
  },
  {
    cause: 'no-route',
    sure: 'certain',
    what: 'only one path has a route',
    traffic: call('30%404/NR', 'by:source'),
    lost: ['404/NR'],
    resources: [...shop, route('{ match: [{ uri: { prefix: /v2 } }], route: [{ destination: { host: cart } }] }')],
  },
  {
    cause: 'invalid-backend',
    sure: 'certain',
    what: 'a backend of another namespace without a grant',
    traffic: call('100%500', 'by:source'),
    lost: ['500/-'],
    resources: [
      ...shop,
      policyYaml(
        'HTTPRoute',
        'cart',
        '{ parentRefs: [{ kind: Service, group: "", name: cart }], rules: [{ backendRefs: [{ name: basket, namespace: other, port: 80 }] }] }',
      ),
    ],
  },
  {
    cause: 'circuit-open',
    sure: 'certain',
    what: 'a connection pool of one',
    traffic: call('8%503/UO', 'by:source'),
    resources: [...shop, rule('{ connectionPool: { http: { http1MaxPendingRequests: 1 } } }')],
  },
  {
    cause: 'fault-injected',
    sure: 'certain',
    what: 'a fault of the VirtualService',
    traffic: call('5%503/FI', 'by:source'),
    resources: [
      ...shop,
      route('{ fault: { abort: { percentage: { value: 5 }, httpStatus: 503 } }, route: [{ destination: { host: cart } }] }'),
    ],
  },
  {
    cause: 'route-timeout',
    sure: 'certain',
    what: 'a timeout of the VirtualService',
    traffic: call('5%504/UT', 'by:source'),
    resources: [...shop, route('{ timeout: 3s, route: [{ destination: { host: cart } }] }')],
  },
  {
    cause: 'denied-by-policy',
    sure: 'certain',
    what: 'TCP closed without a byte, and the policy admits another caller',
    traffic: '',
    connections: [{ ...connection('-'), outcome: 'closed' }],
    resources: [...shop, admit('admin')],
  },
  {
    cause: 'not-in-sync',
    sure: 'likely',
    what: 'the only route leads to v2, and v1 is called',
    traffic: 'shop/web -> shop/cart:v1 10rps 100%503/UF by:source',
    resources: [
      web,
      podYaml('cart-v1', { labels: 'version: v1' }).replace('app: cart-v1', 'app: cart'),
      podYaml('cart-v2', { labels: 'version: v2' }).replace('app: cart-v2', 'app: cart'),
      serviceYaml('cart'),
      route('{ route: [{ destination: { host: cart, subset: v2 } }] }'),
      policyYaml('DestinationRule', 'cart', '{ host: cart, subsets: [{ name: v2, labels: { version: v2 } }] }'),
    ],
  },
  {
    cause: 'invalid-token',
    sure: 'likely',
    what: 'a RequestAuthentication reaches the workload',
    traffic: call('30%401'),
    resources: [...shop, policyYaml('RequestAuthentication', 'jwt', '{ jwtRules: [{ issuer: https://id.example }] }')],
  },
];

export const SITUATIONS: readonly Situation[] = [...WITHOUT_RESOURCES, ...WITH_RESOURCES];

/** The traffic of a situation as rows. */
export function telemetryOf({ traffic, connections = [], lost = [] }: Pick<Situation, 'traffic' | 'connections' | 'lost'>): Telemetry {
  const measured = mesh(traffic);
  return {
    ...measured,
    connections,
    requests: measured.requests.map((row) => {
      if (!lost.includes(`${row.responseCode}/${row.flags}`)) return row;
      const { namespace: _, workload: __, app: ___, version: ____, ...destination } = row.destination;
      return { ...row, destination };
    }),
  };
}
