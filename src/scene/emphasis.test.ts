import { describe, expect, it } from 'vitest';
import type { Layout } from '../layout/types';
import { buildMesh } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import type { MeshPart } from '../mesh/mesh-part';
import type { Mesh } from '../mesh/model';
import { mesh as rows } from '../testing/mesh-notation';
import { buildScene, type SceneView } from './build-scene';
import { legend } from './legend';
import type { Scene } from './scene';
import { shareScene } from './share-scene';

const mesh = buildMesh(
  rows('shop/web -> shop/cart 120rps\nshop/cart -> pay/ledger 10rps 20%503/UF\npay/ledger -> pay/disk 5rps\nshop/web -> shop/search 5rps'),
  { groupBy: 'app', closed: new Set(), thresholds: DEFAULT_THRESHOLDS },
);
const layout: Layout = {
  nodes: new Map(mesh.nodes.map((node, index) => [node.id, { x: index * 300, y: 0 }])),
  groups: new Map(mesh.groups.map((group, index) => [group.id, { x: index * 500, y: 100, width: 400, height: 300 }])),
};
const scene = (view: Partial<SceneView> = {}): Scene => buildScene({ mesh, layout, view: { labels: ['rate'], ...view } });

const nodeId = (name: string) => mesh.nodes.find((node) => node.name === name)!.id;
const edgeId = (from: string, to: string) => mesh.edges.find(({ source, target }) => source === nodeId(from) && target === nodeId(to))!.id;
const part = (nodes: readonly string[], edges: readonly (readonly [string, string])[] = []): MeshPart => ({
  nodes: new Set(nodes.map(nodeId)),
  edges: new Set(edges.map(([from, to]) => edgeId(from, to))),
});
const nodesOf = ({ nodes }: Scene): string =>
  nodes
    .map(({ label }) => label)
    .sort()
    .join(' ');
const fadedIn = ({ nodes }: Scene): string =>
  nodes
    .filter(({ faded }) => faded)
    .map(({ label }) => label)
    .sort()
    .join(' ');

describe('what is removed', () => {
  it('leaves the picture with every edge at it, and nothing else moves', () => {
    const all = scene();
    const rest = scene({ removed: part(['cart']) });
    expect(nodesOf(rest)).toBe('disk ledger search web');
    expect(rest.edges.map(({ target }) => target)).toEqual([nodeId('disk'), nodeId('search')]);
    for (const node of rest.nodes) expect(node).toEqual(all.nodes.find(({ id }) => id === node.id));
    expect(rest.groups).toEqual(all.groups);
  });

  it.each<readonly [string, MeshPart, Scene['removed']]>([
    // cart takes web>cart and the failing cart>ledger with it.
    ['a node between two edges, one of them failing', part(['cart']), { nodes: 1, edges: 2, failing: 1, degraded: 0 }],
    ['an edge alone', part([], [['web', 'search']]), { nodes: 0, edges: 1, failing: 0, degraded: 0 }],
    // ledger answers what fails, so it is failing itself.
    ['the failing node and its two edges', part(['ledger']), { nodes: 1, edges: 2, failing: 2, degraded: 0 }],
    ['things that are not in this mesh', { nodes: new Set(['gone' as never]), edges: new Set() }, undefined],
  ])('is counted, the sick by themselves: %s', (_, removed, counted) => {
    expect(scene({ removed }).removed).toEqual(counted);
  });

  it('takes the box of its group along when nobody is left in it', () => {
    const names = scene({ removed: part(['ledger', 'disk']) }).groups.map(({ label }) => label);
    expect(names).toEqual(['shop']);
  });

  it('is another scene when only its count changed, and the same when nothing did', () => {
    const before = scene({ removed: part(['cart']) });
    expect(shareScene(before, scene({ removed: part(['cart']) }))).toBe(before);
    expect(shareScene(before, scene()).removed).toBeUndefined();
  });
});

describe('what is dimmed, selected and found, in this order', () => {
  it('dims a node and the edges at it', () => {
    const dimmed = scene({ dimmed: part(['cart']) });
    expect(fadedIn(dimmed)).toBe('cart');
    expect(
      dimmed.edges
        .filter(({ faded }) => faded)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([edgeId('cart', 'ledger'), edgeId('web', 'cart')].sort());
  });

  it.each<readonly [string, Partial<SceneView>, string]>([
    ['the selection fades what is not near it', { selected: nodeId('disk') }, 'cart search web'],
    ['what is dimmed stays so near the selection', { selected: nodeId('disk'), dimmed: part(['ledger']) }, 'cart ledger search web'],
    ['the selected thing itself never fades', { selected: nodeId('disk'), dimmed: part(['disk']) }, 'cart search web'],
    [
      'a selection that was removed with its neighbours fades the others',
      { selected: nodeId('disk'), removed: part(['disk']) },
      'cart search web',
    ],
  ])('%s', (_, view, faded) => {
    expect(fadedIn(scene(view))).toBe(faded);
  });

  it('marks what was found, faded or not, and says so in the legend only then', () => {
    const found = scene({ found: part(['disk'], [['web', 'cart']]), selected: nodeId('search') });
    expect(found.nodes.filter((node) => node.found).map(({ label }) => label)).toEqual(['disk']);
    expect(found.edges.filter((edge) => edge.found).map(({ id }) => id)).toEqual([edgeId('web', 'cart')]);
    const sections = (shown: Scene) => legend({ labels: [], scene: shown }).map(({ section }) => section);
    expect(sections(found)).toContain('find');
    expect(sections(scene())).not.toContain('find');
  });
});

it('a mesh nobody asked anything of has a scene without any word of it', () => {
  const plain: Mesh = mesh;
  expect(buildScene({ mesh: plain, layout, view: { labels: ['rate'], dimmed: part([]), found: part([]), removed: part([]) } })).toEqual(
    scene(),
  );
});
