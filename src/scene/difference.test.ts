import { describe, expect, it } from 'vitest';
import type { Layout } from '../layout/types';
import { buildMesh } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import type { GroupId, Mesh } from '../mesh/model';
import { changeOf, differenceOf } from '../testing/difference-of';
import { mesh as notation } from '../testing/mesh-notation';
import { buildScene, type SceneView } from './build-scene';
import { unionMesh } from './difference';
import { legend } from './legend';
import type { ChangeMark, SceneEdge, SceneNode } from './scene';
import { CHANGE_STYLES, GLYPHS, TONE_STYLES } from './style-table';

const ALL = ['rate', 'errors', 'p99', 'mtls'];

const AFTER = `
  shop/web -> shop/cart 480rps mtls
  shop/web -> shop/search 12rps mtls
  shop/cart -> pay/ledger 10rps 20%503/UF plaintext
  shop/cart -> pay/db tcp 2000Bps mtls
  shop/web -> pay/old 3rps 60%500
`;
const BEFORE = 'shop/web -> shop/gone 30rps mtls';

function meshOf(text: string): Mesh {
  return buildMesh(notation(text), { groupBy: 'app', closed: new Set<GroupId>(), thresholds: DEFAULT_THRESHOLDS });
}

const after = meshOf(AFTER);
const before = meshOf(BEFORE);
const to = (mesh: Mesh, name: string) => mesh.edges.find(({ target }) => target.endsWith(`/${name}`))!;
const node = (mesh: Mesh, name: string) => mesh.nodes.find((one) => one.name === name)!;

const difference = differenceOf({
  edges: [
    changeOf(to(after, 'cart'), 'changed', { rate: [120, 480] }),
    changeOf(to(after, 'search'), 'added', { rate: [0, 12] }),
    changeOf(to(after, 'ledger'), 'worse', { errorRatio: [0.002, 0.2], p99: [190, 500], mtls: [1, 0] }),
    changeOf(to(after, 'db'), 'unchanged', {}),
    changeOf(to(after, 'old'), 'unchanged', {}),
    changeOf(to(before, 'gone'), 'removed', { rate: [30, 0] }),
  ],
  nodes: [
    { id: node(after, 'search').id, class: 'added' },
    { id: node(before, 'gone').id, class: 'removed' },
    { id: node(after, 'cart').id, class: 'changed', versions: { added: ['v2'], removed: [] } },
  ],
  removed: { nodes: [node(before, 'gone')], edges: [to(before, 'gone')] },
});

function sceneOf(view: Partial<SceneView> = {}, compared: typeof difference | undefined = difference) {
  const union = unionMesh(after, difference.removed);
  const layout: Layout = { nodes: new Map(union.nodes.map(({ id }, index) => [id, { x: index * 300, y: 0 }])), groups: new Map() };
  return buildScene({ mesh: after, layout, view: { labels: ALL, ...view }, difference: compared });
}

const edgeTo = (edges: readonly SceneEdge[], name: string): SceneEdge => edges.find(({ target }) => target.endsWith(`/${name}`))!;
const nodeNamed = (nodes: readonly SceneNode[], name: string): SceneNode => nodes.find(({ label }) => label === name)!;
const textsOf = ({ labels }: SceneEdge): readonly string[] => labels.map(({ text }) => text);

describe('the difference of two moments as a scene', () => {
  const { nodes, edges } = sceneOf();

  it.each([
    ['added', 'search', { line: 'double', glyph: 'change-added', tone: 'added' }],
    ['removed', 'gone', { line: 'short-dash', glyph: 'change-removed', tone: 'removed' }],
    ['worse', 'ledger', { line: 'solid', glyph: 'change-worse', tone: 'fail' }],
    ['changed', 'cart', { line: 'solid', glyph: 'change-other', tone: 'changed' }],
  ])('tells %s by line, sign and tone', (change, target, look) => {
    expect(edgeTo(edges, target)).toMatchObject({ change, ...look });
  });

  it('says deltas with units, and what is new or gone with its numbers', () => {
    expect(textsOf(edgeTo(edges, 'cart'))).toEqual(['120 → 480 rps']);
    expect(textsOf(edgeTo(edges, 'ledger'))).toEqual(['0.2 → 20 % err', 'p99 +310 ms', 'mTLS → plaintext']);
    expect(textsOf(edgeTo(edges, 'search'))[0]).toBe('new 12 rps');
    expect(textsOf(edgeTo(edges, 'gone'))).toEqual(['was 30 rps']);
  });

  it('lets what did not change step back without a word, but keeps what is as sick as before', () => {
    expect(edgeTo(edges, 'db')).toMatchObject({ change: 'unchanged', tone: 'idle', line: 'solid', width: 1, labels: [] });
    expect(edgeTo(edges, 'db').glyph).toBeUndefined();
    expect(edgeTo(edges, 'old')).toMatchObject({ change: 'unchanged', tone: 'fail', glyph: 'failing', width: 1 });
    expect(textsOf(edgeTo(edges, 'old'))).toEqual([expect.stringMatching(/^still .*500/)]);
  });

  it('says the numbers of what did not change while it is looked at', () => {
    const looked = sceneOf({ selected: to(after, 'db').id });
    expect(textsOf(edgeTo(looked.edges, 'db'))[0]).toMatch(/B\/s/);
  });

  it('draws what only A has in its place, found and selected like all else', () => {
    expect(nodeNamed(nodes, 'gone')).toMatchObject({ change: 'removed', tone: 'removed', glyph: 'change-removed', detail: 'removed' });
    const selected = sceneOf({ selected: node(before, 'gone').id });
    expect(nodeNamed(selected.nodes, 'gone').selected).toBe(true);
    expect(edgeTo(selected.edges, 'gone').faded).toBe(false);
    expect(edgeTo(selected.edges, 'ledger').faded).toBe(true);
  });

  it('names the versions that came and went', () => {
    expect(nodeNamed(nodes, 'cart').detail).toBe('+ v2');
  });

  it('puts everything where it stands without a difference', () => {
    const places = ({ nodes: drawn }: { readonly nodes: readonly SceneNode[] }) => new Map(drawn.map(({ id, x, y }) => [id, `${x} ${y}`]));
    const plain = places(sceneOf({}, differenceOf({})));
    for (const [id, at] of plain) expect(places({ nodes }).get(id)).toBe(at);
  });

  it('marks nothing as changed where A is B', () => {
    const same = sceneOf({}, differenceOf({ edges: after.edges.map((edge) => changeOf(edge, 'unchanged', {})) }));
    expect(new Set([...same.edges, ...same.nodes].map(({ change }) => change))).toEqual(new Set(['unchanged']));
  });

  it('says that it cannot tell where a moment was not answered', () => {
    const unsure = sceneOf(
      {},
      differenceOf({ edges: [{ ...changeOf(to(after, 'cart'), 'unchanged', {}), doubt: 'before-unknown' as const }] }),
    );
    expect(edgeTo(unsure.edges, 'cart')).toMatchObject({ change: 'unsure', glyph: 'unknown', line: 'long-dash' });
  });
});

describe('the classes of a difference', () => {
  const classes = Object.entries(CHANGE_STYLES) as [ChangeMark, (typeof CHANGE_STYLES)[ChangeMark]][];

  it('differ in sign and in line or weight, the colour aside', () => {
    for (const look of [
      ({ glyph }: (typeof CHANGE_STYLES)[ChangeMark]) => glyph ?? '',
      ({ line, leastWidth }: (typeof CHANGE_STYLES)[ChangeMark]) => `${line} ${leastWidth}`,
    ])
      expect(new Set(classes.map(([, style]) => look(style))).size).toBe(classes.length);
  });

  it('have signs that mean nothing else', () => {
    const own = classes.flatMap(([, { glyph }]) => (glyph?.startsWith('change-') ? [GLYPHS[glyph].sign] : []));
    const others = Object.entries(GLYPHS).flatMap(([id, { sign }]) => (id.startsWith('change-') ? [] : [sign]));
    expect(own.filter((sign) => others.includes(sign))).toEqual([]);
    expect(TONE_STYLES.warn.glyph).not.toBe(CHANGE_STYLES.worse.glyph);
  });

  it('stand in the legend as far as they are drawn, with what is taken for noise', () => {
    const ids = (scene: ReturnType<typeof sceneOf>) =>
      legend({ labels: ALL, scene })
        .filter(({ section }) => section === 'change' || section === 'health')
        .map(({ id }) => id);
    expect(ids(sceneOf())).toEqual([
      'change-worse',
      'change-removed',
      'change-added',
      'change-changed',
      'change-unchanged',
      'change-noise',
      'still-fail',
    ]);
    expect(ids(sceneOf({}, differenceOf({})))).toContain('change-noise');
    expect(legend({ labels: ALL, compared: true }).find(({ id }) => id === 'label-errors')?.sample).toEqual({
      kind: 'text',
      text: '0.2 → 8.4 % err',
    });
  });
});
