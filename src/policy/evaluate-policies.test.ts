import { describe, expect, test } from 'vitest';
import { createInventory } from '../istio/inventory';
import { inventoryOf, resourcesOf } from '../testing/inventory-of';
import { observation, observeCall } from '../testing/observe-calls';
import { namespaceYaml, podYaml, policyYaml, serviceYaml, waypointYaml } from '../testing/policy-yaml';
import { createPolicyEngine } from './evaluate-policies';
import { callKey, workloadKey } from './keys';
import type { ObservedCall } from './observation';

const web = podYaml('web');
const shop = [web, podYaml('cart'), serviceYaml('cart')];
const fromWeb = observeCall('shop/web -> shop/cart via shop/cart');
const allow = (account: string) =>
  policyYaml(
    'AuthorizationPolicy',
    'callers',
    `{ selector: { matchLabels: { app: cart } }, rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/${account}] } }] }] }`,
  );
const strict = policyYaml('PeerAuthentication', 'default', '{ mtls: { mode: STRICT } }');

const judge = (call: ObservedCall, ...texts: readonly string[]) =>
  createPolicyEngine()
    .evaluate(inventoryOf(...texts), observation(call))
    .calls.get(call.key);

describe('a call between sidecars', () => {
  test('is allowed for the caller that the policy names, because mTLS gives it its identity', () => {
    const policy = judge(fromWeb, ...shop, allow('web'));
    expect(policy?.transport).toMatchObject({ value: 'mtls', works: 'T' });
    expect(policy?.path).toEqual([{ enforcer: 'sidecar', at: workloadKey('shop', 'cart'), identitySeen: 'cluster.local/ns/shop/sa/web' }]);
    expect(policy?.authorization.verdict).toBe('allowed');
  });

  test('is denied for another caller, and names the policy', () => {
    const policy = judge(fromWeb, ...shop, allow('other'));
    expect(policy?.authorization.verdict).toBe('denied');
    expect(policy?.authorization.decidedBy[0]?.ref.name).toBe('callers');
  });

  test('has no identity where a DestinationRule turns mTLS off', () => {
    const off = policyYaml('DestinationRule', 'cart', '{ host: cart, trafficPolicy: { tls: { mode: DISABLE } } }');
    const policy = judge(fromWeb, ...shop, allow('web'), off);
    expect(policy?.transport.value).toBe('plaintext');
    expect(policy?.path[0]?.identitySeen).toBeNull();
    expect(policy?.authorization.verdict).toBe('denied');
  });

  test('takes the TLS of the subset that its route selects', () => {
    const rule = '{ host: cart, subsets: [{ name: v1, labels: { app: cart }, trafficPolicy: { tls: { mode: DISABLE } } }] }';
    const route = '{ hosts: [cart], http: [{ route: [{ destination: { host: cart, subset: v1 } }] }] }';
    const texts = [...shop, policyYaml('DestinationRule', 'cart', rule)];
    expect(judge(fromWeb, ...texts)?.transport.value).toBe('mtls');
    expect(judge(fromWeb, ...texts, policyYaml('VirtualService', 'cart', route))?.transport.value).toBe('plaintext');
  });
});

describe('refusal by mTLS comes before all policies', () => {
  test('a caller without proxy is refused by a STRICT workload, and the PeerAuthentication is named', () => {
    const policy = judge(fromWeb, podYaml('web', { plane: 'none' }), podYaml('cart'), serviceYaml('cart'), strict, allow('web'));
    expect(policy?.authorization).toMatchObject({ verdict: 'denied', decidedBy: [] });
    expect(policy?.authorization.because[0]?.ref).toEqual({ kind: 'PeerAuthentication', namespace: 'shop', name: 'default' });
  });
});

describe('what is not known', () => {
  const unknownCaller = observeCall('? -> shop/cart via shop/cart');

  test('a caller telemetry does not name may have any identity: the verdict is unknown, not denied', () => {
    const policy = judge(unknownCaller, ...shop, namespaceYaml('shop'), allow('web'));
    expect(policy?.path[0]?.identitySeen).toBeUndefined();
    expect(policy?.authorization).toMatchObject({ verdict: 'unknown', undecided: ['source.principal'] });
  });

  test('without any resource nothing is claimed', () => {
    const policy = judge(observeCall('shop/web -> shop/cart via shop/cart tcp'));
    expect(policy?.transport).toMatchObject({ value: 'unknown', certainty: 'unknown' });
    expect(policy?.routing.kind).toBe('not-applied');
  });

  test('the identity that telemetry names counts where no Pod is known', () => {
    const named = observeCall('shop/stranger -> shop/cart via shop/cart', {
      principal: 'spiffe://cluster.local/ns/shop/sa/web',
      reporters: ['source'],
    });
    expect(judge(named, podYaml('cart'), serviceYaml('cart'), allow('web'))?.authorization.verdict).toBe('allowed');
  });
});

describe('a call through a waypoint', () => {
  const texts = [
    podYaml('web', { plane: 'ambient' }),
    podYaml('cart', { plane: 'ambient' }),
    namespaceYaml('shop', 'istio.io/use-waypoint: wp'),
    serviceYaml('cart'),
    waypointYaml('wp'),
  ];

  test('is seen by the waypoint as the client, and by the workload as the waypoint', () => {
    const policy = judge(fromWeb, ...texts);
    expect(policy?.transport).toMatchObject({ value: 'hbone', works: 'T' });
    expect(policy?.path.map(({ enforcer, identitySeen }) => [enforcer, identitySeen])).toEqual([
      ['waypoint', 'cluster.local/ns/shop/sa/web'],
      ['ztunnel', 'cluster.local/ns/shop/sa/wp'],
    ]);
  });

  test('has a leg to the waypoint, which passes it once', () => {
    const leg = observeCall('shop/web -> shop/wp via shop/cart tcp');
    const policy = judge(leg, ...texts, podYaml('wp', { plane: 'waypoint' }));
    expect(policy?.path.map(({ enforcer, identitySeen }) => [enforcer, identitySeen])).toEqual([
      ['waypoint', 'cluster.local/ns/shop/sa/web'],
    ]);
    const get = '{ targetRefs: [{ kind: Service, group: "", name: cart }], rules: [{ to: [{ operation: { methods: [GET] } }] }] }';
    const judged = judge(leg, ...texts, podYaml('wp', { plane: 'waypoint' }), policyYaml('AuthorizationPolicy', 'get', get));
    expect(judged?.authorization.verdict).toBe('depends');
  });

  test('goes straight to the workload while the waypoint is not ready', () => {
    const policy = judge(fromWeb, ...texts.slice(0, -1), waypointYaml('wp', { ready: false }));
    expect(policy?.path.map(({ enforcer }) => enforcer)).toEqual(['ztunnel']);
  });

  test('follows the routes of the waypoint', () => {
    const route = policyYaml(
      'VirtualService',
      'cart',
      '{ hosts: [cart], http: [{ timeout: 3s, route: [{ destination: { host: cart } }] }] }',
    );
    expect(judge(fromWeb, ...texts, route)?.routing.rules[0]?.timeoutSeconds).toBe(3);
    expect(
      judge(
        fromWeb,
        podYaml('web', { plane: 'ambient' }),
        podYaml('cart', { plane: 'ambient' }),
        namespaceYaml('shop'),
        serviceYaml('cart'),
        route,
      )?.routing.kind,
    ).toBe('not-applied');
  });
});

describe('a call that somebody imagines', () => {
  const ends = {
    source: { namespace: 'shop', workload: 'web' },
    destination: { namespace: 'shop', workload: 'cart' },
    service: { namespace: 'shop', name: 'cart' },
    protocol: 'http' as const,
  };
  const onlyGet = policyYaml('AuthorizationPolicy', 'get', '{ rules: [{ to: [{ operation: { methods: [GET], ports: ["8080"] } }] }] }');

  test.each([
    ['depends on the method while it is not told', undefined, 'depends'],
    ['is allowed with the method of the rule', 'GET', 'allowed'],
    ['is denied with another', 'POST', 'denied'],
  ])('%s', (_, method, verdict) => {
    const engine = createPolicyEngine();
    expect(engine.ask({ ...ends, key: callKey(ends, 80) })).toBeUndefined();
    engine.evaluate(inventoryOf(...shop, onlyGet));
    const asked = engine.ask({
      ...ends,
      protocol: 'auto',
      key: callKey(ends, 80),
      port: 80,
      ...(method === undefined ? {} : { request: { method } }),
    });
    expect(asked?.authorization.verdict).toBe(verdict);
  });
});

describe('after a change elsewhere', () => {
  const delegating = [
    policyYaml('VirtualService', 'root', '{ hosts: [cart], http: [{ delegate: { name: part, namespace: shop } }] }'),
    policyYaml('VirtualService', 'part', '{ http: [{ route: [{ destination: { host: basket } }] }] }'),
  ];

  test('a call of the host that a delegate leads to is routed anew when its root goes', () => {
    const toBasket = observeCall('shop/web -> shop/basket via shop/basket');
    const seen = observation(toBasket);
    const around = [...shop, podYaml('basket'), serviceYaml('basket')].flatMap((text) => resourcesOf(text));
    const [root, part] = delegating.map((text) => resourcesOf(text));
    const engine = createPolicyEngine();
    const before = engine.evaluate(createInventory([...around, ...(root ?? []), ...(part ?? [])]), seen);
    const after = engine.evaluate(createInventory([...around, ...(part ?? [])]), seen);
    expect(before.calls.get(toBasket.key)?.routing.rules).toHaveLength(1);
    expect(after.calls.get(toBasket.key)?.routing.kind).toBe('none');
  });

  test('answers that it does not reach are the same objects', () => {
    const [resources, more] = [
      [...shop, podYaml('db', { namespace: 'pay' })].flatMap((text) => resourcesOf(text)),
      resourcesOf(policyYaml('AuthorizationPolicy', 'nothing', '{}', { namespace: 'pay' })),
    ];
    const engine = createPolicyEngine();
    const seen = observation(fromWeb);
    const before = engine.evaluate(createInventory(resources), seen);
    const after = engine.evaluate(createInventory([...resources, ...more]), seen);
    expect(after.calls.get(fromWeb.key)).toBe(before.calls.get(fromWeb.key));
    expect(after.workloads.get(workloadKey('shop', 'cart'))).toBe(before.workloads.get(workloadKey('shop', 'cart')));
    expect(after.workloads.get(workloadKey('pay', 'db'))?.posture.value).toBe('default-deny');
  });
});
