/** Which version is the candidate, whatever the weights are at the moment. */
import { describe, expect, it } from 'vitest';
import { podYaml, policyYaml, serviceYaml } from '../../testing/policy-yaml';
import { BASE, evidenceOf, route, SUBSETS, TRAFFIC } from './evidence.testing';
import { findSplits } from './find-splits';
import type { Split } from './split';

const splitOf = (...texts: readonly string[]): Split => findSplits(evidenceOf(TRAFFIC, ...texts))[0] as Split;
const rolesOf = ({ versions }: Split) => Object.fromEntries(versions.map(({ name, role }) => [name, role]));

/** A Deployment of cart whose Pods have one more label; `made` = its creationTimestamp. */
const deployment = (name: string, label: string, made?: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop${made === undefined ? '' : `, creationTimestamp: "${made}"`} }
spec:
  selector: { matchLabels: { app: cart, ${label} } }
  template: { metadata: { labels: { app: cart, ${label} } }, spec: { containers: [{ name: main, image: main }] } }
`;
const subsets = (...names: readonly (readonly [string, string])[]) =>
  policyYaml(
    'DestinationRule',
    'cart',
    `{ host: cart, subsets: [${names.map(([name, label]) => `{ name: ${name}, labels: { ${label} } }`).join(', ')}] }`,
  );
const weights = (...shares: readonly (readonly [string, number])[]) =>
  policyYaml(
    'VirtualService',
    'cart',
    `{ hosts: [cart], http: [{ route: [${shares.map(([subset, weight]) => `{ destination: { host: cart, subset: ${subset} }, weight: ${weight} }`).join(', ')}] }] }`,
  );
const WEB = [podYaml('web'), serviceYaml('cart')];

describe('the candidate', () => {
  // Baseline, 5 %, half, more than half, done: v2 is what is rolled out in all of them, and after a rollback it still is.
  it.each([0, 5, 50, 95, 100])('is v2 beside v1 at %i percent', (weight) => {
    const split = splitOf(BASE, route(100 - weight, weight), SUBSETS);
    expect(rolesOf(split)).toEqual({ v1: 'stable', v2: 'candidate' });
    expect(split.roles).toBe('v1 is the stable version and v2 the candidate, by their version numbers.');
    expect(split.versions[0]?.name).toBe('v1');
  });

  it.each([
    ['v10', 'v9'],
    ['v2', 'v1'],
  ])('is %s beside %s whichever is written first', (newer, older) => {
    const named = [subsets([newer, `version: ${newer}`], [older, `version: ${older}`]), weights([newer, 100], [older, 0])];
    expect(rolesOf(splitOf(...WEB, ...named))).toEqual({ [newer]: 'candidate', [older]: 'stable' });
  });

  it.each([
    // The names that the manuals of Flagger and of Argo Rollouts use.
    ['cart-primary', 'cart-canary', 0],
    ['cart-primary', 'cart-canary', 100],
    ['stable', 'canary', 100],
    ['active', 'preview', 100],
    ['cart', 'cart-canary', 100],
    // A name is a word of its own: "unstable" is none.
    ['unstable', 'canary', 100],
  ])('beside %s is %s by its name, at %i percent', (stable, candidate, weight) => {
    // The version labels say the opposite.
    const rule = subsets([stable, 'version: v2'], [candidate, 'version: v1']);
    const split = splitOf(...WEB, rule, weights([stable, 100 - weight], [candidate, weight]));
    expect(rolesOf(split)).toEqual({ [stable]: 'stable', [candidate]: 'candidate' });
    expect(split.roles).toMatch(/, by their names\.$/);
  });

  it.each([0, 100])('of names without an order is the one whose workload was made later, at %i percent', (weight) => {
    const made = [
      deployment('cart-b', 'colour: blue', '2026-11-01T08:00:00Z'),
      deployment('cart-g', 'colour: green', '2026-11-20T08:00:00Z'),
    ];
    const rule = subsets(['green', 'colour: green'], ['blue', 'colour: blue']);
    const split = splitOf([...WEB, ...made, rule, weights(['green', weight], ['blue', 100 - weight])].join('\n---\n'));
    expect(rolesOf(split)).toEqual({ blue: 'stable', green: 'candidate' });
    expect(split.roles).toBe('blue is the stable version and green the candidate, by when their workloads were made.');
  });

  it.each([
    ['made by one command', '2026-11-01T08:00:00Z', '2026-11-01T08:00:30Z'],
    ['of which one does not tell', '2026-11-01T08:00:00Z', undefined],
  ])('is not guessed from shares between workloads %s', (_, blue, green) => {
    const made = [deployment('cart-b', 'colour: blue', blue), deployment('cart-g', 'colour: green', green)];
    const rule = subsets(['blue', 'colour: blue'], ['green', 'colour: green']);
    const split = splitOf([...WEB, ...made, rule, weights(['blue', 10], ['green', 90])].join('\n---\n'));
    expect(rolesOf(split)).toEqual({ blue: 'other', green: 'other' });
    expect(split.roles).toMatch(/^Nothing tells which version is the candidate/);
    expect(split.versions.map(({ name }) => name)).toEqual(['green', 'blue']);
  });

  it.each<[readonly [number, number, number], readonly [string, string, string]]>([
    [
      [70, 20, 10],
      ['stable', 'candidate', 'candidate'],
    ],
    // v1 was replaced by v2 long ago and is still deployed.
    [
      [0, 90, 10],
      ['other', 'stable', 'candidate'],
    ],
    [
      [0, 100, 0],
      ['other', 'stable', 'candidate'],
    ],
    [
      [0, 0, 100],
      ['other', 'stable', 'candidate'],
    ],
    [
      [100, 0, 0],
      ['stable', 'candidate', 'candidate'],
    ],
  ])('among three versions with %j is what is newer than the oldest in use', ([v1, v2, v3], [first, second, third]) => {
    const names = ['v1', 'v2', 'v3'] as const;
    const split = splitOf(
      ...WEB,
      subsets(...names.map((name) => [name, `version: ${name}`] as const)),
      weights(['v1', v1], ['v2', v2], ['v3', v3]),
    );
    expect(rolesOf(split)).toEqual({ v1: first, v2: second, v3: third });
  });
});
