import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildMesh } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import type { GroupId, Mesh } from '../mesh/model';
import type { Note, NoteSubject } from '../mesh/note';
import { mesh as notation } from '../testing/mesh-notation';
import '../testing/seeded-properties';
import { buildScene } from './build-scene';
import { isOfMoment, NOTE_COLUMNS, NOTE_LINES, noteLines } from './notes';

const SHOP = `
  shop/web -> shop/cart:v1 120rps
  shop/cart:v1 -> pay/ledger 10rps
`;
const AT = 1_700_000_000;
const WEB = 'app/east/shop/web';
const LEDGER = 'app/east/pay/ledger';
const CART = 'app/east/shop/cart';

const meshOf = (closed: readonly string[] = []): Mesh =>
  buildMesh(notation(SHOP), { groupBy: 'app', closed: new Set(closed as GroupId[]), thresholds: DEFAULT_THRESHOLDS });

const note = (about: NoteSubject, more: Partial<Note> = {}): Note => ({
  id: 'n',
  text: 'text',
  about,
  atSeconds: AT,
  windowSeconds: 300,
  ...more,
});

function sceneWith(notes: readonly Note[], closed: readonly string[] = [], atSeconds = AT) {
  const mesh = meshOf(closed);
  const layout = {
    nodes: new Map(mesh.nodes.map(({ id }, index) => [id, { x: index * 300, y: 0 }])),
    groups: new Map(mesh.groups.map(({ id }, index) => [id, { x: index * 500, y: 0, width: 400, height: 300 }])),
  };
  return buildScene({ mesh, layout, view: { labels: [] }, notes: { notes, moments: [atSeconds], windowSeconds: 300 } });
}

describe('a note stands', () => {
  it.each<[string, NoteSubject, readonly string[], unknown]>([
    ['at its node', { kind: 'node', id: WEB }, [], { kind: 'node', id: WEB }],
    ['at its edge', { kind: 'edge', id: `${WEB}>${CART}>http` }, [], { kind: 'edge', id: `${WEB}>${CART}>http` }],
    ['at its box', { kind: 'group', id: 'group/east/shop' }, [], { kind: 'group', id: 'group/east/shop' }],
    ['at the edge of the picture when it is about a moment', { kind: 'moment' }, [], undefined],
  ])('%s', (_, about, closed, expected) => {
    const { notes } = sceneWith([note(about)], closed);
    expect(notes).toHaveLength(1);
    expect(notes?.[0]?.about).toEqual(expected);
  });

  it('at the card of the closed group that holds what it is about', () => {
    const shut = ['group/east/shop'];
    const { nodes, notes } = sceneWith(
      [note({ kind: 'node', id: WEB }), note({ kind: 'edge', id: `${WEB}>${CART}>http` }), note({ kind: 'group', id: 'group/east/shop' })],
      shut,
    );
    const card = nodes.find(({ group }) => group === 'group/east/shop')?.id;
    expect(card).toBeDefined();
    expect(notes?.map(({ about }) => about)).toEqual([1, 2, 3].map(() => ({ kind: 'node', id: card })));
  });

  it('at the edge between cards when its ends are in closed groups', () => {
    const { edges, notes } = sceneWith([note({ kind: 'edge', id: `${CART}>${LEDGER}>http` })], ['group/east/shop']);
    expect(notes?.[0]?.about).toEqual({ kind: 'edge', id: edges[0]?.id });
  });

  it('in the list alone when nothing of it is in the picture, and is counted', () => {
    const scene = sceneWith([
      note({ kind: 'node', id: 'app/east/shop/nobody' }),
      note({ kind: 'node', id: WEB }),
      note({ kind: 'edge', id: 'a' }),
    ]);
    expect(scene.notesElsewhere).toBe(2);
    // The story's numbers stay.
    expect(scene.notes?.map(({ number }) => number)).toEqual([2]);
  });
});

describe('a note belongs to the moment shown', () => {
  // Windows are (at - window, at].
  it.each([
    ['the same moment', 0, 300, true],
    ['written 299 s before, within the window shown', -299, 300, true],
    ['written 300 s before', -300, 300, false],
    ['written 299 s later, over 300 s', 299, 300, true],
    ['written 300 s later, over 300 s', 300, 300, false],
    ['written 300 s later, over 15 min', 300, 900, true],
  ])('%s', (_, later, windowSeconds, expected) => {
    const written = note({ kind: 'moment' }, { atSeconds: AT + later, windowSeconds });
    expect(isOfMoment(written, { moments: [AT], windowSeconds: 300 })).toBe(expected);
    expect(isOfMoment(written, { moments: [AT - 100_000, AT], windowSeconds: 300 })).toBe(expected);
    const [drawn] = sceneWith([written]).notes ?? [];
    expect(drawn?.aside ?? false).toBe(!expected);
  });
});

describe('the text of a note on the map', () => {
  it.each<[string, string, readonly string[]]>([
    ['one two three', '13 fit in 14', ['one two three']],
    ['alpha beta gamma', 'breaks between words', ['alpha beta', 'gamma']],
    ['first\n\nsecond', 'keeps the lines of the writer', ['first', 'second']],
    ['checkout.shop.svc.cluster.local', 'breaks a long name', ['checkout.shop.', 'svc.cluster.lo', 'cal']],
    ['漢字漢字漢字漢字漢字', 'counts wide letters twice', ['漢字漢字漢字漢', '字漢字']],
    ['a b c d e f g h i j k l m n o p q r s t u v w x y z', 'says where it goes on', ['a b c d e f g', 'h i j k l m n', 'o p q r s t u…']],
    ['', 'nothing', []],
  ])('%j: %s', (text, _, expected) => {
    expect(noteLines(text, 14, 3)).toEqual(expected);
  });

  it('never has more lines or letters than there is room for, nor invisible signs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        const lines = noteLines(text);
        expect(lines.length).toBeLessThanOrEqual(NOTE_LINES);
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(NOTE_COLUMNS);
        expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
    );
  });
});
