import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { EMPTY_RETRO, type Retro } from '../mesh/note';
import '../testing/seeded-properties';
import type { OpenedSnapshot } from '../worker/messages';
import type { App, AppState } from './app-types';
import { createPages, type Kept } from './app-with-picture.testing';
import { readRetro, writeRetro } from './retro-format';
import { retroPlaceOf } from './retro-store';

const pages = createPages();
afterEach(() => pages.close());
const page = (kept?: Kept): Promise<App> => pages.open({ kept });

const texts = ({ retro }: AppState) => retro.notes.map(({ text }) => text);
const write = (app: App, ...all: readonly string[]) => all.map((text) => app.actions.addNote({ kind: 'moment' }, text) ?? '');

describe('notes', () => {
  it('are written of the moment and the window on screen', async () => {
    const app = await page();
    app.actions.addNote({ kind: 'edge', id: 'a>b>http' }, 'Here it broke');
    expect(app.getState().retro.notes).toMatchObject([
      { about: { kind: 'edge', id: 'a>b>http' }, text: 'Here it broke', atSeconds: 1_000, windowSeconds: 300 },
    ]);
  });

  it.each([
    ['to the front', 'c', 0, ['c', 'a', 'b']],
    ['to the end', 'a', 2, ['b', 'c', 'a']],
    ['beyond the end', 'a', 99, ['b', 'c', 'a']],
    ['before the front', 'b', -1, ['b', 'a', 'c']],
    ['to where it is', 'b', 1, ['a', 'b', 'c']],
  ])('move %s', async (_, text, to, expected) => {
    const app = await page();
    const ids = write(app, 'a', 'b', 'c');
    app.actions.moveNote(ids['abc'.indexOf(text)] ?? '', to);
    expect(texts(app.getState())).toEqual(expected);
  });

  it('that were removed come back to their places', async () => {
    const app = await page();
    const [, second = ''] = write(app, 'a', 'b', 'c');
    app.actions.removeNote(second);
    expect(texts(app.getState())).toEqual(['a', 'c']);
    expect(app.getState().retroSaid?.text).toBe('Note 2 removed.');
    app.actions.undoRetro();
    expect(texts(app.getState())).toEqual(['a', 'b', 'c']);
    expect(app.getState().retroSaid).toBeUndefined();
  });

  it('written or changed after a removal stay when that is undone', async () => {
    const app = await page();
    const [first = '', second = ''] = write(app, 'a', 'b', 'c');
    app.actions.removeNote(second);
    app.actions.changeNote(first, 'A');
    write(app, 'd');
    app.actions.undoRetro();
    expect(texts(app.getState())).toEqual(['A', 'b', 'c', 'd']);
    app.actions.clearRetro();
    write(app, 'e');
    app.actions.undoRetro();
    expect(texts(app.getState())).toEqual(['A', 'b', 'c', 'd', 'e']);
  });

  it('are cut at 2,000 characters and never within a letter', async () => {
    const app = await page();
    write(app, `${'x'.repeat(1_999)}😀`);
    expect(texts(app.getState())[0]).toBe('x'.repeat(1_999));
  });

  it('beyond 200 are refused with a sentence', async () => {
    const app = await page();
    write(app, ...Array.from({ length: 200 }, String));
    expect(app.actions.addNote({ kind: 'moment' }, 'one too many')).toBeUndefined();
    expect(app.getState().retro.notes).toHaveLength(200);
    expect(app.getState().retroSaid?.text).toContain('200 notes');
  });
});

describe('marks', () => {
  it('stand in the order of time wherever they are moved', async () => {
    const app = await page();
    const late = app.actions.addMark(900, 'late') ?? '';
    app.actions.addMark(800, 'early');
    expect(app.getState().retro.marks.map(({ text }) => text)).toEqual(['early', 'late']);
    app.actions.moveMark(late, 700);
    app.actions.renameMark(late, 'onset');
    expect(app.getState().retro.marks.map(({ text, atSeconds }) => [text, atSeconds])).toEqual([
      ['onset', 700],
      ['early', 800],
    ]);
    app.actions.removeMark(late);
    expect(app.getState().retro.marks).toHaveLength(1);
  });
});

describe('what is kept', () => {
  it('is there again for the same source, and apart from that of another', async () => {
    const kept = new Map<string, string>();
    const app = await page(kept);
    write(app, 'of one');
    app.actions.setRetroTitle('Outage of the 21st');
    app.actions.setSource('two');
    expect(texts(app.getState())).toEqual([]);
    write(app, 'of two');
    app.actions.setSource('one');
    expect(texts(app.getState())).toEqual(['of one']);
    const later = await page(kept);
    expect(later.getState().retro.title).toBe('Outage of the 21st');
    expect(texts(later.getState())).toEqual(['of one']);
  });

  it('outlasts a change of the source even where the browser keeps nothing, and that is said once', async () => {
    const app = await page('forbidden');
    write(app, 'a', 'b');
    expect(app.getState().notices.map(({ code }) => code)).toEqual(['notes-not-kept']);
    app.actions.setSource('two');
    app.actions.setSource('one');
    expect(texts(app.getState())).toEqual(['a', 'b']);
  });

  it('of two tabs holds the notes of both', async () => {
    const kept = new Map<string, string>();
    const [left, right] = [await page(kept), await page(kept)];
    write(left, 'left');
    right.actions.addMark(10, 'apart');
    write(right, 'right');
    expect(texts(right.getState()).toSorted()).toEqual(['left', 'right']);
    expect(texts((await page(kept)).getState()).toSorted()).toEqual(['left', 'right']);
  });

  it.each(['nonsense', '{"schema":"seamark.retro/9"}', '{"schema":"seamark.retro/1","title":"x","notes":[{}],"marks":[]}', '[]'])(
    'and cannot be read (%s) is said and does no harm',
    async (text) => {
      const app = await page(new Map([['seamark.retro.one', text]]));
      expect(app.getState().notices.map(({ code }) => code)).toEqual(['notes-unreadable']);
      write(app, 'a');
      expect(texts(app.getState())).toEqual(['a']);
    },
  );
});

it('notes of an opened file are its own and outlast no page', async () => {
  const state = (await page()).getState();
  const snapshot: OpenedSnapshot = {
    savedAtSeconds: 77,
    tool: { name: 'seamark', version: '0' },
    sourceLabel: 'x',
    pseudonyms: false,
    view: '',
    pins: [],
    retro: EMPTY_RETRO,
    atSeconds: 0,
    moments: [],
    span: undefined,
  };
  expect(retroPlaceOf(state)).toEqual({ key: 'seamark.retro.one', kept: true });
  expect(retroPlaceOf({ ...state, snapshot })).toMatchObject({ kept: false });
  expect(retroPlaceOf({ ...state, exposition: { names: ['a.txt'] } })).toMatchObject({ kept: false });
});

describe('the kept text', () => {
  const word = fc.string({ maxLength: 20 });
  const number = fc.integer({ min: 0, max: 2_000_000_000 });
  const retro: fc.Arbitrary<Retro> = fc.record({
    title: word,
    notes: fc.uniqueArray(
      fc.record(
        {
          id: fc.string({ minLength: 1, maxLength: 8 }),
          text: word,
          about: fc.oneof(
            fc.constant({ kind: 'moment' as const }),
            fc.record({ kind: fc.constantFrom('node' as const, 'edge' as const, 'group' as const), id: word }),
          ),
          atSeconds: number,
          windowSeconds: fc.integer({ min: 1, max: 86_400 }),
          offset: fc.record({ x: fc.integer({ min: -999, max: 999 }), y: fc.integer({ min: -999, max: 999 }) }),
        },
        { requiredKeys: ['id', 'text', 'about', 'atSeconds', 'windowSeconds'] },
      ),
      { selector: ({ id }) => id, maxLength: 5 },
    ),
    marks: fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 8 }), atSeconds: number, text: word }), {
      selector: ({ id }) => id,
      maxLength: 5,
    }),
  });

  it('is read as it was written', () => {
    fc.assert(
      fc.property(retro, (written) => {
        expect(readRetro(writeRetro(written))).toEqual(written);
      }),
    );
  });

  it('refuses what is no retro, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(readRetro(JSON.stringify(value))).toBeUndefined();
      }),
    );
  });
});
