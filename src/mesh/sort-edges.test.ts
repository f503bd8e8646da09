import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Protocol } from '../telemetry/rows';
import { edgeId, nodeId } from './ids';
import { sortEdges, sortEdgesById } from './sort-edges';

const name = fc.oneof(fc.constantFrom('a', 'a-1', 'a.b', 'a>b', 'a/b', 'a~', 'a%', '', 'ä', 'svc', 'svc-1'), fc.string({ unit: 'binary' }));
const node = fc
  .tuple(fc.constantFrom('workload' as const, 'service' as const), name)
  .map(([kind, text]) => ({ id: nodeId(kind, { name: text }) }));
const edge = fc
  .tuple(node, node, fc.constantFrom<Protocol>('http', 'grpc', 'tcp'))
  .map(([source, target, protocol]) => ({ id: edgeId(source.id, target.id, protocol), source, target, protocol }));

describe('sorting edges', () => {
  it('by the ranks of their nodes gives the order of their ids, whatever the names hold', () => {
    fc.assert(
      fc.property(fc.uniqueArray(edge, { selector: ({ id }) => id, maxLength: 60 }), (edges) => {
        expect(sortEdges(edges).map(({ id }) => id)).toEqual(sortEdgesById(edges).map(({ id }) => id));
      }),
    );
  });
});
