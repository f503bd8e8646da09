import { describe, expect, it } from 'vitest';
import { age, ask, gateway, gatewayApi, istio, service, shop, split, to } from '../../testing/routing-fixture';

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
