import { describe, expect, it } from 'vitest';
import { age, ask, CART, deployment, engineOf, istio, routes, shop, split, to } from '../../testing/routing-fixture';

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
      retries: { attempts: 2, retryOn: 'connect-failure,refused-stream,unavailable,cancelled', byDefault: true },
    });
    const [own] = ask([...shop, routes('a', [{ retries: { attempts: 2 }, route: [to('cart')] }])]).rules;
    expect(own?.retries).not.toHaveProperty('byDefault');
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
