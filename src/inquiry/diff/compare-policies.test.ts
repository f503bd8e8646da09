/** A cart with two callers in the mesh and one outside, under the resources of two moments: 12, 3 and 1 requests per second. */
import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../istio/inventory';
import type { EdgeId } from '../../mesh/model';
import { createPolicyEngine } from '../../policy/evaluate-policies';
import { inventoryOf } from '../../testing/inventory-of';
import { policyYaml } from '../../testing/policy-yaml';
import { authorization, MESH, onlyWeb, SEEN, STANDING } from '../what-if/ask-what-if.testing';
import { comparePolicies } from './compare-policies';
import { compareResources } from './compare-resources';
import type { PolicyDifference } from './model';

// 2023-11-14T20:00:00Z is 1,699,992,000; A and B are an hour apart.
const BETWEEN = {
  before: { atSeconds: 1_699_990_200, windowSeconds: 300 },
  after: { atSeconds: 1_699_993_800, windowSeconds: 300 },
};
const DURING = '2023-11-14T20:00:00Z';
const LONG_AGO = '2023-11-01T20:00:00Z';

function compare(before: Inventory | undefined, after: Inventory): PolicyDifference {
  const engine = createPolicyEngine();
  const policies = engine.evaluate(after, SEEN);
  const drawnEdgesOf = (call: string) => [`${call.split('|')[0] ?? ''}` as EdgeId];
  return comparePolicies(before, { inventory: after, observation: SEEN, policies, imagine: engine.imagine, drawnEdgesOf }, BETWEEN);
}
const standing = (...more: readonly string[]) => inventoryOf(...STANDING, ...more);
const resources = (before: readonly string[], after: readonly string[]) =>
  compareResources(inventoryOf(MESH, ...before), inventoryOf(MESH, ...after), BETWEEN).map(({ kind, name, class: is, paths }) => [
    kind,
    name,
    is,
    paths,
  ]);

describe('resources of two moments', () => {
  const allow = (principal: string) =>
    policyYaml('AuthorizationPolicy', 'cart', `{ rules: [{ from: [{ source: { principals: [${principal}] } }] }] }`);
  const other = policyYaml('AuthorizationPolicy', 'other', '{}');

  it('that are the same have no changes, wherever they stand in a file', () => {
    expect(resources([allow('web'), other], [other, allow('web')])).toEqual([]);
  });

  it('are added, removed and changed, with the fields that differ', () => {
    expect(resources([allow('web'), other], [allow('batch'), policyYaml('AuthorizationPolicy', 'new', '{}')])).toEqual([
      ['AuthorizationPolicy', 'cart', 'changed', ['spec.rules[0].from[0].source.principals[0]']],
      ['AuthorizationPolicy', 'new', 'added', []],
      ['AuthorizationPolicy', 'other', 'removed', []],
    ]);
  });

  it.each([
    ['a list that grew, as a whole', '{ hosts: [a] }', '{ hosts: [a, b] }', ['spec.hosts']],
    ['a field that is new', '{ hosts: [a] }', '{ hosts: [a], gateways: [mesh] }', ['spec.gateways']],
    [
      'a name that is no identifier',
      '{ hosts: [a], http: [{ headers: { request: { set: { "x-a.b": "1" } } } }] }',
      '{ hosts: [a], http: [{ headers: { request: { set: { "x-a.b": "2" } } } }] }',
      ['spec.http[0].headers.request.set["x-a.b"]'],
    ],
    ['a key of the prototype', '{ hosts: [a] }', '{ hosts: [a], constructor: { x: 1 } }', ['spec.constructor']],
  ])('name %s', (_, before, after, paths) => {
    const route = (spec: string) => policyYaml('VirtualService', 'route', spec);
    expect(resources([route(before)], [route(after)])).toEqual([['VirtualService', 'route', 'changed', paths]]);
  });

  it('leave out status, ages and what runs', () => {
    const dated = (created: string, status: string) =>
      `${policyYaml('AuthorizationPolicy', 'cart', '{}', { created })}status: { x: ${status} }`;
    expect(resources([dated(LONG_AGO, 'a')], [dated(DURING, 'b')])).toEqual([]);
    expect(resources([], [STANDING[1] ?? ''])).toEqual([]);
  });

  it('of a kind that A knew nothing of are added only where their age says so', () => {
    const route = (name: string, created: string) => policyYaml('VirtualService', name, '{ hosts: [a] }', { created });
    expect(resources([], [route('old', LONG_AGO), route('new', DURING), route('undated', '')])).toEqual([
      ['VirtualService', 'new', 'added', []],
    ]);
    expect(resources([route('gone', LONG_AGO)], [])).toEqual([]);
  });
});

describe('policies of two moments', () => {
  it('that are the same say the same', () => {
    const inventory = standing(onlyWeb);
    expect(compare(inventory, inventory)).toEqual({ known: 'both', resources: [], verdicts: [] });
    expect(compare(standing(onlyWeb), standing(onlyWeb))).toEqual({ known: 'both', resources: [], verdicts: [] });
  });

  it('tell whom a new policy denies, and by which', () => {
    const audit = authorization('audit', 'action: AUDIT');
    const { known, resources: changed, verdicts } = compare(standing(audit), standing(audit, onlyWeb));
    expect([known, changed]).toEqual([
      'both',
      [{ kind: 'AuthorizationPolicy', namespace: 'shop', name: 'cart', class: 'added', paths: [] }],
    ]);
    expect(verdicts.map(({ about, before, after }) => [about, before, after])).toEqual([
      ['authorization', 'allowed', 'denied by AuthorizationPolicy shop/cart'],
      ['authorization', 'allowed', 'denied by AuthorizationPolicy shop/cart'],
    ]);
  });

  it('tell the other way round what is open again', () => {
    const audit = authorization('audit', 'action: AUDIT');
    const { verdicts } = compare(standing(audit, onlyWeb), standing(audit));
    expect(verdicts.map(({ before, after }) => [before, after])).toEqual([
      ['denied by AuthorizationPolicy shop/cart', 'allowed'],
      ['denied by AuthorizationPolicy shop/cart', 'allowed'],
    ]);
  });

  it('tell shares that were moved, from A to B', () => {
    const split = (v1: number) =>
      policyYaml(
        'VirtualService',
        'cart',
        `{ hosts: [cart], http: [{ route: [{ destination: { host: cart, subset: v1 }, weight: ${v1} }, { destination: { host: cart, subset: v2 }, weight: ${100 - v1} }] }] }`,
      );
    const subsets = policyYaml(
      'DestinationRule',
      'cart',
      '{ host: cart, subsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }] }',
    );
    const { verdicts, resources: changed } = compare(standing(split(90), subsets), standing(split(50), subsets));
    expect(verdicts[0]).toMatchObject({ about: 'routing', before: 'v1 90 %, v2 10 %', after: 'v1 50 %, v2 50 %' });
    expect(changed[0]?.paths).toEqual(['spec.http[0].route[0].weight', 'spec.http[0].route[1].weight']);
  });

  it('of which only those of now are known go by times: created, changed, and no word of what was removed', () => {
    const dated = (name: string, created: string) => policyYaml('AuthorizationPolicy', name, '{}', { created });
    expect(compare(undefined, standing(dated('new', DURING), dated('old', LONG_AGO), dated('later', '2023-11-14T21:00:00Z')))).toEqual({
      known: 'times',
      resources: [{ kind: 'AuthorizationPolicy', namespace: 'shop', name: 'new', class: 'added', atSeconds: 1_699_992_000, paths: [] }],
      verdicts: [],
    });
  });
});
