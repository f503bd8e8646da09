import { describe, expect, test } from 'vitest';
import { inventoryOf } from '../../testing/inventory-of';
import { observation, observeCall } from '../../testing/observe-calls';
import { namespaceYaml, podYaml, policyYaml, serviceYaml, waypointYaml } from '../../testing/policy-yaml';
import { createPolicyEngine } from '../evaluate-policies';
import type { ObservedCall } from '../observation';
import { FINDING_KINDS } from './index';
import { resourceOf } from './policy-age';

interface Situation {
  readonly code: string;
  readonly what: string;
  readonly resources: readonly string[];
  readonly calls?: readonly ObservedCall[];
  /** One change that mends it. */
  readonly mended: { readonly resources?: readonly string[]; readonly calls?: readonly ObservedCall[] };
}

const web = podYaml('web');
const cart = podYaml('cart');
const shop = [web, cart, serviceYaml('cart')];
const fromWeb = 'shop/web -> shop/cart via shop/cart';
const onlyFor = (account: string, options = {}) =>
  policyYaml(
    'AuthorizationPolicy',
    'callers',
    `{ selector: { matchLabels: { app: cart } }, rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/${account}] } }] }] }`,
    options,
  );
const mode = (value: string, options = {}) => policyYaml('PeerAuthentication', 'default', `{ mtls: { mode: ${value} } }`, options);
const clientTls = (value: string) => policyYaml('DestinationRule', 'cart', `{ host: cart, trafficPolicy: { tls: { mode: ${value} } } }`);
const routes = (name: string, route: string) => policyYaml('VirtualService', name, `{ hosts: [cart], http: [{ route: [${route}] }] }`);
const subsets = policyYaml('DestinationRule', 'cart', '{ host: cart, subsets: [{ name: v1, labels: { app: cart } }] }');
const ambient = [podYaml('web', { plane: 'ambient' }), podYaml('cart', { plane: 'ambient' }), namespaceYaml('shop')];
const behindWaypoint = [...ambient, serviceYaml('cart', { labels: 'istio.io/use-waypoint: wp' }), waypointYaml('wp')];
const denyDelete = (target: string) =>
  policyYaml('AuthorizationPolicy', 'no-delete', `{ ${target}, action: DENY, rules: [{ to: [{ operation: { methods: [DELETE] } }] }] }`);
const atWorkload = 'selector: { matchLabels: { app: cart } }';
const atService = 'targetRefs: [{ kind: Service, name: cart }]';

const situations: readonly Situation[] = [
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

function find(resources: readonly string[], calls: readonly ObservedCall[] | undefined) {
  const inventory = inventoryOf(...resources);
  const result = createPolicyEngine().evaluate(inventory, calls === undefined ? undefined : observation(...calls));
  return { inventory, ...result };
}

describe('every kind of finding', () => {
  test('has a situation below, and no situation is of an unknown kind', () => {
    expect(situations.map(({ code }) => code).sort()).toEqual(FINDING_KINDS.map(({ code }) => code).sort());
  });

  test.each(situations)('$code: $what', ({ code, resources, calls }) => {
    const { findings } = find(resources, calls);
    expect(findings.map((each) => each.code)).toContain(code);
  });

  test.each(situations)('$code is gone when that is mended', ({ code, resources, calls, mended }) => {
    const { findings } = find(mended.resources ?? resources, mended.calls ?? calls);
    expect(findings.map((each) => each.code)).not.toContain(code);
  });

  test.each(situations)('$code says what, why, where and what next', ({ code, resources, calls }) => {
    const { inventory, findings, workloads } = find(resources, calls);
    for (const each of findings.filter((found) => found.code === code)) {
      expect(each.id.startsWith(`${code}:`)).toBe(true);
      expect(each.title).toMatch(/^[^\n]+\.$/);
      expect(each.evidence.length).toBeGreaterThan(0);
      for (const { sentence } of each.evidence) expect(sentence).toMatch(/\.$/);
      expect(each.next).toMatch(/\.$/);
      for (const command of each.commands) expect(command).toMatch(/^(kubectl get|istioctl) [\w ./=:,-]+$/);
      if (each.ref !== undefined) expect(resourceOf(inventory, each.ref)).toBeDefined();
      for (const workload of each.workloads) expect(workloads.has(workload)).toBe(true);
    }
  });

  test('has an id of its own in every situation', () => {
    for (const { resources, calls } of situations) {
      const ids = find(resources, calls).findings.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

describe('traffic is held against a policy only as far as it came after it', () => {
  // The window is 300 s long and ends at 1,700,000,000, which is 2023-11-14T22:13:20Z.
  const calls = [observeCall(fromWeb)];
  test.each([
    ['older than the window', '2023-11-14T22:00:00Z', 'error'],
    ['created inside the window', '2023-11-14T22:12:20Z', 'info'],
  ])('a policy %s', (_, created, severity) => {
    const { findings } = find([...shop, onlyFor('admin', { created })], calls);
    expect(findings.find(({ code }) => code === 'denied-edge-carries-traffic')?.severity).toBe(severity);
  });

  test('a file without creation time may be newer, and the finding says so', () => {
    const { findings } = find([...shop, onlyFor('admin')], calls);
    const { evidence = [] } = findings.find(({ code }) => code === 'denied-edge-carries-traffic') ?? {};
    expect(evidence.map(({ sentence }) => sentence)).toContain(
      'AuthorizationPolicy shop/callers has no creation time: it may be newer than the traffic.',
    );
  });
});

test('findings stand worst first', () => {
  const { findings } = find([...shop, onlyFor('admin'), clientTls('DISABLE')], [observeCall(fromWeb)]);
  const ranks = findings.map(({ severity }) => ['error', 'warning', 'info'].indexOf(severity));
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
});
