import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgeId, groupId, nodeId, partsOfNodeId } from './ids';
import type { NodeKind } from './model';

const label = fc.option(fc.oneof(fc.constantFrom('~', '%7E', '/', '>', '', '__proto__', 'a/b', '%2F'), fc.string({ unit: 'binary' })), {
  nil: undefined,
});
const node = fc.record({
  kind: fc.constantFrom<NodeKind>('workload', 'app', 'versionedApp', 'service', 'external', 'unknown', 'namespace'),
  cluster: label,
  namespace: label,
  name: fc.string({ unit: 'binary' }),
  version: label,
});

describe('ids', () => {
  it('are readable', () => {
    expect(nodeId('workload', { cluster: 'east', namespace: 'shop', name: 'cart-v1' })).toBe('workload/east/shop/cart-v1');
    expect(nodeId('versionedApp', { namespace: 'shop', name: 'a/b', version: 'v1' })).toBe('versionedApp/~/shop/a%2Fb/v1');
    expect(groupId('east', undefined)).toBe('group/east/~');
  });

  it('different nodes have different ids, whatever their labels hold', () => {
    fc.assert(
      fc.property(node, node, (a, b) => {
        const same = JSON.stringify([a.kind, a.cluster, a.namespace, a.name]) === JSON.stringify([b.kind, b.cluster, b.namespace, b.name]);
        const sameVersion = a.kind !== 'versionedApp' || a.version === b.version;
        return (nodeId(a.kind, a) === nodeId(b.kind, b)) === (same && sameVersion && definedAlike(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  it('of nodes say what they were made of', () => {
    fc.assert(
      fc.property(node, ({ version, ...parts }) => {
        const { kind, ...read } = partsOfNodeId(nodeId(parts.kind, { ...parts, version }));
        expect([kind, read.cluster, read.namespace, read.name]).toEqual([parts.kind, parts.cluster, parts.namespace, parts.name]);
        if (parts.kind === 'versionedApp') expect(read.version).toBe(version);
      }),
    );
  });

  it('different pairs of nodes have different edge ids', () => {
    fc.assert(
      fc.property(node, node, node, node, (a, b, c, d) => {
        const ids = [a, b, c, d].map((one) => nodeId(one.kind, one));
        const same = ids[0] === ids[2] && ids[1] === ids[3];
        return (edgeId(ids[0]!, ids[1]!, 'http') === edgeId(ids[2]!, ids[3]!, 'http')) === same;
      }),
    );
  });
});

/** JSON writes undefined and absent alike in arrays as null, and null is no label value. */
function definedAlike(a: { cluster: string | undefined; namespace: string | undefined }, b: typeof a): boolean {
  return (a.cluster === undefined) === (b.cluster === undefined) && (a.namespace === undefined) === (b.namespace === undefined);
}
