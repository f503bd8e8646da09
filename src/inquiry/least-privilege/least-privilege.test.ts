import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createInventory } from '../../istio/inventory';
import { evaluateNaive } from '../../policy/evaluate-naive';
import { createPolicyEngine } from '../../policy/evaluate-policies';
import { withoutScheme } from '../../policy/facts/principal';
import type { Observation } from '../../policy/observation';
import type { PrometheusClient, RangeSeries } from '../../prometheus/client-types';
import { inventoryOf, resourcesOf } from '../../testing/inventory-of';
import { observation, observeCall } from '../../testing/observe-calls';
import { POLICY_POOL, POOL_CALLS, resourceOfObject } from '../../testing/policy-pool';
import { MESH, onlyWeb, SEEN, STANDING } from '../what-if/ask-what-if.testing';
import type { SpanSource } from './ask-span';
import { leastPrivilege } from './least-privilege';
import type { LeastPrivilegeAnswer, LeastPrivilegeQuestion } from './model';

/** Many runs take their time on a busy machine. */
vi.setConfig({ testTimeout: 60_000 });

/** Answers the queries in their order: measured, requests, connections; nothing else is asked. */
function sourceOf(...series: readonly (readonly RangeSeries[])[]): SpanSource & { readonly asked: string[] } {
  const asked: string[] = [];
  const range: PrometheusClient['range'] = async (promql) => {
    const data = series[asked.length % 3] ?? [];
    asked.push(promql);
    return {
      ok: true,
      value: { data, warnings: [], infos: [], cost: { milliseconds: 1, series: data.length, bytes: 0 }, clockSkewSeconds: 0 },
    };
  };
  const client = { range } as unknown as PrometheusClient;
  return { client, metricPrefix: undefined, signal: new AbortController().signal, progress: () => {}, asked };
}

function ask(
  question: Partial<LeastPrivilegeQuestion>,
  standing = STANDING,
  traffic: Observation = SEEN,
  source: SpanSource = sourceOf(),
): Promise<LeastPrivilegeAnswer> {
  const inventory = inventoryOf(...standing);
  const engine = createPolicyEngine();
  const policies = engine.evaluate(inventory, traffic);
  return leastPrivilege(
    { kind: 'workload', namespace: 'shop', name: 'cart-v1', ...question },
    { inventory, observation: traffic, policies, imagine: engine.imagine },
    source,
  );
}

describe('a least-privilege policy', () => {
  test('names the callers of the window by identity and port, with their requests as comments', async () => {
    const { proposal, wouldDeny, callers } = await ask({});
    // 12 and 3 requests per second over 300 s.
    expect(
      proposal?.yaml.replace(/^# Not covered.*\n/gm, ''),
    ).toBe(`# Callers observed during the 5m up to 2023-11-14 22:13 UTC. Nothing applied this: read it, then apply it yourself.
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: cart-v1-callers
  namespace: shop
spec:
  selector:
    matchLabels:
      app: cart
      version: v1
  action: ALLOW
  rules:
    - from:
        - source:
            principals:
              # shop/web: 3,600 requests
              - cluster.local/ns/shop/sa/web
              # shop/batch: 900 requests
              - cluster.local/ns/shop/sa/batch
      to:
        - operation:
            ports:
              - "8080"
`);
    expect(wouldDeny).toEqual([]);
    expect(callers.map(({ name, coveredBy }) => [name, coveredBy])).toEqual([
      ['shop/web', 'principal'],
      ['shop/batch', 'principal'],
      ['shop/legacy', undefined],
    ]);
  });

  test('lists what it does not cover: plaintext, the unseen, methods, probes', async () => {
    const { notCovered } = await ask({});
    expect(notCovered.map(({ code, callers }) => [code, callers])).toEqual([
      ['no-identity', ['shop/legacy']],
      ['unseen', []],
      ['methods-and-paths', []],
      ['probes-and-scrapes', []],
    ]);
  });

  test('leaves out who is denied now, and tells of policies that stand', async () => {
    const { notCovered, callers } = await ask({}, [...STANDING, onlyWeb]);
    expect(callers.filter(({ coveredBy }) => coveredBy !== undefined).map(({ name }) => name)).toEqual(['shop/web']);
    expect(notCovered.find(({ code }) => code === 'denied')?.callers).toEqual(['shop/batch', 'shop/legacy']);
    expect(notCovered.find(({ code }) => code === 'other-policies')?.callers).toEqual(['AuthorizationPolicy shop/cart']);
  });

  test('takes a name nobody has', async () => {
    const { proposal } = await ask({}, [...STANDING, onlyWeb.replace('name: cart', 'name: cart-v1-callers')]);
    expect(proposal?.ref.name).toBe('cart-v1-callers-2');
  });

  test('names a namespace where the identity is not known', async () => {
    const stranger = observation(observeCall('tools/stranger -> shop/cart-v1 via shop/cart http', { mutual: 10 }));
    const { proposal, callers } = await ask({}, STANDING, stranger);
    expect(callers).toMatchObject([{ coveredBy: 'namespace' }]);
    expect(proposal?.yaml).toContain('namespaces:\n              # tools/stranger: 3,000 requests\n              - tools\n');
  });

  test('names nobody by a label with a wildcard, and writes no line that a name could break', async () => {
    const hostile = observation(
      observeCall('shop/web -> shop/cart-v1 via shop/cart http', { mutual: 10 }),
      { ...observeCall('shop/any -> shop/cart-v1 via shop/cart http', { mutual: 10, principal: 'spiffe://*/ns/*/sa/*' }) },
      { ...observeCall('x -> shop/cart-v1 via shop/cart http', { mutual: 10 }), source: { namespace: 'evil*', workload: 'a\nspec: {}' } },
    );
    const { proposal, callers } = await ask({}, STANDING, hostile);
    expect(callers.flatMap(({ name, coveredBy }) => (coveredBy === undefined ? [] : [name]))).toEqual(['shop/web']);
    const [resource] = resourcesOf(proposal?.yaml ?? '');
    expect(resource).toMatchObject({ spec: { rules: [{ from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }] }] } });
  });

  const refusals: readonly (readonly [string, Partial<LeastPrivilegeQuestion>, string])[] = [
    ['an unknown workload', { name: 'nobody' }, 'least-privilege-unknown-target'],
    ['a workload without proxy', { name: 'legacy' }, 'least-privilege-nobody-enforces'],
    ['a workload nobody called', { name: 'cart-v2' }, 'least-privilege-no-callers'],
    ['an unknown service', { kind: 'service', name: 'nobody' }, 'least-privilege-unknown-target'],
    ['a service without waypoint', { kind: 'service', name: 'cart' }, 'least-privilege-no-waypoint'],
  ];
  test.each(refusals)('is not proposed for %s', async (_, question, code) => {
    const { proposal, problems } = await ask(question);
    expect(proposal).toBeUndefined();
    expect(problems.map((problem) => problem.code)).toContain(code);
  });

  test('is bound to the waypoint by targetRefs, without ports, which a waypoint does not see', async () => {
    const ambient = [
      MESH.replace('istio-injection: enabled', 'istio.io/dataplane-mode: ambient, istio.io/use-waypoint: wp'),
      `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: wp, namespace: shop}
spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}
status: {addresses: [{value: 10.0.0.9}]}`,
      ...STANDING.slice(1).map((text) => text.replace(', security.istio.io/tlsMode: istio', '').replace(', {name: istio-proxy}', '')),
    ].map((text) =>
      text.includes('kind: Pod') ? text.replace('  labels:', '  annotations: {ambient.istio.io/redirection: enabled}\n  labels:') : text,
    );
    const { proposal, callers } = await ask(
      { kind: 'service', name: 'cart' },
      ambient,
      observation(observeCall('shop/web -> shop/cart-v1 via shop/cart http')),
    );
    expect(callers.map(({ name }) => name)).toEqual(['shop/web']);
    expect(proposal?.enforcer).toBe('waypoint');
    expect(proposal?.yaml).toContain('  targetRefs:\n    - group: ""\n      kind: Service\n      name: cart\n');
    expect(proposal?.yaml).not.toContain('ports:');
  });
});

describe('a span longer than the window', () => {
  const END = SEEN.atSeconds;
  const moments = [END - 7200, END - 3600, END];
  const measured = [{ labels: {}, timestampsSeconds: [END - 10_800, ...moments], values: [1, 1, 1, 1] }];
  const labels = {
    reporter: 'destination',
    source_workload_namespace: 'shop',
    source_workload: 'batch',
    source_principal: 'spiffe://cluster.local/ns/shop/sa/nightly',
    destination_workload_namespace: 'shop',
    destination_workload: 'cart-v1',
    destination_service: 'cart.shop.svc.cluster.local',
    destination_service_name: 'cart',
    destination_service_namespace: 'shop',
    request_protocol: 'http',
    connection_security_policy: 'mutual_tls',
    part: 'start',
  };

  test('is asked for, counts a single request of a night, and takes the identity that telemetry names', async () => {
    const source = sourceOf(measured, [{ labels, timestampsSeconds: [END - 7200], values: [1] }]);
    const { callers, asked, proposal, notCovered } = await ask({ spanSeconds: 7 * 3600 }, STANDING, SEEN, source);
    expect(source.asked).toHaveLength(3);
    expect(asked).toMatchObject({ stepSeconds: 3600, coveredSeconds: 4 * 3600 });
    expect(callers).toMatchObject([
      { name: 'shop/batch', principal: 'cluster.local/ns/shop/sa/nightly', requests: 1, lastSeenSeconds: END - 7200 },
    ]);
    expect(proposal?.yaml).toContain('# shop/batch: 1 request, last seen 2023-11-14 20:13 UTC\n');
    expect(notCovered.map(({ code, says }) => [code, says])).toContainEqual(['history', 'The source keeps only 4h of the 7h asked for.']);
  });

  test('not longer than the window asks nothing', async () => {
    const source = sourceOf();
    await ask({ spanSeconds: 300 }, STANDING, SEEN, source);
    expect(source.asked).toEqual([]);
  });

  test('that cannot be asked says so', async () => {
    const failing: SpanSource = {
      ...sourceOf(),
      client: {
        range: async () => ({ ok: false, error: { code: 'x', severity: 'error', message: 'The source is away.' } }),
      } as unknown as PrometheusClient,
    };
    const { problems, proposal } = await ask({ spanSeconds: 86_400 }, STANDING, SEEN, failing);
    expect(problems.map(({ message }) => message)).toContain('The source is away.');
    expect(proposal).toBeUndefined();
  });
});

test('the proposal denies no identified call that is let in now, by an evaluation from scratch', async () => {
  const pool = POLICY_POOL.flatMap((object) => resourceOfObject(object) ?? []);
  const seen = observation(...POOL_CALLS);
  const targets = fc.constantFrom<readonly ['workload' | 'service', string, string]>(
    ['workload', 'shop', 'cart'],
    ['workload', 'pay', 'ledger'],
    ['service', 'shop', 'cart'],
    ['service', 'pay', 'ledger'],
  );
  let proposed = 0;
  await fc.assert(
    fc.asyncProperty(fc.subarray([...pool], { minLength: 8 }), targets, async (resources, [kind, namespace, name]) => {
      const inventory = createInventory(resources);
      const engine = createPolicyEngine();
      const policies = engine.evaluate(inventory, seen);
      const { proposal, wouldDeny, callers } = await leastPrivilege(
        { kind, namespace, name },
        { inventory, observation: seen, policies, imagine: engine.imagine },
        sourceOf(),
      );
      expect(wouldDeny).toEqual([]);
      if (proposal === undefined) return;
      proposed += 1;
      const after = evaluateNaive(createInventory([...inventory.rejected, ...resources, ...resourcesOf(proposal.yaml)]), seen);
      const named = new Set(
        callers.flatMap(({ coveredBy, principal }) => (coveredBy === 'principal' && principal !== undefined ? [principal] : [])),
      );
      for (const { key } of seen.calls) {
        const before = policies.calls.get(key);
        const point = before?.path.find(({ at }) => `${namespace}/${name}` === at);
        const identity = point?.identitySeen;
        if (kind !== 'workload' || before === undefined || typeof identity !== 'string' || !named.has(withoutScheme(identity))) continue;
        if (before.authorization.verdict !== 'denied')
          expect([key, after.calls.get(key)?.authorization.verdict]).not.toEqual([key, 'denied']);
      }
    }),
    { numRuns: 80 },
  );
  expect(proposed).toBeGreaterThan(5);
});
