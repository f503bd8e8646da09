import { describe, expect, it } from 'vitest';
import type { ConnectionRow } from '../telemetry/rows';
import { mesh as rows } from '../testing/mesh-notation';
import { buildMesh } from './build-mesh';
import { DEFAULT_THRESHOLDS } from './health';
import type { MeshEdge } from './model';

const edgeOf = (connections: readonly ConnectionRow[]): MeshEdge =>
  buildMesh({ ...rows(''), connections }, { groupBy: 'app', closed: new Set(), thresholds: DEFAULT_THRESHOLDS }).edges[0]!;

describe('TCP connections of an edge', () => {
  it('failed and denied TCP connections show, and BlackHole TCP shows at all', () => {
    const [row] = rows('web -> @BlackHoleCluster tcp by:source').tcp;
    const { source, destination } = row!;
    const closed = { reporter: 'source', source, destination, outcome: 'closed', flags: 'UH', connectionsPerSecond: 0.5 } as const;
    const found = edgeOf([closed]);
    expect(found).toMatchObject({ protocol: 'tcp', health: 'degraded', reason: 'connections fail UH', reporter: 'source' });
    expect(found.connections).toEqual({ closedPerSecond: 0.5, failedPerSecond: 0.5, byFlags: new Map([['UH', 0.5]]) });
  });

  it('a connection that a ztunnel counts as closed and as failed is one failure', () => {
    const source = { cluster: 'c', namespace: 'shop', workload: 'web' };
    const destination = { cluster: 'c', namespace: 'shop', workload: 'db' };
    const refused = { reporter: 'destination', source, destination, flags: 'DENY', connectionsPerSecond: 0.5 } as const;
    const well = { ...refused, outcome: 'closed', flags: '-', connectionsPerSecond: 2 } as const;
    const connections = [{ ...refused, outcome: 'closed' } as const, { ...refused, outcome: 'failed' } as const, well];
    const found = edgeOf(connections);
    const byFlags = new Map([
      ['-', 2],
      ['DENY', 0.5],
    ]);
    expect(found.connections).toEqual({ closedPerSecond: 2.5, failedPerSecond: 0.5, byFlags });
  });
});
