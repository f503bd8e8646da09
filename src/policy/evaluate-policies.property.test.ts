import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createInventory } from '../istio/inventory';
import { KIND_NAMES } from '../istio/resources/index';
import type { Resource } from '../istio/resources/resource';
import { observation } from '../testing/observe-calls';
import { POLICY_POOL, POOL_CALLS, resourceOfObject } from '../testing/policy-pool';
import { evaluateNaive } from './evaluate-naive';
import { createPolicyEngine, type PolicyResult } from './evaluate-policies';
import type { Verdict } from './model';

/** Many runs take their time on a busy machine. */
vi.setConfig({ testTimeout: 60_000 });

/** Read once, so that a resource keeps its identity from one inventory to the next. */
const pool = POLICY_POOL.flatMap((object) => resourceOfObject(object) ?? []);
const seen = observation(...POOL_CALLS);
const allKnown = new Map(KIND_NAMES.map((kind) => [kind, 'complete'] as const));
const subset = fc.subarray([...pool], { minLength: 3 });
const fresh = (resources: readonly Resource[]): PolicyResult => createPolicyEngine().evaluate(createInventory(resources), seen);
/** Two versions of one resource are not both in a mesh: the last one counts, whatever order. */
const oneVersion = (resources: readonly Resource[]): readonly Resource[] => [
  ...new Map(resources.map((resource) => [`${resource.kind}/${resource.namespace}/${resource.name}`, resource])).values(),
];

describe('the engine', () => {
  test('reads all of the pool', () => {
    expect(pool.filter(({ rejected }) => rejected)).toEqual([]);
    expect(pool).toHaveLength(POLICY_POOL.length);
  });

  test('says after any changes what the naive evaluation says of the last state', () => {
    fc.assert(
      fc.property(fc.array(subset, { minLength: 1, maxLength: 4 }), (states) => {
        const engine = createPolicyEngine();
        for (const resources of states) {
          const inventory = createInventory(resources);
          expect(engine.evaluate(inventory, seen)).toEqual(evaluateNaive(inventory, seen));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('says after one changed resource what the naive evaluation says', () => {
    fc.assert(
      fc.property(
        subset,
        fc.constantFrom(allKnown, undefined),
        fc.array(fc.constantFrom(...pool), { minLength: 1, maxLength: 4 }),
        (first, coverage, toggled) => {
          const engine = createPolicyEngine();
          let resources: readonly Resource[] = first;
          engine.evaluate(createInventory(resources, coverage), seen);
          for (const each of toggled) {
            resources = resources.includes(each) ? resources.filter((other) => other !== each) : [...resources, each];
            const inventory = createInventory(resources, coverage);
            expect(engine.evaluate(inventory, seen)).toEqual(evaluateNaive(inventory, seen));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  describe('says what the naive evaluation says when one resource comes or goes', () => {
    const reversed = [...pool].reverse();
    const core: ReadonlySet<string> = new Set(['Namespace', 'Pod', 'Service', 'KubernetesGateway']);
    const isCore = (resource: Resource): boolean =>
      core.has(resource.kind) || (resource.namespace === 'edge' && resource.kind === 'VirtualService');
    test.each([
      ['the last versions of all', oneVersion(pool)],
      ['the first versions of all', oneVersion(reversed)],
      ['what runs, in its last versions', oneVersion(pool.filter(isCore))],
      ['what runs, in its first versions', oneVersion(reversed.filter(isCore))],
    ])('among %s', (_, base) => {
      for (const each of pool) {
        const without = base.filter(
          ({ kind, namespace, name }) => kind !== each.kind || namespace !== each.namespace || name !== each.name,
        );
        // Every kind is known either way, so that the first of its kind is not news about all.
        const [coming, going] = [createInventory(without, allKnown), createInventory([...without, each], allKnown)];
        const engine = createPolicyEngine();
        engine.evaluate(coming, seen);
        expect(engine.evaluate(going, seen)).toEqual(evaluateNaive(going, seen));
        expect(engine.evaluate(coming, seen)).toEqual(evaluateNaive(coming, seen));
      }
    });
  });

  test('says after other calls and figures what the naive evaluation says', () => {
    const calls = fc.subarray([...POOL_CALLS]);
    const scaled = fc.double({ min: 0, max: 5, noNaN: true });
    fc.assert(
      fc.property(subset, calls, calls, scaled, (resources, before, after, factor) => {
        const engine = createPolicyEngine();
        const inventory = createInventory(resources);
        engine.evaluate(inventory, observation(...before));
        const now = observation(...after.map((call) => ({ ...call, requestsPerSecond: (call.requestsPerSecond ?? 0) * factor })));
        expect(engine.evaluate(inventory, now)).toEqual(evaluateNaive(inventory, now));
      }),
      { numRuns: 40 },
    );
  });

  test('keeps the identity of answers that did not change', () => {
    const engine = createPolicyEngine();
    const before = engine.evaluate(createInventory(pool), seen);
    const after = engine.evaluate(createInventory([...pool]), seen);
    for (const [key, policy] of before.calls) expect(after.calls.get(key)).toBe(policy);
    for (const [key, policy] of before.workloads) expect(after.workloads.get(key)).toBe(policy);
  });
});

const openness: Readonly<Record<Verdict, number>> = { denied: 0, depends: 1, unknown: 1, ambiguous: 1, allowed: 2 };

describe('it holds for whatever is configured', () => {
  test('that one more DENY policy never allows more', () => {
    const rule = fc.constantFrom<object>(
      {},
      { from: [{ source: { namespaces: ['shop'] } }] },
      { to: [{ operation: { methods: ['GET'] } }] },
    );
    const scope = fc.constantFrom<object>(
      {},
      { selector: { matchLabels: { app: 'cart' } } },
      { targetRefs: [{ kind: 'Service', name: 'cart' }] },
    );
    fc.assert(
      fc.property(subset, fc.constantFrom('shop', 'pay', 'istio-system'), scope, rule, (resources, namespace, target, denied) => {
        const policy = resourceOfObject({
          apiVersion: 'security.istio.io/v1',
          kind: 'AuthorizationPolicy',
          metadata: { name: 'one-more', namespace },
          spec: { ...target, action: 'DENY', rules: [denied] },
        });
        if (policy === undefined) throw new Error('the policy is not read');
        const before = fresh(resources);
        const after = fresh([...resources, policy]);
        for (const [key, { authorization }] of before.calls) {
          const now = after.calls.get(key)?.authorization.verdict ?? 'allowed';
          expect(openness[now]).toBeLessThanOrEqual(openness[authorization.verdict]);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('that the order of documents changes nothing', () => {
    fc.assert(
      fc.property(subset, fc.infiniteStream(fc.nat()), (some, random) => {
        const resources = oneVersion(some);
        const shuffled = resources
          .map((resource) => ({ resource, at: random.next().value as number }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ resource }) => resource);
        const [before, after] = [fresh(resources), fresh(shuffled)];
        expect(after.calls).toEqual(before.calls);
        expect(after.workloads).toEqual(before.workloads);
        expect(after.findings.map(({ id }) => id)).toEqual(before.findings.map(({ id }) => id));
      }),
      { numRuns: 100 },
    );
  });

  test('that a policy in an unrelated namespace changes nothing', () => {
    const elsewhere = fc.constantFrom<readonly [string, string, object]>(
      ['security.istio.io/v1', 'AuthorizationPolicy', {}],
      ['security.istio.io/v1', 'AuthorizationPolicy', { action: 'DENY', rules: [{}] }],
      ['security.istio.io/v1', 'AuthorizationPolicy', { selector: { matchLabels: { app: 'cart' } } }],
      ['security.istio.io/v1', 'PeerAuthentication', { mtls: { mode: 'STRICT' } }],
      ['networking.istio.io/v1', 'DestinationRule', { host: 'cart.shop.svc.cluster.local', trafficPolicy: { tls: { mode: 'DISABLE' } } }],
      ['networking.istio.io/v1', 'Sidecar', { egress: [{ hosts: ['~/*'] }] }],
    );
    fc.assert(
      fc.property(subset, elsewhere, (resources, [apiVersion, kind, spec]) => {
        const policy = resourceOfObject({ apiVersion, kind, metadata: { name: 'x', namespace: 'elsewhere' }, spec });
        if (policy === undefined) throw new Error('the policy is not read');
        // The kind is known either way, so that one more policy is not the first word about it.
        const coverage = new Map([[policy.kind, 'complete']]) as Parameters<typeof createInventory>[1];
        const [before, after] = [resources, [...resources, policy]].map((all) =>
          createPolicyEngine().evaluate(createInventory(all, coverage), seen),
        );
        expect(after?.calls).toEqual(before?.calls);
        expect(after?.workloads).toEqual(before?.workloads);
      }),
      { numRuns: 100 },
    );
  });

  test('that evaluation never throws, whatever is broken in the resources', () => {
    const junk = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.boolean(),
      fc.constantFrom('__proto__', '*', '-1'),
      fc.constant([]),
      fc.constant({}),
      fc.constant([null]),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(), junk), { minLength: 1, maxLength: 12 }), (mutations) => {
        const objects = structuredClone(POLICY_POOL) as object[];
        for (const [which, place, value] of mutations) mutate(objects[which % objects.length], place, value);
        const resources = objects.flatMap((object) => resourceOfObject(object) ?? []);
        // Also what the reader refuses: nothing that gets into an inventory may break the engine.
        const accepted = resources.map(({ rejected: _, ...resource }) => resource as Resource);
        expect(() => fresh(resources)).not.toThrow();
        expect(() => fresh(accepted)).not.toThrow();
      }),
      { numRuns: 60 },
    );
  });
});

/** Puts the value at the place-th field of the object, counted depth first. */
function mutate(object: unknown, place: number, value: unknown): void {
  const fields: (() => void)[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const record = node as Record<string, unknown>;
    for (const name of Object.keys(record)) {
      fields.push(() => {
        record[name] = structuredClone(value);
      });
      walk(record[name]);
    }
  };
  walk(object);
  fields[place % Math.max(1, fields.length)]?.();
}
