import { describe, expect, it } from 'vitest';
import { changeOf, proposalFor, subjectOf } from './subject';

describe('what the view is opened on', () => {
  it('is written into the link as names and read back', () => {
    const ref = { kind: 'AuthorizationPolicy', namespace: 'store', name: 'cart' };
    const cluster = { kind: 'Namespace', namespace: '', name: 'store' };
    const workload = { kind: 'workload', namespace: 'store', name: 'cart-v1' } as const;
    expect(changeOf(ref)).toBe('change/AuthorizationPolicy/store/cart');
    expect(subjectOf(changeOf(ref))).toEqual({ kind: 'change', ref });
    expect(subjectOf(changeOf(cluster))).toEqual({ kind: 'change', ref: cluster });
    expect(subjectOf(proposalFor(workload))).toEqual({ kind: 'propose', of: workload });
  });

  it.each([undefined, '', 'change', 'change/X/ns/', 'propose/pod/ns/a', 'propose/workload//a', 'change/X/ns/a/b', 'checkout.shop'])(
    'is nothing for %s',
    (text) => {
      expect(subjectOf(text)).toBeUndefined();
    },
  );
});
