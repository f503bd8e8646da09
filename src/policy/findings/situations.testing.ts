/** One situation for every kind of finding, and one change that mends it. */
import { observeCall } from '../../testing/observe-calls';
import { namespaceYaml, podYaml, policyYaml, serviceYaml, waypointYaml } from '../../testing/policy-yaml';
import type { ObservedCall } from '../observation';

export interface Situation {
  readonly code: string;
  readonly what: string;
  readonly resources: readonly string[];
  readonly calls?: readonly ObservedCall[];
  /** One change that mends it. */
  readonly mended: { readonly resources?: readonly string[]; readonly calls?: readonly ObservedCall[] };
}

const web = podYaml('web');
const cart = podYaml('cart');
export const shop = [web, cart, serviceYaml('cart')];
export const fromWeb = 'shop/web -> shop/cart via shop/cart';
/** cart admits this service account only. */
export const onlyFor = (account: string, options = {}) =>
  policyYaml(
    'AuthorizationPolicy',
    'callers',
    `{ selector: { matchLabels: { app: cart } }, rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/${account}] } }] }] }`,
    options,
  );
const mode = (value: string, options = {}) => policyYaml('PeerAuthentication', 'default', `{ mtls: { mode: ${value} } }`, options);
export const clientTls = (value: string) =>
  policyYaml('DestinationRule', 'cart', `{ host: cart, trafficPolicy: { tls: { mode: ${value} } } }`);
const routes = (name: string, route: string) => policyYaml('VirtualService', name, `{ hosts: [cart], http: [{ route: [${route}] }] }`);
export const delegating = policyYaml('VirtualService', 'root', '{ hosts: [cart], http: [{ delegate: { name: child } }] }');
export const delegate = (name: string, more = '') =>
  policyYaml('VirtualService', name, `{ http: [{ route: [{ destination: { host: cart } }] }]${more} }`);
export const parented = (name: string, kind = 'Service', group = '""') =>
  policyYaml(
    'HTTPRoute',
    'cart',
    `{ parentRefs: [{ group: ${group}, kind: ${kind}, name: ${name} }], rules: [{ backendRefs: [{ name: cart, port: 80 }] }] }`,
  );
const subsets = policyYaml('DestinationRule', 'cart', '{ host: cart, subsets: [{ name: v1, labels: { app: cart } }] }');
const ambient = [podYaml('web', { plane: 'ambient' }), podYaml('cart', { plane: 'ambient' }), namespaceYaml('shop')];
const behindWaypoint = [...ambient, serviceYaml('cart', { labels: 'istio.io/use-waypoint: wp' }), waypointYaml('wp')];
const denyDelete = (target: string) =>
  policyYaml('AuthorizationPolicy', 'no-delete', `{ ${target}, action: DENY, rules: [{ to: [{ operation: { methods: [DELETE] } }] }] }`);
const atWorkload = 'selector: { matchLabels: { app: cart } }';
const atService = 'targetRefs: [{ kind: Service, name: cart }]';

export const SITUATIONS: readonly Situation[] = [
  {
    code: 'denied-edge-carries-traffic',
    what: 'a policy allows another caller only, and this one gets 200',
    resources: [...shop, onlyFor('admin')],
    calls: [observeCall(fromWeb, { responses: { '200 -': 12 } })],
    mended: { calls: [observeCall(fromWeb, { responses: { '403 -': 12 } })] },
  },
  {
    code: 'allowed-edge-is-refused',
    what: 'the policy names the caller, and it gets 403',
    resources: [...shop, onlyFor('web')],
    calls: [observeCall(fromWeb, { responses: { '403 -': 3, '200 -': 1 } })],
    mended: { calls: [observeCall(fromWeb)] },
  },
  {
    code: 'plaintext-under-strict',
    what: 'plaintext is counted at a STRICT workload',
    resources: [...shop, mode('STRICT')],
    calls: [observeCall(fromWeb, { plaintext: 2, mutual: 8 })],
    mended: { calls: [observeCall(fromWeb, { mutual: 10 })] },
  },
  {
    code: 'transport-is-refused',
    what: 'a caller without proxy calls a STRICT workload',
    resources: [podYaml('web', { plane: 'none' }), cart, serviceYaml('cart'), mode('STRICT')],
    calls: [observeCall(fromWeb, { responses: { '503 UC': 4 } })],
    mended: { resources: [podYaml('web', { plane: 'none' }), cart, serviceYaml('cart'), mode('PERMISSIVE')] },
  },
  {
    code: 'client-tls-against-strict',
    what: 'a DestinationRule sets DISABLE towards a STRICT workload',
    resources: [...shop, mode('STRICT'), clientTls('DISABLE')],
    mended: { resources: [...shop, mode('STRICT'), clientTls('ISTIO_MUTUAL')] },
  },
  {
    code: 'mutual-tls-to-plain-server',
    what: 'a DestinationRule sets ISTIO_MUTUAL towards a workload without proxy',
    resources: [web, podYaml('cart', { plane: 'none' }), serviceYaml('cart'), clientTls('ISTIO_MUTUAL')],
    mended: { resources: [...shop, clientTls('ISTIO_MUTUAL')] },
  },
  {
    code: 'namespace-disable-workload-strict',
    what: 'the namespace has DISABLE, the workload STRICT',
    resources: [...shop, mode('DISABLE'), policyYaml('PeerAuthentication', 'cart', `{ ${atWorkload}, mtls: { mode: STRICT } }`)],
    mended: {
      resources: [...shop, mode('PERMISSIVE'), policyYaml('PeerAuthentication', 'cart', `{ ${atWorkload}, mtls: { mode: STRICT } }`)],
    },
  },
  {
    code: 'http-rule-at-ztunnel',
    what: 'a DENY of a method is enforced by ztunnel, where it does nothing',
    resources: [...ambient, serviceYaml('cart'), denyDelete(atWorkload)],
    mended: { resources: [...behindWaypoint, denyDelete(atService)] },
  },
  {
    code: 'trust-domains-at-ztunnel',
    what: 'a rule with trustDomains reaches an ambient workload',
    resources: [
      ...ambient,
      policyYaml(
        'AuthorizationPolicy',
        'foreign',
        `{ ${atWorkload}, action: DENY, rules: [{ from: [{ source: { trustDomains: [other.org] } }] }] }`,
      ),
    ],
    mended: {
      resources: [
        ...shop,
        policyYaml(
          'AuthorizationPolicy',
          'foreign',
          `{ ${atWorkload}, action: DENY, rules: [{ from: [{ source: { trustDomains: [other.org] } }] }] }`,
        ),
      ],
    },
  },
  {
    code: 'waypoint-bypassed',
    what: 'a caller with a sidecar goes past the waypoint that a policy is bound to',
    resources: [
      web,
      podYaml('cart', { plane: 'ambient' }),
      serviceYaml('cart', { labels: 'istio.io/use-waypoint: wp' }),
      waypointYaml('wp'),
      denyDelete(atService),
    ],
    calls: [observeCall(fromWeb)],
    mended: { resources: [...behindWaypoint, denyDelete(atService)] },
  },
  {
    code: 'allow-names-client-behind-waypoint',
    what: 'a policy with a selector names the caller, and the workload sees the waypoint',
    resources: [...behindWaypoint, onlyFor('web')],
    mended: { resources: [...behindWaypoint, onlyFor('wp')] },
  },
  {
    code: 'route-to-missing-host',
    what: 'a VirtualService sends requests to a Service that is not there',
    resources: [...shop, routes('cart', '{ destination: { host: basket } }')],
    mended: { resources: [...shop, routes('cart', '{ destination: { host: cart } }')] },
  },
  {
    code: 'route-to-missing-subset',
    what: 'a VirtualService names a subset the DestinationRule does not have',
    resources: [...shop, subsets, routes('cart', '{ destination: { host: cart, subset: v2 } }')],
    mended: { resources: [...shop, subsets, routes('cart', '{ destination: { host: cart, subset: v1 } }')] },
  },
  {
    code: 'delegate-is-lost',
    what: 'a route delegates to a VirtualService that is not there',
    resources: [...shop, delegating, delegate('another')],
    mended: { resources: [...shop, delegating, delegate('child')] },
  },
  {
    code: 'route-parent-is-missing',
    what: 'an HTTPRoute stands before a Service that is not there',
    resources: [...shop, parented('basket')],
    mended: { resources: [...shop, parented('cart')] },
  },
  {
    code: 'weights-do-not-add-up',
    what: 'weights of 80 and 10',
    resources: [
      ...shop,
      routes('cart', '{ destination: { host: cart }, weight: 80 }, { destination: { host: cart, port: { number: 80 } }, weight: 10 }'),
    ],
    mended: {
      resources: [
        ...shop,
        routes('cart', '{ destination: { host: cart }, weight: 90 }, { destination: { host: cart, port: { number: 80 } }, weight: 10 }'),
      ],
    },
  },
  {
    code: 'virtual-services-share-host',
    what: 'two VirtualServices for one host',
    resources: [...shop, routes('cart', '{ destination: { host: cart } }'), routes('cart-too', '{ destination: { host: cart } }')],
    mended: { resources: [...shop, routes('cart', '{ destination: { host: cart } }')] },
  },
  {
    code: 'virtual-service-and-route-share-host',
    what: 'a VirtualService and an HTTPRoute for one host',
    resources: [
      ...shop,
      routes('cart', '{ destination: { host: cart } }'),
      policyYaml(
        'HTTPRoute',
        'cart',
        '{ parentRefs: [{ kind: Service, group: "", name: cart }], rules: [{ backendRefs: [{ name: cart, port: 80 }] }] }',
      ),
    ],
    mended: { resources: [...shop, routes('cart', '{ destination: { host: cart } }')] },
  },
  {
    code: 'subset-policy-never-used',
    what: 'a subset with connection limits and no route to it',
    resources: [
      ...shop,
      policyYaml(
        'DestinationRule',
        'cart',
        '{ host: cart, subsets: [{ name: v1, labels: { app: cart }, trafficPolicy: { connectionPool: { tcp: { maxConnections: 1 } } } }] }',
      ),
    ],
    mended: {
      resources: [
        ...shop,
        policyYaml(
          'DestinationRule',
          'cart',
          '{ host: cart, subsets: [{ name: v1, labels: { app: cart }, trafficPolicy: { connectionPool: { tcp: { maxConnections: 1 } } } }] }',
        ),
        routes('cart', '{ destination: { host: cart, subset: v1 } }'),
      ],
    },
  },
  {
    code: 'several-peer-authentications',
    what: 'two PeerAuthentications for one namespace',
    resources: [mode('STRICT'), policyYaml('PeerAuthentication', 'other', '{ mtls: { mode: DISABLE } }')],
    mended: { resources: [mode('STRICT')] },
  },
  {
    code: 'peer-authentication-selector-in-root',
    what: 'a PeerAuthentication of istio-system selects a workload',
    resources: [policyYaml('PeerAuthentication', 'cart', `{ ${atWorkload}, mtls: { mode: STRICT } }`, { namespace: 'istio-system' })],
    mended: { resources: [policyYaml('PeerAuthentication', 'all', '{ mtls: { mode: STRICT } }', { namespace: 'istio-system' })] },
  },
  {
    code: 'peer-authentication-disable-in-ambient',
    what: 'DISABLE reaches an ambient workload',
    resources: [...ambient, mode('DISABLE')],
    mended: { resources: [...ambient, mode('PERMISSIVE')] },
  },
  {
    code: 'mtls-port-is-no-workload-port',
    what: 'portLevelMtls names port 80 of the Service; the container has 8080',
    resources: [...shop, policyYaml('PeerAuthentication', 'cart', `{ ${atWorkload}, portLevelMtls: { 80: { mode: DISABLE } } }`)],
    mended: {
      resources: [...shop, policyYaml('PeerAuthentication', 'cart', `{ ${atWorkload}, portLevelMtls: { 8080: { mode: DISABLE } } }`)],
    },
  },
  {
    code: 'authorization-port-is-service-port',
    what: 'a rule names port 80 of the Service; the container has 8080',
    resources: [
      ...shop,
      policyYaml('AuthorizationPolicy', 'ports', `{ ${atWorkload}, rules: [{ to: [{ operation: { ports: ["80"] } }] }] }`),
    ],
    mended: {
      resources: [
        ...shop,
        policyYaml('AuthorizationPolicy', 'ports', `{ ${atWorkload}, rules: [{ to: [{ operation: { ports: ["8080"] } }] }] }`),
      ],
    },
  },
  {
    code: 'allow-nothing-meets-traffic',
    what: 'an empty ALLOW policy, and somebody calls',
    resources: [...shop, policyYaml('AuthorizationPolicy', 'nothing', '{}')],
    calls: [observeCall(fromWeb, { responses: { '403 -': 1 } })],
    mended: { resources: [...shop, policyYaml('AuthorizationPolicy', 'nothing', '{}'), onlyFor('web')] },
  },
  {
    code: 'allow-rule-unused',
    what: 'the only caller is not the one the rule names',
    resources: [...shop, onlyFor('admin')],
    calls: [observeCall(fromWeb, { responses: { '403 -': 1 } })],
    mended: { resources: [...shop, onlyFor('web')] },
  },
  {
    code: 'permissive-plaintext-sources',
    what: 'a PERMISSIVE workload receives plaintext',
    resources: [...shop],
    calls: [observeCall(fromWeb, { plaintext: 1 })],
    mended: { calls: [observeCall(fromWeb, { mutual: 1 })] },
  },
  {
    code: 'workload-without-policies',
    what: 'nothing reaches the workloads of the namespace',
    resources: shop,
    mended: { resources: [...shop, mode('STRICT')] },
  },
];
