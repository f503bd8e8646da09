import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createInventory } from '../../istio/inventory';
import { meshConfigOf } from '../../istio/mesh-config';
import type { KindName } from '../../istio/resources/index';
import type { Resource } from '../../istio/resources/resource';
import { ANALYZER_POOL } from '../../testing/analyzer-pool';
import { POLICY_POOL, resourceOfObject } from '../../testing/policy-pool';
import { type AnalysisContext, type Analyzer, runAnalyzer } from './analyzer';
import { MESSAGES } from './codes';
import { createAnalysisContext } from './create-analysis-context';
import { ANALYZERS } from './index';

const objects = [...POLICY_POOL, ...ANALYZER_POOL];
const resources = objects.flatMap((object) => resourceOfObject(object) ?? []);

function contextOf(all: readonly Resource[], asIstioctl: boolean): AnalysisContext {
  const inventory = createInventory(all);
  return createAnalysisContext(inventory, meshConfigOf(inventory), { asIstioctl });
}

/** Any value in place of any part. */
function mutate(value: unknown, steps: readonly number[], put: unknown): unknown {
  const [step = 0, ...rest] = steps;
  if (steps.length === 0 || typeof value !== 'object' || value === null) return put;
  const entries = Object.entries(value);
  const chosen = entries[step % Math.max(1, entries.length)];
  if (chosen === undefined) return put;
  const changed = entries.map(([name, each]) => [name, name === chosen[0] ? mutate(each, rest, put) : each] as const);
  return Array.isArray(value) ? changed.map(([, each]) => each) : Object.fromEntries(changed);
}

const hostile = fc.oneof(
  fc.constantFrom<unknown>(null, '', '*', '*/*', './', '/', '~', -1, 0, 65_536, true, [], {}, [null], [{}], '__proto__', {
    __proto__: null,
    a: 1,
  }),
  fc.string(),
  fc.jsonValue(),
);

describe('every analyzer', () => {
  test.each([true, false])('says something of any input and never throws (as istioctl: %s)', (asIstioctl) => {
    const mutation = fc.record({
      at: fc.nat(objects.length - 1),
      steps: fc.array(fc.nat(8), { minLength: 1, maxLength: 7 }),
      put: hostile,
    });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 12 }), (mutations) => {
        const changed = [...objects];
        for (const { at, steps, put } of mutations) changed[at] = mutate(changed[at], steps, put) as object;
        const context = contextOf(
          changed.flatMap((object) => resourceOfObject(object) ?? []),
          asIstioctl,
        );
        for (const analyzer of ANALYZERS)
          for (const { code, sentence } of runAnalyzer(analyzer, context)) {
            expect(analyzer.codes).toContain(code);
            expect(sentence).toMatch(/\.$/s);
          }
      }),
      { numRuns: 60 },
    );
  });

  test.each(ANALYZERS.map((analyzer) => [analyzer.id, analyzer] as const))('%s reads only the kinds it names', (_, analyzer) => {
    expect(() => runAnalyzer(analyzer, onlyWith(contextOf(resources, false), analyzer))).not.toThrow();
  });

  test('has an id of its own, and each of its codes has a level', () => {
    expect(new Set(ANALYZERS.map(({ id }) => id)).size).toBe(ANALYZERS.length);
    for (const { codes } of ANALYZERS) for (const code of codes) expect(MESSAGES[code].level).toMatch(/^(Error|Warning|Info)$/);
  });

  test('says the same whatever the order of documents', () => {
    const said = (all: readonly Resource[]) => {
      const context = contextOf(all, false);
      return ANALYZERS.filter(({ onGraph }) => onGraph)
        .flatMap((analyzer) => runAnalyzer(analyzer, context).map(({ code, subject, sentence }) => `${code} ${subject.name} ${sentence}`))
        .sort();
    };
    const unique = [...new Map(resources.map((each) => [`${each.kind}/${each.namespace}/${each.name}`, each])).values()];
    const expected = said(unique);
    expect(expected.length).toBeGreaterThan(10);
    fc.assert(
      fc.property(fc.shuffledSubarray(unique, { minLength: unique.length }), (shuffled) => {
        expect(said(shuffled)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });
});

/** A context that knows nothing of kinds the analyzer does not name. */
function onlyWith(context: AnalysisContext, { reads }: Analyzer): AnalysisContext {
  const allowed: ReadonlySet<string> = new Set(reads);
  const demand = (...kinds: readonly KindName[]) => {
    const missing = kinds.filter((kind) => !allowed.has(kind));
    if (missing.length > 0) throw new Error(`reads ${missing.join(', ')}`);
  };
  return {
    ...context,
    of: (kind) => {
      demand(kind);
      return context.of(kind);
    },
    find: (kind, namespace, name) => {
      demand(kind);
      return context.find(kind, namespace, name);
    },
    known: (kind) => {
      demand(kind);
      return context.known(kind);
    },
    get pods() {
      demand('Pod', 'Deployment', 'ReplicaSet');
      return context.pods;
    },
    get podsAreKnown() {
      demand('Pod', 'Deployment', 'ReplicaSet');
      return context.podsAreKnown;
    },
    get hosts() {
      demand('Service', 'ServiceEntry');
      return context.hosts;
    },
    servicesSelecting: (pod) => {
      demand('Service');
      return context.servicesSelecting(pod);
    },
  };
}
