import { describe, expect, it } from 'vitest';
import { createInventory } from '../../istio/inventory';
import { meshConfigOf } from '../../istio/mesh-config';
import { readDocuments } from '../../istio/read-documents';
import type { Routing } from '../model';
import { createRouting } from './create-routing';
import type { RoutingProxy, RoutingQuestion } from './routing-question';

const istio = (kind: string, name: string, spec: object, more: object = {}) => ({
  apiVersion: 'networking.istio.io/v1',
  kind,
  metadata: { namespace: 'shop', name, ...more },
  spec,
});
const gatewayApi = (kind: string, name: string, spec: object, more: object = {}) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind,
  metadata: { namespace: 'shop', name, ...more },
  spec,
});
const service = (name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'shop', name, ...more },
  spec: { selector: { app: name }, ports: [{ port: 80, name: 'http' }] },
});
const deployment = (name: string, version: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace: 'shop', name: `${name}-${version}` },
  spec: {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name, version } }, spec: { containers: [{ name: 'app' }] } },
  },
});
const age = (year: number) => ({ creationTimestamp: `${year}-01-01T00:00:00Z` });
const to = (host: string, weight?: number, subset?: string) => ({
  destination: { host, ...(subset === undefined ? {} : { subset }) },
  ...(weight === undefined ? {} : { weight }),
});
const routes = (name: string, http: readonly object[], more: object = {}, metadata: object = {}) =>
  istio('VirtualService', name, { hosts: ['cart'], http, ...more }, metadata);
const CART = 'cart.shop.svc.cluster.local';

function engineOf(objects: readonly object[]) {
  const parsed = readDocuments('a.yaml', objects.map((each) => JSON.stringify(each)).join('\n---\n'));
  for (const each of parsed) if (each.outcome !== 'read' || each.resource.rejected) throw new Error(JSON.stringify(each));
  const inventory = createInventory(parsed.flatMap((each) => (each.outcome === 'read' ? [each.resource] : [])));
  return createRouting(inventory, meshConfigOf(inventory));
}

function ask(objects: readonly object[], more: Partial<RoutingQuestion> = {}, namespace = 'shop'): Routing {
  const client = { namespace, labels: new Map([['app', 'web']]), labelsComplete: true };
  return engineOf(objects).routesFor({ client, proxy: { kind: 'sidecar' }, host: CART, port: 80, protocol: 'http', ...more });
}

const gateway = (name: string): RoutingProxy => ({ kind: 'gateway', gateways: [name] });
const split = ({ overall }: Routing) =>
  overall.map(({ host, subset, status, min, max }) => [
    status ?? `${host.split('.')[0]}${subset === undefined ? '' : `:${subset}`}`,
    min,
    max,
  ]);
const shop = [service('cart'), service('cart-v1'), service('cart-v2')];

describe('without a route', () => {
  it('endpoints of the service are balanced over, with its limits', () => {
    const rule = istio('DestinationRule', 'cart', {
      host: 'cart',
      trafficPolicy: {
        connectionPool: { tcp: { maxConnections: 7 }, http: { http1MaxPendingRequests: 3 } },
        outlierDetection: { consecutive5xxErrors: 2, interval: '5s' },
      },
    });
    const routing = ask([...shop, rule]);
    expect(routing).toMatchObject({ kind: 'none', rules: [], loadBalancedOver: { service: CART, labels: new Map([['app', 'cart']]) } });
    expect(routing.limits).toMatchObject([
      { path: 'spec.trafficPolicy.connectionPool', maxConnections: 7, maxPendingRequests: 3 },
      {
        path: 'spec.trafficPolicy.outlierDetection',
        outlierDetection: { consecutiveErrors: 2, intervalSeconds: 5, baseEjectionSeconds: 30 },
      },
    ]);
  });
  it('an unknown host passes, or is refused with 502 where only known hosts may be called', () => {
    expect(ask(shop, { host: 'example.org' })).toMatchObject({
      kind: 'none',
      because: [{ sentence: expect.stringContaining('PassthroughCluster') }],
    });
    const registryOnly = istio('Sidecar', 'default', { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } });
    expect(ask([...shop, registryOnly], { host: 'example.org' })).toMatchObject({
      kind: 'unreachable',
      overall: [{ status: 502, min: 1, max: 1 }],
    });
  });
  it('and without a proxy that reads routes nothing applies', () => {
    const routing = ask([...shop, routes('a', [{ route: [to('cart-v2')] }])], { proxy: { kind: 'none', why: 'no waypoint' } });
    expect(routing).toMatchObject({ kind: 'not-applied', rules: [], loadBalancedOver: { service: CART } });
  });
});

describe('a VirtualService', () => {
  it('splits by weight, whatever the weights add up to', () => {
    const routing = ask([...shop, routes('a', [{ route: [to('cart-v1', 30), to('cart-v2', 10), to('cart', 0)] }])]);
    expect(routing.kind).toBe('fixed');
    expect(split(routing)).toEqual([
      ['cart-v1', 0.75, 0.75],
      ['cart-v2', 0.25, 0.25],
      ['cart', 0, 0],
    ]);
  });
  it('one destination takes everything, whatever its weight', () => {
    expect(split(ask([...shop, routes('a', [{ route: [to('cart-v1', 0)] }])]))).toEqual([['cart-v1', 1, 1]]);
  });
  it('with only conditional rules leaves a share of 404', () => {
    const routing = ask([...shop, routes('a', [{ match: [{ headers: { beta: { exact: 'yes' } } }], route: [to('cart-v2')] }])]);
    expect(split(routing)).toEqual([
      ['cart-v2', 0, 1],
      [404, 0, 1],
    ]);
    expect(routing).toMatchObject({ kind: 'conditional', noRoute: { status: 404, responseFlag: 'NR', level: 'route' } });
  });
  it('decides per client what is known of it', () => {
    const rules = [
      { match: [{ sourceLabels: { app: 'other' } }], route: [to('cart-v2')] },
      { match: [{ sourceNamespace: 'elsewhere' }, { port: 8080 }], route: [to('cart-v2')] },
      { match: [{ gateways: ['mesh'], sourceLabels: { app: 'other' } }], route: [to('cart-v1')] },
    ];
    const routing = ask([...shop, routes('a', rules)]);
    expect(routing.rules.map(({ rule, conditional }) => [rule, conditional])).toEqual([[2, false]]);
  });
  it('leaves labels open that the client may have', () => {
    const client = { namespace: 'shop', labels: new Map<string, string>(), labelsComplete: false };
    const routing = ask(
      [...shop, routes('a', [{ match: [{ sourceLabels: { app: 'web' } }], route: [to('cart-v2')] }, { route: [to('cart-v1')] }])],
      { client },
    );
    expect(routing.rules.map(({ when }) => when)).toEqual([[{ attribute: 'source.labels[app]', op: 'exact', value: 'web' }], []]);
  });
  it('none of whose rules is for the client leaves the host to the next', () => {
    const mine = routes('a', [{ match: [{ sourceLabels: { app: 'other' } }], route: [to('cart-v1')] }], {}, age(2019));
    expect(ask([...shop, mine, routes('b', [{ route: [to('cart-v2')] }], {}, age(2021))]).rules).toMatchObject([{ ref: { name: 'b' } }]);
  });
  it('of the same host decides alone: the oldest, and an unknown age is ambiguous', () => {
    const [old, young] = [
      routes('z', [{ route: [to('cart-v1')] }], {}, age(2019)),
      routes('a', [{ route: [to('cart-v2')] }], {}, age(2021)),
    ];
    expect(ask([...shop, young, old]).rules).toMatchObject([{ ref: { name: 'z' } }]);
    const undated = ask([...shop, routes('a', [{ route: [to('cart-v2')] }]), old]);
    expect(undated).toMatchObject({ kind: 'ambiguous', rivals: [{ name: 'a' }] });
    expect(split(undated)).toEqual([
      ['cart-v1', 0, 1],
      ['cart-v2', 0, 1],
    ]);
  });
  it('exported only to its own namespace goes before an older one for all', () => {
    const [all, own] = [
      routes('z', [{ route: [to('cart-v1')] }], {}, age(2019)),
      routes('a', [{ route: [to('cart-v2')] }], { exportTo: ['.'] }, age(2021)),
    ];
    expect(ask([...shop, all, own]).rules).toMatchObject([{ ref: { name: 'a' } }]);
    expect(ask([...shop, all, own], {}, 'elsewhere').rules).toMatchObject([{ ref: { name: 'z' } }]);
  });
  it('names subsets: undefined ones are lost with NC, empty ones with UH', () => {
    const rule = istio('DestinationRule', 'cart', {
      host: 'cart',
      subsets: [
        { name: 'v1', labels: { version: 'v1' } },
        { name: 'v9', labels: { version: 'v9' } },
      ],
    });
    const routing = ask([
      ...shop,
      deployment('cart', 'v1'),
      rule,
      routes('a', [{ route: [to('cart', 50, 'v1'), to('cart', 30, 'v9'), to('cart', 20, 'v0')] }]),
    ]);
    expect(routing.rules[0]?.shares.map(({ subset, status, reason }) => [subset, status, reason])).toEqual([
      ['v1', undefined, undefined],
      ['v9', 503, 'no endpoints (UH)'],
      ['v0', 503, 'subset not found (NC)'],
    ]);
  });
  it('has the retries of the mesh by default, its own timeout, and neither beside a fault', () => {
    const [first] = ask([...shop, routes('a', [{ timeout: '1.5s', route: [to('cart')] }])]).rules;
    expect(first).toMatchObject({
      timeoutSeconds: 1.5,
      retries: { attempts: 2, retryOn: 'connect-failure,refused-stream,unavailable,cancelled' },
    });
    const fault = { abort: { percentage: { value: 25 }, httpStatus: 503 }, delay: { percentage: { value: 10 }, fixedDelay: '2s' } };
    const routing = ask([...shop, routes('a', [{ timeout: '1s', fault, route: [to('cart')] }])]);
    expect(routing.rules[0]).toMatchObject({ fault: { abortPercent: 25, abortStatus: 503, delayPercent: 10, delaySeconds: 2 } });
    expect(routing.rules[0]?.retries).toBeUndefined();
    expect(routing.reachesWorkload).toBe(0.75);
  });
  it('mirrors beside the split, redirects and answers by itself', () => {
    expect(
      ask([...shop, routes('a', [{ route: [to('cart')], mirror: { host: 'cart-v2' }, mirrorPercentage: { value: 5 } }])]).rules[0]?.mirrors,
    ).toEqual([{ host: 'cart-v2.shop.svc.cluster.local', port: 80, percent: 5 }]);
    expect(split(ask([...shop, routes('a', [{ redirect: { uri: '/x' } }])]))).toEqual([[301, 1, 1]]);
    expect(split(ask([...shop, routes('a', [{ directResponse: { status: 418 } }])]))).toEqual([[418, 1, 1]]);
  });
  it('gives requests of a delegate what root and delegate agree on', () => {
    const root = routes('root', [
      { match: [{ uri: { prefix: '/api' } }], delegate: { name: 'child' }, timeout: '3s' },
      { delegate: { name: 'gone' } },
      { route: [to('cart')] },
    ]);
    const child = istio('VirtualService', 'child', {
      http: [
        { match: [{ uri: { prefix: '/api/v2' } }], route: [to('cart-v2')] },
        { match: [{ uri: { prefix: '/other' } }], route: [to('cart-v1')] },
      ],
    });
    const engine = engineOf([...shop, root, child]);
    const client = { namespace: 'shop', labels: new Map<string, string>(), labelsComplete: true };
    const { rules } = engine.routesFor({ client, proxy: { kind: 'sidecar' }, host: CART, port: 80, protocol: 'http' });
    expect(rules.map(({ ref, rule, when, timeoutSeconds }) => [ref.name, rule, when[0]?.value, timeoutSeconds])).toEqual([
      ['child', 0, '/api/v2', 3],
      ['root', 2, undefined, undefined],
    ]);
    expect(engine.facts().lostDelegates).toMatchObject([{ path: 'spec.http[1].delegate', why: 'missing' }]);
  });
  it('routes connections by port and by server name', () => {
    const tcp = istio('VirtualService', 't', {
      hosts: ['cart'],
      tcp: [
        { match: [{ port: 81 }], route: [to('cart')] },
        { match: [{ port: 80 }], route: [to('cart-v1', 1), to('cart-v2', 3)] },
      ],
    });
    expect(split(ask([...shop, tcp], { protocol: 'tcp' }))).toEqual([
      ['cart-v1', 0.25, 0.25],
      ['cart-v2', 0.75, 0.75],
    ]);
    const entry = istio('ServiceEntry', 'x', {
      hosts: ['*.example.org'],
      ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
      location: 'MESH_EXTERNAL',
      resolution: 'NONE',
    });
    const tls = istio('VirtualService', 's', {
      hosts: ['*.example.org'],
      tls: [
        { match: [{ sniHosts: ['a.example.org'] }], route: [to('cart-v1')] },
        { match: [{ sniHosts: ['*.example.org'] }], route: [to('cart-v2')] },
      ],
    });
    expect(ask([...shop, entry, tls], { protocol: 'tls', host: 'b.example.org', port: 443 }).rules).toMatchObject([
      { rule: 1, conditional: false },
    ]);
  });
});

describe('a route of the Gateway API', () => {
  const parent = { group: '', kind: 'Service', name: 'cart' };
  const canary = gatewayApi('HTTPRoute', 'canary', {
    parentRefs: [{ ...parent, port: 80 }],
    rules: [
      {
        backendRefs: [
          { name: 'cart-v1', port: 80, weight: 9 },
          { name: 'gone', port: 80 },
        ],
      },
    ],
  });
  it('keeps the share of an invalid backend as 500, and applies on its port only', () => {
    expect(split(ask([...shop, canary]))).toEqual([
      ['cart-v1', 0.9, 0.9],
      [500, 0.1, 0.1],
    ]);
    expect(ask([...shop, canary], { port: 81 }).kind).toBe('none');
  });
  it('of another namespace holds for its own clients only', () => {
    const consumer = {
      ...canary,
      metadata: { namespace: 'web', name: 'consumer' },
      spec: {
        parentRefs: [{ ...parent, namespace: 'shop' }],
        rules: [{ backendRefs: [{ name: 'cart-v2', namespace: 'shop', port: 80 }] }],
      },
    };
    expect(ask([...shop, consumer], {}, 'web').rules).toMatchObject([{ ref: { name: 'consumer' } }]);
    expect(ask([...shop, consumer], {}, 'shop').kind).toBe('none');
    expect(ask([...shop, canary, consumer], {}, 'web').rules).toMatchObject([{ ref: { name: 'consumer' } }]);
  });
  it('orders matches by path, method, headers and query', () => {
    const rules = [
      { path: { value: '/' } },
      { path: { value: '/a' }, method: 'GET' },
      { path: { type: 'RegularExpression', value: '/.*' } },
      { path: { value: '/a' }, headers: [{ name: 'x', value: 'y' }] },
      { path: { type: 'Exact', value: '/a' } },
    ].map((match) => ({ matches: [match], backendRefs: [{ name: 'cart-v1', port: 80 }] }));
    const routing = ask([...shop, gatewayApi('HTTPRoute', 'r', { parentRefs: [parent], rules })]);
    // The regular expression stands behind the prefix "/", which takes every request.
    expect(routing.rules.map(({ rule }) => rule)).toEqual([4, 1, 3, 0]);
    expect(routing.unreachable).toMatchObject([{ rule: 2 }]);
  });
  it('needs a ReferenceGrant at a gateway', () => {
    const objects = [
      ...shop,
      gatewayApi('Gateway', 'gw', {
        gatewayClassName: 'istio',
        listeners: [{ name: 'http', port: 80, protocol: 'HTTP', hostname: '*.example.org' }],
      }),
      gatewayApi('HTTPRoute', 'r', {
        parentRefs: [{ name: 'gw' }],
        rules: [{ backendRefs: [{ name: 'pay', namespace: 'bank', port: 80 }] }],
      }),
      { ...service('pay'), metadata: { namespace: 'bank', name: 'pay' } },
    ];
    const question = { proxy: gateway('shop/gw'), host: 'a.example.org' };
    expect(split(ask(objects, question))).toEqual([[500, 1, 1]]);
    const grant = {
      ...gatewayApi('ReferenceGrant', 'g', {
        from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }],
        to: [{ group: '', kind: 'Service' }],
      }),
      metadata: { namespace: 'bank', name: 'g' },
    };
    expect(split(ask([...objects, grant], question))).toEqual([['pay', 1, 1]]);
    expect(ask(objects, { ...question, host: 'example.com' })).toMatchObject({ kind: 'unreachable', noRoute: { level: 'virtualHost' } });
  });
});

describe('at a gateway', () => {
  const server = { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*.example.org'] };
  const bound = (name: string, http: readonly object[], year: number) =>
    istio('VirtualService', name, { hosts: ['a.example.org'], gateways: ['gw'], http }, age(year));
  const question = { proxy: gateway('shop/gw'), host: 'a.example.org' };
  it('the rules of all VirtualServices follow one another, what takes everything last', () => {
    const objects = [
      ...shop,
      istio('Gateway', 'gw', { servers: [server] }),
      bound('first', [{ match: [{ uri: { exact: '/x' } }], route: [to('cart-v1')] }, { route: [to('cart')] }], 2019),
      bound('second', [{ match: [{ uri: { exact: '/y' } }], route: [to('cart-v2')] }], 2021),
    ];
    expect(ask(objects, question).rules.map(({ ref, rule }) => [ref.name, rule])).toEqual([
      ['first', 0],
      ['second', 0],
      ['first', 1],
    ]);
  });
  it('a port without server serves nothing, and httpsRedirect goes before every route', () => {
    const routed = bound('first', [{ route: [to('cart')] }], 2019);
    expect(ask([...shop, istio('Gateway', 'gw', { servers: [server] }), routed], { ...question, port: 81 }).kind).toBe('unreachable');
    const redirecting = istio('Gateway', 'gw', { servers: [{ ...server, hosts: ['a.example.org'], tls: { httpsRedirect: true } }] });
    expect(split(ask([...shop, redirecting, routed], question))).toEqual([[301, 1, 1]]);
  });
});

describe('behind a gateway, with only the reached host known', () => {
  const server = { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] };
  const bound = (name: string, host: string, http: readonly object[]) =>
    istio('VirtualService', name, { hosts: [host], gateways: ['gw'], http });
  const objects = [
    ...shop,
    istio('Gateway', 'gw', { servers: [server] }),
    bound('a', 'a.example.org', [
      { match: [{ uri: { prefix: '/pay' } }], route: [to('cart-v2')] },
      { route: [to('cart', 90), to('cart-v1', 10)] },
    ]),
    bound('b', 'b.example.org', [{ route: [to('cart')] }]),
  ];
  const reaching = (name: string) => ({ proxy: gateway('shop/gw'), host: '*', reached: `${name}.shop.svc.cluster.local` });
  it('tells the rules of every name that lead there', () => {
    const routing = ask(objects, reaching('cart'));
    expect(routing.kind).toBe('conditional');
    expect(routing.rules.map(({ ref, rule, when }) => [ref.name, rule, when.map(({ value }) => value)])).toEqual([
      ['a', 1, ['a.example.org']],
      ['b', 0, ['b.example.org']],
    ]);
    expect(split(routing)).toEqual([
      ['cart', 0, 1],
      ['cart-v1', 0, 0.1],
    ]);
  });
  it('and says so when none does', () => {
    expect(ask([...objects, service('other')], reaching('other'))).toMatchObject({ kind: 'unreachable', rules: [], overall: [] });
  });
});

describe('at a waypoint', () => {
  const proxy: RoutingProxy = { kind: 'waypoint', namespace: 'infra', name: 'waypoint' };
  it('only resources of its own and the service’s namespace count, and labels of clients are not known', () => {
    const foreign = { ...routes('z', [{ route: [to(CART)] }], { hosts: [CART] }), metadata: { namespace: 'web', name: 'z', ...age(2018) } };
    const own = routes(
      'a',
      [{ match: [{ sourceLabels: { app: 'web' } }], route: [to('cart-v1')] }, { route: [to('cart-v2')] }],
      {},
      age(2020),
    );
    expect(ask([...shop, foreign, own], { proxy }).rules.map(({ ref, rule }) => [ref.name, rule])).toEqual([['a', 1]]);
  });
});

describe('a known request', () => {
  const http = [
    { match: [{ uri: { prefix: '/v2' }, headers: { beta: { exact: 'yes' } } }, { method: { exact: 'PUT' } }], route: [to('cart-v2')] },
    { match: [{ withoutHeaders: { session: {} } }], route: [to('cart-v1')] },
    { route: [to('cart')] },
  ];
  it.each([
    [{ method: 'GET', path: '/v2/a?x=1', headers: new Map([['beta', 'yes']]) }, 0],
    [{ method: 'PUT', path: '/', headers: new Map() }, 0],
    [{ method: 'GET', path: '/', headers: new Map() }, 1],
    [{ method: 'GET', path: '/', headers: new Map([['session', 's']]) }, 2],
    [{ method: 'GET', path: '/v2' }, undefined],
  ])('%j takes rule %s', (request, selected) => {
    expect(ask([...shop, routes('a', http)], { request }).selected).toBe(selected);
  });
});

describe('facts for findings', () => {
  it('name what is wrong or without effect', () => {
    const facts = engineOf([
      ...shop,
      deployment('cart', 'v1'),
      routes('a', [{ route: [to('cart', 50, 'v0'), to('gone', 60)] }, { route: [to('cart')] }], {}, age(2019)),
      routes(
        'b',
        [
          { match: [{ uri: { exact: '/x' } }], route: [to('cart')] },
          { match: [{ uri: { exact: '/x' } }], route: [to('cart')] },
        ],
        {},
        age(2020),
      ),
      istio('DestinationRule', 'd', {
        host: 'cart',
        subsets: [{ name: 'v9', labels: { version: 'v9' }, trafficPolicy: { outlierDetection: {}, tls: { mode: 'DISABLE' } } }],
      }),
      gatewayApi('HTTPRoute', 'r', {
        parentRefs: [
          { group: '', kind: 'Service', name: 'cart' },
          { group: '', kind: 'Service', name: 'nobody' },
        ],
        rules: [],
      }),
    ]).facts();
    expect(facts.missingHosts).toMatchObject([{ path: 'spec.http[0].route[1]', host: 'gone.shop.svc.cluster.local' }]);
    expect(facts.missingSubsets).toMatchObject([{ path: 'spec.http[0].route[0]', subset: 'v0' }]);
    expect(facts.oddWeights).toMatchObject([{ path: 'spec.http[0].route', sum: 110 }]);
    expect(facts.sharedHosts).toMatchObject([{ host: CART, refs: [{ name: 'a' }, { name: 'b' }], ambiguous: false }]);
    expect(facts.mixedHosts).toMatchObject([{ host: CART, routes: [{ name: 'r' }] }]);
    expect(facts.unreachableRules.map(({ ref, path, behind }) => [ref.name, path, behind])).toEqual([
      ['a', 'spec.http[1]', 'spec.http[0]'],
      ['b', 'spec.http[1]', 'spec.http[0]'],
    ]);
    expect(facts.emptySubsets).toMatchObject([{ path: 'spec.subsets[0]', subset: 'v9' }]);
    expect(facts.idleSubsetPolicies).toMatchObject([{ path: 'spec.subsets[0].trafficPolicy', subset: 'v9' }]);
    expect(facts.lostParents).toMatchObject([{ path: 'spec.parentRefs[1]', parent: { name: 'nobody' } }]);
  });
});

describe('reasons', () => {
  it('name the resource that decides, the rule, and what it does, as sentences with their place', () => {
    const http = [
      {
        match: [{ headers: { 'end-user': { exact: 'jason' } } }],
        fault: { abort: { percentage: { value: 50 }, httpStatus: 500 } },
        route: [to('cart-v2')],
      },
      { route: [to('cart-v1', 90), to('gone', 10)] },
    ];
    const { because } = ask([...shop, routes('a', http)]);
    expect(because.map(({ sentence, path }) => [sentence, path])).toEqual([
      ['VirtualService shop/a decides for cart.shop.svc.cluster.local.', 'spec.hosts[0]'],
      [
        'VirtualService shop/a sends a share to gone.shop.svc.cluster.local, which no Service or ServiceEntry has: 503, flag NC.',
        'spec.http[1].route[1]',
      ],
      [
        'spec.http[0] of VirtualService shop/a takes requests where request.headers[end-user] is jason: 100 % to cart-v2.shop.svc.cluster.local:80.',
        'spec.http[0]',
      ],
      ['VirtualService shop/a aborts 50 % of these requests with 500.', 'spec.http[0].fault.abort'],
      [
        'spec.http[1] of VirtualService shop/a takes every request that gets here: 90 % to cart-v1.shop.svc.cluster.local:80, 10 % to an answer of 503 (host not found (NC)).',
        'spec.http[1]',
      ],
    ]);
    expect(because.every(({ ref }) => ref?.name === 'a')).toBe(true);
  });
});
