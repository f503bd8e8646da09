import { describe, expect, it } from 'vitest';
import type { GroupId, Health, MeshNode, NodeId } from '../../mesh/model';
import { matchNodes, sickFirst } from './order-nodes';

function node(name: string, health: Health, namespace?: string): MeshNode {
  const flow = { requestsPerSecond: 0, bytesPerSecond: 0 };
  return {
    id: `${namespace}/${name}` as NodeId,
    kind: 'workload',
    group: 'g' as GroupId,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    root: false,
    incoming: flow,
    outgoing: flow,
    health,
    inherited: 'healthy',
    members: 1,
    sickMembers: 0,
  };
}
const names = (nodes: readonly MeshNode[]) => nodes.map(({ name }) => name);

describe('lists of nodes', () => {
  it('puts the failing before the degraded before the healthy, then by name', () => {
    const nodes = [node('b', 'healthy'), node('idle', 'idle'), node('a', 'healthy'), node('z', 'failing'), node('y', 'degraded')];
    expect(names(sickFirst(nodes))).toEqual(['z', 'y', 'a', 'b', 'idle']);
  });

  it('finds nodes by name or namespace without regard to case', () => {
    const nodes = [node('Cart', 'healthy', 'shop'), node('db', 'healthy', 'data'), node('web', 'healthy')];
    expect(names(matchNodes(nodes, 'cart'))).toEqual(['Cart']);
    expect(names(matchNodes(nodes, ' DATA'))).toEqual(['db']);
    expect(names(matchNodes(nodes, ''))).toEqual(['Cart', 'db', 'web']);
  });
});
