import { describe, expect, it } from 'vitest';
import { layoutGraph } from '../layout/layout-graph';
import { buildMesh } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { mesh as rows } from '../testing/mesh-notation';
import { buildScene } from './build-scene';
import { NODE_LABELS } from './node-labels';
import { nodeSize } from './node-size';

const mesh = buildMesh(rows('shop/web:v1 -> shop/cart:v2 5rps\nshop/web:v1 -> pay/pay:v1 9rps 50%503'), {
  groupBy: 'workload',
  closed: new Set(),
  thresholds: DEFAULT_THRESHOLDS,
});
const layout = layoutGraph({ nodes: mesh.nodes.map((node) => ({ ...node, ...nodeSize(node) })), edges: mesh.edges });
const details = (nodeLabels: readonly string[]) =>
  buildScene({ mesh, layout, view: { labels: [], nodeLabels } }).nodes.map(({ label, detail }) => [label, detail]);

describe('what stands below the name of a node', () => {
  it.each<readonly [readonly string[], string | undefined]>([
    [['version', 'kind'], 'v2'],
    [['version', 'namespace'], 'shop · v2'],
    [['namespace'], 'shop'],
    [['planet'], undefined],
    [[], undefined],
  ])('%j shows "%s" of a healthy workload and the reason of a sick one', (labels, healthy) => {
    const found = new Map(details(labels).map(([name, detail]) => [name?.split('-')[0], detail]));
    expect(found.get('cart')).toBe(healthy);
    expect(found.get('pay')).toBe('50 % 503');
  });

  it('every field has an id of its own', () => {
    expect(new Set(NODE_LABELS.map(({ id }) => id)).size).toBe(NODE_LABELS.length);
  });
});
