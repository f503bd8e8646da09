/** What is split, between which versions, by which shares: resources in, rules of docs/policies.md §5.1 out. */
import { describe, expect, it } from 'vitest';
import type { Telemetry } from '../../telemetry/rows';
import { podYaml, policyYaml, serviceYaml } from '../../testing/policy-yaml';
import { BASE, evidenceOf, route, SUBSETS, TRAFFIC } from './evidence.testing';
import { findSplits } from './find-splits';
import type { Split } from './split';

const splitsOf = (telemetry: Telemetry, ...texts: readonly string[]): readonly Split[] => findSplits(evidenceOf(telemetry, BASE, ...texts));
const shown = ({ versions }: Split) => versions.map(({ name, role, configured }) => [name, role, configured?.min, configured?.max]);

describe('a split', () => {
  it.each<[string, readonly string[], readonly (readonly unknown[])[]]>([
    [
      'of weights has fixed shares',
      [route(90, 10), SUBSETS],
      [
        ['v1', 'stable', 0.9, 0.9],
        ['v2', 'candidate', 0.1, 0.1],
      ],
    ],
    [
      'need not add up to 100',
      [route(3, 1), SUBSETS],
      [
        ['v1', 'stable', 0.75, 0.75],
        ['v2', 'candidate', 0.25, 0.25],
      ],
    ],
    [
      'with weight 0 keeps the version',
      [route(100, 0), SUBSETS],
      [
        ['v1', 'stable', 1, 1],
        ['v2', 'candidate', 0, 0],
      ],
    ],
    [
      'that is finished keeps the old version as the stable one',
      [route(0, 100), SUBSETS],
      [
        ['v1', 'stable', 0, 0],
        ['v2', 'candidate', 1, 1],
      ],
    ],
    [
      'to one subset has its siblings without share',
      [
        policyYaml('VirtualService', 'cart', '{ hosts: [cart], http: [{ route: [{ destination: { host: cart, subset: v1 } }] }] }'),
        SUBSETS,
      ],
      [
        ['v1', 'stable', 1, 1],
        ['v2', 'candidate', 0, 0],
      ],
    ],
    [
      'of conditions has bounds',
      [
        policyYaml(
          'VirtualService',
          'cart',
          '{ hosts: [cart], http: [{ match: [{ headers: { beta: { exact: "1" } } }], route: [{ destination: { host: cart, subset: v2 } }] }, { route: [{ destination: { host: cart, subset: v1 } }] }] }',
        ),
        SUBSETS,
      ],
      [
        ['v1', 'stable', 0, 1],
        ['v2', 'candidate', 0, 1],
      ],
    ],
    [
      'beside a rule that leads elsewhere stays fixed: what takes that rule is not counted',
      [
        serviceYaml('other'),
        policyYaml(
          'VirtualService',
          'cart',
          '{ hosts: [cart], http: [{ match: [{ uri: { prefix: /other } }], route: [{ destination: { host: other } }] }, { route: [{ destination: { host: cart, subset: v1 }, weight: 80 }, { destination: { host: cart, subset: v2 }, weight: 20 }] }] }',
        ),
        SUBSETS,
      ],
      [
        ['v1', 'stable', 0.8, 0.8],
        ['v2', 'candidate', 0.2, 0.2],
      ],
    ],
    [
      'without route has no shares',
      [SUBSETS],
      [
        ['v1', 'stable', undefined, undefined],
        ['v2', 'candidate', undefined, undefined],
      ],
    ],
  ])('%s', (_, texts, expected) => {
    const splits = splitsOf(TRAFFIC, ...texts);
    expect(splits.map(({ host }) => host)).toEqual(['cart.shop.svc.cluster.local']);
    expect(splits.map(shown)).toEqual([expected]);
    expect([...(splits[0]?.callers.values() ?? [])]).toMatchObject([{ namespace: 'shop', workload: 'web', through: 'sidecar' }]);
  });

  it('stands without traffic, and with calls that are half there', () => {
    const nothing = { ...TRAFFIC, requests: [], latency: [] };
    const [split] = splitsOf(nothing, route(90, 10), SUBSETS);
    expect([split?.callers.size, split === undefined ? [] : shown(split)]).toEqual([
      0,
      [
        ['v1', 'stable', 0.9, 0.9],
        ['v2', 'candidate', 0.1, 0.1],
      ],
    ]);
    expect(findSplits(evidenceOf(nothing, ''.padEnd(0), podYaml('web')))).toEqual([]);
  });

  it('is told by the field of its weight', () => {
    const [split] = splitsOf(TRAFFIC, route(90, 10), SUBSETS);
    const ref = { kind: 'VirtualService', namespace: 'shop', name: 'cart' };
    expect(split?.versions.map(({ at }) => at)).toEqual([
      { ref, path: 'spec.http[0].route[0]' },
      { ref, path: 'spec.http[0].route[1]' },
    ]);
    expect(split?.resources.map(({ ref: { kind }, path }) => `${kind} ${path}`)).toEqual([
      'VirtualService spec.http[0]',
      'DestinationRule spec.subsets[0]',
      'DestinationRule spec.subsets[1]',
    ]);
  });

  it('between Services of their own is one of the host that is called (Flagger)', () => {
    const texts = [
      serviceYaml('cart-primary').replace('app: cart-primary', 'app: cart, version: v1'),
      serviceYaml('cart-canary').replace('app: cart-canary', 'app: cart, version: v2'),
      policyYaml(
        'VirtualService',
        'cart',
        '{ hosts: [cart], http: [{ route: [{ destination: { host: cart-primary }, weight: 30 }, { destination: { host: cart-canary }, weight: 70 }] }] }',
      ),
    ];
    const [split] = splitsOf(TRAFFIC, ...texts);
    expect([split?.host, split?.tool]).toEqual(['cart.shop.svc.cluster.local', 'Flagger']);
    // The name says which stays, whatever the weights are.
    expect(split === undefined ? [] : shown(split)).toEqual([
      ['cart-primary', 'stable', 0.3, 0.3],
      ['cart-canary', 'candidate', 0.7, 0.7],
    ]);
  });

  it('whose versions telemetry shows alike is not compared (Argo Rollouts with hashes alone)', () => {
    const hashes = policyYaml(
      'DestinationRule',
      'cart',
      '{ host: cart, subsets: [{ name: v1, labels: { rollouts-pod-template-hash: a1 } }, { name: v2, labels: { rollouts-pod-template-hash: b2 } }] }',
    );
    const pods = ['a1', 'b2'].map((hash) =>
      podYaml(`roll-${hash}`, { labels: `rollouts-pod-template-hash: ${hash}, pod-template-hash: ${hash}` })
        .replace(`app: roll-${hash}`, 'app: cart')
        .replace(
          ' }, annotations',
          ' }, ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: cart-' +
            hash +
            ', uid: u, controller: true }], annotations',
        ),
    );
    const [split] = findSplits(evidenceOf(TRAFFIC, podYaml('web'), serviceYaml('cart'), ...pods, route(90, 10), hashes));
    expect([split?.tool, split?.notComparable?.reason]).toEqual(['Argo Rollouts', 'indistinguishable']);
  });

  it.each([
    ['mirrors', ', mirror: { host: cart, subset: v2 }, mirrorPercentage: { value: 50 }', 'mirror'],
    ['retries', ', retries: { attempts: 3, retryOn: 5xx }', 'retries'],
  ])('with %s has a caution', (_, more, code) => {
    const [split] = splitsOf(TRAFFIC, route(90, 10, more), SUBSETS);
    expect(split?.cautions.map((each) => each.code)).toEqual([code]);
    expect(split?.notComparable).toBeUndefined();
  });

  it('with sticky sessions is not compared', () => {
    const sticky = SUBSETS.replace(
      '{ host: cart,',
      '{ host: cart, trafficPolicy: { loadBalancer: { consistentHash: { useSourceIp: true } } },',
    );
    expect(splitsOf(TRAFFIC, route(90, 10), sticky)[0]?.clustered).toMatchObject({ reason: 'sticky' });
  });

  it('of which nobody knows the older route is not compared', () => {
    const other = route(50, 50).replace('name: cart,', 'name: cart-b,');
    expect(splitsOf(TRAFFIC, route(90, 10), other, SUBSETS)[0]?.notComparable?.reason).toBe('ambiguous');
  });
});
