import { describe, expect, it } from 'vitest';
import type { Layout } from '../layout/types';
import { buildMesh } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import type { GroupId, Mesh } from '../mesh/model';
import { edgePolicy, nodePolicy } from '../testing/edge-policy';
import { mesh as notation } from '../testing/mesh-notation';
import { buildScene, type SceneView } from './build-scene';
import type { SceneEdge, SceneNode } from './scene';
import { shareScene } from './share-scene';

const ALL = ['rate', 'errors', 'p99', 'mtls'];

const SHOP = `
  shop/web -> shop/cart:v1 120rps mtls p:250
  shop/web -> shop/cart:v2 30rps mtls p:250
  shop/cart:v1 -> pay/ledger 10rps 20%503/UF plaintext
  shop/cart:v1 -> pay/db tcp 2000Bps mtls
`;

function meshOf(text: string, closed: readonly string[] = []): Mesh {
  return buildMesh(notation(text), { groupBy: 'app', closed: new Set(closed as GroupId[]), thresholds: DEFAULT_THRESHOLDS });
}

/** Everything on a line; boxes are 400 × 300. */
function layoutOf(mesh: Mesh): Layout {
  return {
    nodes: new Map(mesh.nodes.map((node, index) => [node.id, { x: index * 300, y: 0 }])),
    groups: new Map(mesh.groups.map((group, index) => [group.id, { x: index * 500, y: 100, width: 400, height: 300 }])),
  };
}

function sceneOf(text: string, view: Partial<SceneView> = {}, closed: readonly string[] = []) {
  const mesh = meshOf(text, closed);
  return buildScene({ mesh, layout: layoutOf(mesh), view: { labels: ALL, ...view } });
}

const edgeTo = (edges: readonly SceneEdge[], name: string): SceneEdge => edges.find((edge) => edge.target.includes(name))!;
const nodeNamed = (nodes: readonly SceneNode[], name: string): SceneNode => nodes.find((node) => node.label === name)!;
const textsOf = (edge: SceneEdge): readonly string[] => edge.labels.map((label) => label.text);

describe('a scene of a mesh', () => {
  it('writes rate, errors and mTLS with units on an edge, and the reason where it is sick', () => {
    const { edges } = sceneOf(SHOP);
    const [rate, errors, p99, mtls] = textsOf(edgeTo(edges, 'cart'));
    expect([rate, errors, mtls]).toEqual(['150 rps', '0 % err', 'mTLS']);
    expect(p99).toMatch(/^p99 \d/);
    expect(textsOf(edgeTo(edges, 'ledger'))).toEqual(expect.arrayContaining(['10 rps', 'plaintext']));
    expect(textsOf(edgeTo(edges, 'ledger'))[1]).toMatch(/503/);
    expect(textsOf(edgeTo(edges, 'db'))[0]).toMatch(/^↑.*B\/s ↓.*B\/s$/);
  });

  it('shows only the labels that are asked for', () => {
    const { edges } = sceneOf(SHOP, { labels: ['mtls', 'no-such-label'] });
    expect(textsOf(edgeTo(edges, 'cart'))).toEqual(['mTLS']);
  });

  it('in brief says the rate alone of what is well and not looked at', () => {
    const { edges } = sceneOf(SHOP, { brief: true });
    expect(textsOf(edgeTo(edges, 'cart'))).toEqual(['150 rps']);
    expect(textsOf(edgeTo(edges, 'ledger')).length).toBeGreaterThan(2);
    const cart = edgeTo(edges, 'cart').id;
    expect(textsOf(edgeTo(sceneOf(SHOP, { brief: true, selected: cart }).edges, 'cart')).length).toBeGreaterThan(2);
  });

  it('tells sickness by tone, glyph and weight, and mTLS by a lock', () => {
    const { edges, nodes } = sceneOf(SHOP);
    expect(edgeTo(edges, 'ledger')).toMatchObject({ tone: 'fail', glyph: 'failing', lock: 'open', line: 'solid' });
    expect(edgeTo(edges, 'ledger').width).toBeGreaterThanOrEqual(3);
    expect(edgeTo(edges, 'cart')).toMatchObject({ tone: 'ok', lock: 'closed' });
    expect(edgeTo(edges, 'cart').glyph).toBeUndefined();
    expect(nodeNamed(nodes, 'ledger').tone).toBe('fail');
    expect(nodeNamed(nodes, 'cart')).toMatchObject({ tone: 'ok', ring: 'fail' });
  });

  it('gives the sick edge the highest priority and the busier of two healthy ones the higher', () => {
    const { edges } = sceneOf('a -> b 1rps\na -> c 900rps\na -> d 0.1rps 50%500');
    const order = [...edges].sort((x, y) => y.priority - x.priority).map((edge) => edge.target.split('/').at(-1));
    expect(order).toEqual(['d', 'c', 'b']);
  });

  it('puts the versions of an app into its node with their shares', () => {
    const { nodes } = sceneOf(SHOP);
    expect(nodeNamed(nodes, 'cart').parts.map(({ label, share }) => ({ label, share }))).toEqual([
      { label: 'v1', share: 0.8 },
      { label: 'v2', share: 0.2 },
    ]);
  });

  it('calls a version by its version in the box of its app, and an app without a box by its name', () => {
    const mesh = buildMesh(notation(SHOP), { groupBy: 'versionedApp', closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
    const { nodes } = buildScene({ mesh, layout: layoutOf(mesh), view: { labels: ALL } });
    const names = new Map(nodes.map(({ label, detail }) => [label, detail]));
    expect(names.get('v1')).toBe('cart');
    expect(names.get('v2')).toBe('cart');
    expect(names.has('web')).toBe(true);
  });

  it('draws a version of a split that nothing flowed to as a dotted part of the stream, though the mesh has no such edge', () => {
    const mesh = buildMesh(notation(SHOP), { groupBy: 'versionedApp', closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
    const [v1, v2] = ['v1', 'v2'].map((version) => mesh.edges.find(({ target }) => target.endsWith(`cart/${version}`))!);
    const withoutV2 = { ...mesh, edges: mesh.edges.filter(({ id }) => id !== v2!.id) };
    const part = (edge: typeof v1, version: string, share: number, perSecond: number) => ({
      ...{ version, configured: { least: share, most: share }, perSecond },
      ends: [{ edge: edge!.id, target: edge!.target, perSecond }],
    });
    const stream = {
      ...{ id: 's', source: v1!.source, host: 'cart', conditional: false, counted: 'requests' as const, perSecond: 120 },
      parts: [part(v1, 'v1', 0.95, 120), part(v2, 'v2', 0.05, 0)],
    };
    const policies = { edges: new Map(), nodes: new Map(), findings: [], streams: [stream] };
    const { edges } = buildScene({ mesh: withoutV2, layout: layoutOf(mesh), view: { labels: [...ALL, 'split'] }, policies });
    const [stable, canary] = [v1, v2].map((one) => edges.find(({ id }) => id === one!.id)!);
    expect(textsOf(stable!)[0]).toBe('100 % of 95 %');
    expect(canary).toMatchObject({ line: 'dotted', tone: 'idle', stream: { id: 's', bands: [{ share: 0, least: 0.05, most: 0.05 }] } });
    expect(textsOf(canary!)).toEqual(['0 % of 5 %']);
  });

  it('fades everything but the selected node, its edges and its neighbours', () => {
    const ledger = meshOf(SHOP).nodes.find((node) => node.name === 'ledger')!;
    const { nodes, edges } = sceneOf(SHOP, { selected: ledger.id });
    expect(
      nodes
        .filter((node) => !node.faded)
        .map((node) => node.label)
        .sort(),
    ).toEqual(['cart', 'ledger']);
    expect(nodes.filter((node) => node.selected).map((node) => node.label)).toEqual(['ledger']);
    expect(edges.filter((edge) => !edge.faded)).toEqual([edgeTo(edges, 'ledger')]);
  });

  it('beside a selection keeps the numbers of the sick, and of nothing else that stepped back', () => {
    const { edges, nodes } = sceneOf(SHOP, { selected: nodeNamed(sceneOf(SHOP).nodes, 'web').id });
    expect(nodeNamed(nodes, 'db').faded).toBe(true);
    // web → cart is near, cart → ledger is sick; cart → db is neither.
    expect(edges.filter(({ rank }) => rank !== undefined).map(({ target }) => target.split('/').at(-1))).toEqual(['ledger', 'cart']);
  });

  it('fades nothing for a selection that is not there, and nothing for what is only hovered', () => {
    const ledger = meshOf(SHOP).nodes.find((node) => node.name === 'ledger')!;
    for (const view of [{ selected: '__proto__' }, { hoveredNeighbourhood: ledger.id }]) {
      const { nodes, edges } = sceneOf(SHOP, view);
      expect([...nodes, ...edges].some((one) => one.faded || one.selected)).toBe(false);
    }
  });

  it('draws a closed group as a card in the middle of its footprint, with members and sick ones counted', () => {
    const pay = meshOf(SHOP).groups.find((group) => group.name.includes('pay'))!;
    const scene = sceneOf(SHOP, {}, [pay.id]);
    const card = scene.nodes.find((node) => node.shape === 'group')!;
    const box = scene.groups.find((group) => group.id === pay.id)!;
    expect(card).toMatchObject({ group: pay.id, detail: '2 services', sickCount: 1, glyph: 'failing' });
    expect([card.x, card.y]).toEqual([box.x + box.width / 2, box.y + box.height / 2]);
    expect(card.width).toBeLessThan(box.width);
    expect(box.label).toBe('');
  });

  it('puts a pinned node where the user put it and moves nobody else, not even its box', () => {
    const free = sceneOf(SHOP);
    const { id } = nodeNamed(free.nodes, 'cart');
    const scene = sceneOf(SHOP, { pins: new Map([[id, { x: -900, y: 40 }]]) });
    // Every box begins at y = 100, below the pin: the line leads to its upper side.
    expect(nodeNamed(scene.nodes, 'cart')).toMatchObject({ x: -900, y: 40, pinned: true, tie: { y: 100 } });
    expect(scene.nodes.filter((node) => node.id !== id)).toEqual(free.nodes.filter((node) => node.id !== id));
    expect(scene.groups).toEqual(free.groups);
  });

  it('draws what is gone where it stood, with the time of the chosen clock, counted nowhere', () => {
    const all = meshOf(SHOP);
    const now = meshOf('shop/web -> shop/cart:v1 120rps mtls p:250');
    const ghosts = {
      nodes: all.nodes.filter(({ name }) => name === 'ledger').map((node) => ({ id: node.id, node, sinceSeconds: 1_700_000_000 })),
      edges: all.edges.filter(({ target }) => target.includes('ledger')),
    };
    // 1,700,000,000 is 22:13:20 UTC, 23:13:20 an hour east of it.
    const scene = buildScene({ mesh: now, layout: layoutOf(all), view: { labels: ALL, offsetMinutes: 60 }, ghosts });
    expect(nodeNamed(scene.nodes, 'ledger')).toMatchObject({ ghost: true, detail: 'gone since 23:13', tone: 'idle' });
    expect(scene.edges.filter(({ ghost }) => ghost === true)).toMatchObject([{ line: 'short-dash', labels: [] }]);
    expect(now.nodes.some(({ name }) => name === 'ledger')).toBe(false);
    // Between two moments nobody knows when it left.
    const nodes = ghosts.nodes.map((ghost) => ({ ...ghost, onlyAt: 'A' }) as const);
    const alone = buildScene({ mesh: now, layout: layoutOf(all), view: { labels: ALL }, ghosts: { ...ghosts, nodes } });
    expect(nodeNamed(alone.nodes, 'ledger')).toMatchObject({ ghost: true, detail: 'at A only' });
  });

  it('leaves out what the layout has no place for yet', () => {
    const mesh = meshOf(SHOP);
    const all = layoutOf(mesh);
    const [first, ...rest] = [...all.nodes];
    const scene = buildScene({ mesh, layout: { ...all, nodes: new Map(rest) }, view: { labels: ALL } });
    expect(scene.nodes).toHaveLength(mesh.nodes.length - 1);
    expect(scene.edges.some((edge) => edge.source === first![0] || edge.target === first![0])).toBe(false);
  });

  it('hides waypoint legs until they are asked for', () => {
    const mesh = meshOf('a -> b 5rps');
    const [edge] = mesh.edges;
    const folded: Mesh = { ...mesh, edges: [{ ...edge!, foldedInto: { source: edge!.source, target: edge!.target } }] };
    const layout = layoutOf(mesh);
    expect(buildScene({ mesh: folded, layout, view: { labels: ALL } }).edges).toHaveLength(0);
    expect(buildScene({ mesh: folded, layout, view: { labels: ALL, showFolded: true } }).edges).toHaveLength(1);
  });
});

describe('sharing between scenes', () => {
  it('keeps the previous scene when nothing changed, and everything but the changed edge when one did', () => {
    const before = sceneOf(SHOP);
    expect(shareScene(before, sceneOf(SHOP))).toBe(before);
    const after = shareScene(before, sceneOf(SHOP.replace('2000Bps', '9000000Bps')));
    expect(after.nodes).toBe(before.nodes);
    expect(after.groups).toBe(before.groups);
    const changed = after.edges.filter((edge, index) => edge !== before.edges[index]);
    expect(changed.map((edge) => edge.target)).toEqual([edgeTo(before.edges, 'db').target]);
  });
});

describe('a scene under a policy overlay', () => {
  const mesh = meshOf(SHOP);
  const cart = mesh.edges.find(({ target }) => target.includes('cart'))!;
  const web = mesh.nodes.find(({ name }) => name === 'web')!;
  const policies = {
    edges: new Map([[cart.id, edgePolicy({ verdict: 'depends', undecided: ['request.method'] })]]),
    nodes: new Map([[web.id, nodePolicy()]]),
    findings: [],
  };
  const drawn = (view: Partial<SceneView>, given: typeof policies | undefined = policies) =>
    buildScene({ mesh, layout: layoutOf(mesh), view: { labels: ALL, ...view }, policies: given });

  it('keeps the rate first and says what the overlay says instead of health', () => {
    const { edges, nodes } = drawn({ overlay: 'authorization' });
    const edge = edgeTo(edges, 'cart');
    expect(textsOf(edge)).toEqual(['150 rps', 'depends on method']);
    expect(edge).toMatchObject({ tone: 'ok', glyph: 'depends', state: 'depends', badges: [{ letter: 'S', outline: 'solid' }] });
    expect(edgeTo(edges, 'ledger')).toMatchObject({ tone: 'unknown', state: 'unknown' });
    expect(nodeNamed(nodes, 'web')).toMatchObject({ detail: 'default deny', badge: { letter: 'S' } });
  });

  it('stays the picture of traffic and health without configuration, or under an overlay that does not exist', () => {
    const plain = drawn({});
    expect(buildScene({ mesh, layout: layoutOf(mesh), view: { labels: ALL, overlay: 'authorization' } })).toEqual(plain);
    expect(drawn({ overlay: 'no-such-overlay' })).toEqual(plain);
  });
});
