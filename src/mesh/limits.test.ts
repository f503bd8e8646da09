import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mesh as rows } from '../testing/mesh-notation';
import { buildMesh } from './build-mesh';
import { DEFAULT_THRESHOLDS, judgeConnections } from './health';
import { limitsFor } from './limits';
import type { Limits, ThresholdRule, Thresholds } from './model';

const rule = (namespace: string, protocol: ThresholdRule['protocol'], part: Partial<Limits> = {}): ThresholdRule => ({
  degradedPercent: 0,
  failingPercent: 10,
  count4xx: false,
  floorPerSecond: 0,
  namespace,
  protocol,
  ...part,
});

/** The rules as one would tell them to a colleague: go down the list, stop at the first that fits. */
function naive(thresholds: Thresholds, namespace: string | undefined, protocol: 'http' | 'grpc' | 'tcp'): Limits {
  for (const each of thresholds.rules) {
    const pattern = new RegExp(`^${each.namespace.replace('*', '.*')}$`);
    const named = each.namespace === '*' || (namespace !== undefined && pattern.test(namespace));
    const spoken = each.protocol === protocol || (each.protocol === 'any' && protocol !== 'tcp');
    if (named && spoken) return each;
  }
  return thresholds;
}

const namespaces = ['shop', 'shop-eu', 'pay', 'payments', 'payments-test', 'a'];
const pattern = fc.constantFrom(...namespaces, 'shop*', 'pay*', 'payments-*', '*', 'b*');
const rules = fc.array(fc.tuple(pattern, fc.constantFrom('any', 'http', 'grpc', 'tcp')), { maxLength: 6 });

describe('threshold rules', () => {
  it('the first that fits decides, the others are judged by the limits of all', () => {
    fc.assert(
      fc.property(
        rules,
        fc.constantFrom(undefined, ...namespaces),
        fc.constantFrom('http', 'grpc', 'tcp'),
        (given, namespace, protocol) => {
          const thresholds: Thresholds = {
            ...DEFAULT_THRESHOLDS,
            rules: given.map(([name, spoken], index) => rule(name, spoken, { failingPercent: index })),
          };
          expect(limitsFor(thresholds, namespace, protocol)).toBe(naive(thresholds, namespace, protocol));
        },
      ),
    );
  });

  // 4 of 100 requests fail: 4 %. cart and pay differ only in the namespace that is called.
  const text = 'shop/web -> shop/cart 100rps 4%500\nshop/web -> pay/pay 100rps 4%500';
  const healthOf = (given: Partial<Thresholds>, notation = text) => {
    const { edges } = buildMesh(rows(notation), {
      groupBy: 'workload',
      closed: new Set(),
      thresholds: { ...DEFAULT_THRESHOLDS, ...given },
    });
    return edges.map(({ target, health, reason }) => [target.split('/').at(-1), health, reason]).sort();
  };

  it.each<readonly [string, Partial<Thresholds>, string, string]>([
    ['without rules both are degraded', {}, 'degraded', 'degraded'],
    ['a rule for the called namespace', { rules: [rule('pay', 'http', { failingPercent: 3 })] }, 'degraded', 'failing'],
    [
      'a rule for the calling namespace does nothing to calls out of it',
      { rules: [rule('shop', 'http', { failingPercent: 3 })] },
      'failing',
      'degraded',
    ],
    ['a rule for the beginning of a name', { rules: [rule('pa*', 'any', { degradedPercent: 5 })] }, 'degraded', 'healthy'],
    ['a rule for another protocol', { rules: [rule('pay', 'grpc', { failingPercent: 3 })] }, 'degraded', 'degraded'],
    [
      'the first of two',
      { rules: [rule('*', 'http', { degradedPercent: 5 }), rule('pay', 'http', { failingPercent: 3 })] },
      'healthy',
      'healthy',
    ],
  ])('%s', (_, thresholds, cart, pay) => {
    expect(healthOf(thresholds).map(([, health]) => health)).toEqual([cart, pay]);
  });

  it('a rule that counts 4xx changes the error ratio of that namespace alone', () => {
    const { edges } = buildMesh(rows('shop/web -> shop/cart 100rps 30%404\nshop/web -> pay/pay 100rps 30%404'), {
      groupBy: 'workload',
      closed: new Set(),
      thresholds: { ...DEFAULT_THRESHOLDS, rules: [rule('pay', 'http', { count4xx: true })] },
    });
    // Sorted by id, so the call to pay comes first.
    expect(edges.map(({ errorRatio, health }) => [errorRatio, health])).toEqual([
      [0.3, 'failing'],
      [0, 'healthy'],
    ]);
  });

  it('an edge slower than its floor is not judged and says so; one at the floor is', () => {
    expect(healthOf({ floorPerSecond: 5 }, 'web -> cart 4rps 50%500\nweb -> pay 5rps 50%500')).toEqual([
      ['cart', 'unknown', 'too little traffic to judge'],
      ['pay', 'failing', '50 % 500'],
    ]);
  });

  it.each<readonly [string, number, number, Partial<Limits> | undefined, string]>([
    ['without a rule any failed connection degrades', 100, 1, undefined, 'degraded'],
    ['1 of 100 below 5 %', 100, 1, { degradedPercent: 5 }, 'healthy'],
    ['1 of 4 is 25 %', 4, 1, { failingPercent: 20 }, 'failing'],
    ['all failed before they opened', 0, 2, { failingPercent: 100 }, 'failing'],
    ['none failed', 10, 0, {}, 'healthy'],
    ['1 a second below a floor of 2', 1, 1, { floorPerSecond: 2 }, 'too-few'],
  ])('TCP: %s', (_, closedPerSecond, failedPerSecond, limits, expected) => {
    const judged = judgeConnections({ closedPerSecond, failedPerSecond }, limits && rule('db', 'tcp', limits));
    expect(judged).toBe(expected);
  });
});
