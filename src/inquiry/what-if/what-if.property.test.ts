import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createInventory } from '../../istio/inventory';
import { refKey } from '../../istio/ref';
import { KIND_NAMES } from '../../istio/resources/index';
import { share } from '../../lib/share';
import { evaluateNaive } from '../../policy/evaluate-naive';
import { createPolicyEngine } from '../../policy/evaluate-policies';
import { observation } from '../../testing/observe-calls';
import { POLICY_POOL, POOL_CALLS, resourceOfObject } from '../../testing/policy-pool';
import { changedInventory } from './changed-inventory';
import type { VerdictDiff } from './model';
import type { DraftDocument } from './read-draft';
import { whatIf } from './what-if';

/** Many runs take their time on a busy machine. */
vi.setConfig({ testTimeout: 60_000 });

const seen = observation(...POOL_CALLS);
const pool = POLICY_POOL.flatMap((object) => resourceOfObject(object) ?? []);
const standing = fc.subarray([...pool], { minLength: 3 });
const draft = fc.subarray([...POLICY_POOL], { minLength: 1, maxLength: 4 });
const removals = fc.subarray([...pool], { maxLength: 2 });
const coverages = fc.constantFrom(new Map(KIND_NAMES.map((kind) => [kind, 'complete'] as const)), undefined);

const textOf = (objects: readonly object[]): string => objects.map((object) => JSON.stringify(object)).join('\n---\n');
const documentsOf = (objects: readonly object[]): readonly DraftDocument[] =>
  objects.flatMap((object, index) => {
    const resource = resourceOfObject(object);
    return resource === undefined ? [] : [{ file: 'draft', document: index + 1, line: 1, found: { resource } }];
  });

describe('a draft held against traffic', () => {
  test('comes out as evaluating the changed resources from scratch', () => {
    fc.assert(
      fc.property(standing, draft, removals, coverages, (resources, objects, remove, coverage) => {
        const inventory = createInventory(resources, coverage);
        const engine = createPolicyEngine();
        engine.evaluate(inventory, seen);
        const { inventory: changed } = changedInventory(inventory, documentsOf(objects), remove, seen.atSeconds);
        expect(engine.imagine(changed, seen).result).toEqual(evaluateNaive(changed, seen));
      }),
      { numRuns: 60 },
    );
  });

  test('lists the calls whose verdict two evaluations from scratch tell apart, and no others as stricter or looser', () => {
    fc.assert(
      fc.property(standing, draft, (resources, objects) => {
        const inventory = createInventory(resources);
        const engine = createPolicyEngine();
        const policies = engine.evaluate(inventory, seen);
        const answer = whatIf(
          { drafts: [{ name: 'draft', text: textOf(objects) }] },
          { inventory, observation: seen, policies, imagine: engine.imagine },
        );
        const { inventory: changed } = changedInventory(inventory, documentsOf(objects), [], seen.atSeconds);
        const [before, after] = [evaluateNaive(inventory, seen), evaluateNaive(changed, seen)];
        const differ = seen.calls.filter(
          ({ key }) => before.calls.get(key)?.authorization.verdict !== after.calls.get(key)?.authorization.verdict,
        );
        const told = (answer.diff?.calls ?? []).filter(
          ({ access }) => access !== undefined && access.before.verdict !== access.after.verdict,
        );
        expect(new Set(told.map(({ call }) => call))).toEqual(new Set(differ.map(({ key }) => key)));
        for (const { call, access } of told) {
          expect(access?.before.verdict).toBe(before.calls.get(call)?.authorization.verdict);
          expect(access?.after.verdict).toBe(after.calls.get(call)?.authorization.verdict);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('leaves the engine of the picture as it was: its answers keep their identity', () => {
    fc.assert(
      fc.property(standing, draft, removals, (resources, objects, remove) => {
        const inventory = createInventory(resources);
        const engine = createPolicyEngine();
        const before = engine.evaluate(inventory, seen);
        const { inventory: changed } = changedInventory(inventory, documentsOf(objects), remove, seen.atSeconds);
        engine.imagine(changed, seen);
        expect(engine.evaluate(inventory, seen)).toBe(before);
        // Also what it says next is what it would have said.
        const next = createInventory(resources.slice(1));
        expect(engine.evaluate(next, seen)).toEqual(evaluateNaive(next, seen));
      }),
      { numRuns: 40 },
    );
  });

  test('that says what stands already changes nothing', () => {
    fc.assert(
      fc.property(standing, fc.nat(), (resources, pick) => {
        const inventory = createInventory(resources);
        const [own] = resources.slice(pick % resources.length);
        const object = POLICY_POOL.find((each) => {
          const resource = resourceOfObject(each);
          return resource !== undefined && own !== undefined && refKey(resource) === refKey(own) && share(own, resource) === own;
        });
        fc.pre(own !== undefined && object !== undefined && inventory.get(own) === own);
        const engine = createPolicyEngine();
        const policies = engine.evaluate(inventory, seen);
        const answer = whatIf(
          { drafts: [{ name: 'draft', text: textOf([object as object]) }] },
          { inventory, observation: seen, policies, imagine: engine.imagine },
        );
        expect(answer.changes.map(({ does }) => does)).toEqual(['same']);
        expect(countOf(answer.diff)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test('never throws, whatever the text', () => {
    const inventory = createInventory(pool);
    const engine = createPolicyEngine();
    const policies = engine.evaluate(inventory, seen);
    const evidence = { inventory, observation: seen, policies, imagine: engine.imagine };
    const hostile = fc.constantFrom(
      '__proto__: {a: 1}',
      'constructor: x',
      '&a [*a]',
      '{{ .Values.x }}',
      '---',
      '\u0000',
      'kind: Secret\nstringData: {a: b',
      '- 1',
      '"',
      '{',
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            hostile,
            fc.constantFrom(...POLICY_POOL).map((each) => JSON.stringify(each).slice(0, -3)),
          ),
          { maxLength: 5 },
        ),
        (texts) => {
          expect(() => whatIf({ drafts: texts.map((text) => ({ name: 'draft', text })) }, evidence)).not.toThrow();
        },
      ),
      { numRuns: 100 },
    );
  });
});

function countOf(diff: VerdictDiff | undefined): number | undefined {
  return diff && diff.calls.length + diff.moves.length + diff.workloads.length + diff.findings.appear.length + diff.findings.go.length;
}
