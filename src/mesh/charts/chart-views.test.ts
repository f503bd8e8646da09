import { describe, expect, it } from 'vitest';
import { mesh as rows } from '../../testing/mesh-notation';
import { buildMesh } from '../build-mesh';
import { DEFAULT_THRESHOLDS } from '../health';
import { chartViews } from './chart-views';

const CONTEXT = { windowSeconds: 300, namespaces: [], thresholds: DEFAULT_THRESHOLDS };
const build = (text: string) => buildMesh(rows(text), { groupBy: 'app', closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
const MESH = build('shop/web -> data/cart 12rps\ndata/cart -> data/db 3rps\ndata/cart -> pay/ledger 2rps grpc');

describe('what can be charted', () => {
  it('an edge as it is', () => {
    const [view, ...others] = chartViews(MESH, { kind: 'edge', edge: MESH.edges[0]! }, CONTEXT);
    expect(others).toEqual([]);
    expect(view).toMatchObject({ id: 'edge', selection: { protocol: MESH.edges[0]!.protocol, reporters: ['source'] } });
  });

  it('a node by side and protocol, as far as something flows', () => {
    const cart = MESH.nodes.find(({ name }) => name === 'cart')!;
    const views = chartViews(MESH, { kind: 'node', node: cart }, CONTEXT);
    expect(views.map(({ id }) => id)).toEqual(['in http', ...views.slice(1).map(({ id }) => id)]);
    expect(views.every(({ id }) => id.startsWith('in ') || id.startsWith('out '))).toBe(true);
  });

  it('an open group by the matchers of its namespace', () => {
    const group = MESH.groups.find(({ name }) => name === 'data')!;
    const views = chartViews(MESH, { kind: 'group', group }, CONTEXT);
    expect(views.map(({ side }) => side)).toContain('in');
    expect(views.map(({ side }) => side)).toContain('out');
    for (const { side, selection } of views) {
      const end = side === 'in' ? 'destination' : 'source';
      expect(selection.series.flat().join(' ')).toContain(`${end}_workload_namespace="data"`);
    }
  });

  it('nothing of a group without members in the picture', () => {
    const group = { ...MESH.groups[0]!, members: [], id: 'elsewhere' as never };
    expect(chartViews(MESH, { kind: 'group', group }, CONTEXT)).toEqual([]);
  });
});
