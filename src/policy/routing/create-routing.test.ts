import { describe, expect, it } from 'vitest';
import { age, ask, CART, deployment, engineOf, gatewayApi, istio, routes, shop, to } from '../../testing/routing-fixture';
import type { RoutingProxy } from './routing-question';

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
  // docs/policies.md §4.2: a subset's entry for the port replaces connection pool and outlier detection, also by leaving them out.
  it('a port of a subset has no limits of the rule that its own entry leaves out', () => {
    const rule = istio('DestinationRule', 'cart', {
      host: 'cart',
      trafficPolicy: { connectionPool: { tcp: { maxConnections: 7 } }, outlierDetection: { consecutive5xxErrors: 2 } },
      subsets: [
        {
          name: 'v1',
          labels: { version: 'v1' },
          trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, outlierDetection: { consecutive5xxErrors: 9 } }] },
        },
      ],
    });
    const { limits } = ask([...shop, rule, routes('a', [{ route: [to('cart', undefined, 'v1')] }])]);
    expect(limits.map(({ path, maxConnections, outlierDetection }) => [path, maxConnections, outlierDetection?.consecutiveErrors])).toEqual(
      [['spec.subsets[0].trafficPolicy.portLevelSettings[0].outlierDetection', undefined, 9]],
    );
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
  it.each(['cart', 'cart.shop', 'cart.shop.svc', 'cart:80', CART])('%s is the service', (host) => {
    expect(ask(shop, { host }).loadBalancedOver?.service).toBe(CART);
  });
  it('and without a proxy that reads routes nothing applies', () => {
    const routing = ask([...shop, routes('a', [{ route: [to('cart-v2')] }])], { proxy: { kind: 'none', why: 'no waypoint' } });
    expect(routing).toMatchObject({ kind: 'not-applied', rules: [], loadBalancedOver: { service: CART } });
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
