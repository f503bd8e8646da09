import { expect, it } from 'vitest';
import { CONSEQUENCES, type Consequence } from '../../inquiry/what-if/model';
import { buildMesh } from '../../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../../mesh/health';
import type { EdgeId } from '../../mesh/model';
import { changeOf, differenceOf } from '../../testing/difference-of';
import { mesh as notation } from '../../testing/mesh-notation';
import { buildScene, type SceneInput } from '../build-scene';
import { legend } from '../legend';
import type { SceneEdge } from '../scene';
import { DRAFT_OVERLAY_ID, type DraftMarks, draftMarks, draftOverlay, draftRanks } from './draft';
import { lookOfState } from './policy-overlay';

const SHOP = `
  shop/web -> shop/cart 120rps mtls
  shop/web -> shop/search 30rps mtls
  shop/cart -> pay/ledger 10rps 20%503/UF plaintext
`;
const mesh = buildMesh(notation(SHOP), { groupBy: 'app', closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
const layout = { nodes: new Map(mesh.nodes.map(({ id }, index) => [id, { x: index * 300, y: 0 }])), groups: new Map() };
const idTo = (name: string): EdgeId => mesh.edges.find(({ target }) => target.endsWith(`/${name}`))!.id;

const sceneOf = (more: Partial<SceneInput> = {}) => buildScene({ mesh, layout, view: { labels: ['rate', 'errors', 'mtls'] }, ...more });
const edgeTo = (edges: readonly SceneEdge[], name: string) => edges.find(({ id }) => id === idTo(name))!;
const touched = (drawn: readonly string[], consequence: Consequence) => ({ edge: 'e' as EdgeId, drawn: drawn as EdgeId[], consequence });

const DENIED: DraftMarks = draftMarks([touched([idTo('cart')], 'denied')]);

it('what a draft would do differs in line, glyph or weight, the colour aside, and every consequence has a look', () => {
  const { states } = draftOverlay(new Map());
  const signs = Object.values(states).map((state) => {
    const { line, glyph, leastWidth } = lookOfState(state);
    return `${line} ${glyph ?? ''} ${leastWidth}`;
  });
  expect(new Set(signs).size).toBe(signs.length);
  expect(Object.keys(states)).toEqual([...CONSEQUENCES, 'failing', 'degraded', 'untouched'].map((each) => `draft-${each}`));
});

it('a touched edge says after its rate what would become of it, every other one steps back to its rate, what is sick with its health', () => {
  const { edges, nodes } = sceneOf({ draft: DENIED });
  expect(edgeTo(edges, 'cart')).toMatchObject({ tone: 'denied', line: 'long-dash', glyph: 'refused', state: 'draft-denied', rank: 1 });
  expect(edgeTo(edges, 'cart').labels.map(({ text }) => text)).toEqual(['120 rps', 'would be denied']);
  expect(edgeTo(edges, 'search')).toMatchObject({ tone: 'idle', line: 'solid', state: 'draft-untouched' });
  expect(edgeTo(edges, 'search').glyph).toBeUndefined();
  expect(edgeTo(edges, 'ledger')).toMatchObject({ tone: 'fail', glyph: 'failing', state: 'draft-failing' });
  expect(nodes.find(({ id }) => id === edgeTo(edges, 'ledger').target)).toMatchObject({ tone: 'fail', glyph: 'failing' });
  for (const name of ['search', 'ledger']) expect(edgeTo(edges, name).labels).toHaveLength(1);
});

it('nothing moves and nothing comes or goes when a draft is marked', () => {
  const places = ({ nodes, edges }: ReturnType<typeof sceneOf>) => [
    nodes.map(({ id, x, y, width, height }) => ({ id, x, y, width, height })),
    edges.map(({ id, source, target }) => ({ id, source, target })),
  ];
  expect(places(sceneOf({ draft: DENIED }))).toEqual(places(sceneOf()));
});

it('a line of several calls has the mark of the worst, wherever it is drawn', () => {
  const marks = draftMarks([touched(['group', 'one'], 'denied'), touched(['group', 'other'], 'moves'), touched([], 'breaks')]);
  expect([...marks]).toEqual([
    ['group', 'denied'],
    ['one', 'denied'],
    ['other', 'moves'],
  ]);
  expect([...draftRanks(marks)]).toEqual([
    ['group', 1],
    ['one', 2],
    ['other', 3],
  ]);
});

it('the legend lists the marks that are drawn in place of health', () => {
  const scene = sceneOf({ draft: DENIED });
  const entries = legend({ labels: ['rate'], overlay: DRAFT_OVERLAY_ID, scene });
  expect(entries.filter(({ section }) => section === 'policy').map(({ brief }) => brief)).toEqual([
    'would be denied',
    'failing now',
    'untouched',
  ]);
  expect(entries.some(({ id }) => id.startsWith('finding'))).toBe(false);
  expect(entries.some(({ section }) => section === 'health')).toBe(false);
});

it('while two moments are compared their difference is drawn', () => {
  const difference = differenceOf({ edges: mesh.edges.map((edge) => changeOf(edge, 'unchanged', {})) });
  const { edges } = sceneOf({ draft: DENIED, difference });
  expect(edgeTo(edges, 'cart')).toMatchObject({ change: 'unchanged' });
  expect(edgeTo(edges, 'cart').state).toBeUndefined();
});
