import fc from 'fast-check';
import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { arbitraryView, view } from './arbitrary-view.testing';
import { pack } from './pack';
import { decodeView, linkTo } from './url-codec';

const packedBytes = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

describe('a long link', () => {
  it('brings any view back, readable or packed; what it leaves out it says', () => {
    let packed = 0;
    fc.assert(
      fc.property(arbitraryView, (given) => {
        const { search, leftOut, tooLong } = linkTo(given);
        expect(tooLong).toBe(search.length > 1_800);
        packed += search.startsWith('v=') ? 1 : 0;
        const pins = leftOut.some((words) => words.includes('dragged')) ? { pins: new Map() } : {};
        const groups = leftOut.some((words) => words.includes('opened')) ? { opened: [], closed: [] } : {};
        const kept = { ...given, ...pins, ...groups };
        expect(decodeView(search)).toEqual({ view: kept, problems: [] });
      }),
    );
    expect(packed).toBeGreaterThan(0);
  });

  it('of 300 opened groups is packed to well under 2,000 characters and loses none', () => {
    const opened = Array.from({ length: 300 }, (_, index) => `group/Kubernetes/team-${index}`);
    const given = view({ opened, selected: 'workload/Kubernetes/team-7/checkout-v1', namespaces: ['shop', 'pay'] });
    const { search, leftOut } = linkTo(given);
    expect(search.length).toBeLessThan(1_800);
    expect(leftOut).toEqual([]);
    expect(decodeView(search)).toEqual({ view: given, problems: [] });
  });

  it('that cannot be short even packed leaves out which groups are open, and says so', () => {
    const opened = Array.from({ length: 400 }, (_, index) => `group/${Math.sin(index)}/${Math.cos(index)}`);
    const { search, leftOut } = linkTo(view({ opened, namespaces: ['shop'] }));
    expect(leftOut).toEqual(['which groups you opened and closed']);
    expect(search.length).toBeLessThan(1_800);
    expect(decodeView(search).view).toEqual(view({ namespaces: ['shop'] }));
  });

  it('that scope, expressions and selection alone make too long keeps them and says that it is too long', () => {
    const random = (index: number) => Math.sin(index).toString(36).slice(3);
    const part = {
      namespaces: Array.from({ length: 100 }, (_, index) => `team-${random(index)}`),
      find: Array.from({ length: 100 }, (_, index) => `name=${random(1_000 + index)}`).join(' OR '),
      selected: `app/east/team-${random(5_000)}/cart`,
    };
    const { search, leftOut, tooLong } = linkTo(view({ ...part, opened: ['c/shop'], pins: new Map([['a', { x: 1, y: 2 }]]) }));
    expect(tooLong).toBe(true);
    expect(leftOut).toEqual(['where you dragged nodes to', 'which groups you opened and closed']);
    expect(decodeView(search)).toEqual({ view: view(part), problems: [] });
    expect(linkTo(view({ selected: part.selected })).tooLong).toBe(false);
  });

  it('is the same whoever was pinned first', () => {
    const pins: [string, { x: number; y: number }][] = [
      ['app/a', { x: 1, y: 2 }],
      ['app/b', { x: 3, y: 4 }],
    ];
    expect(linkTo(view({ pins: new Map(pins.toReversed()) }))).toEqual(linkTo(view({ pins: new Map(pins) })));
  });

  it('gives way to parameters written beside it', () => {
    const search = `v=${pack([
      ['window', '1h'],
      ['ns', 'shop'],
    ])}&window=15m`;
    expect(decodeView(search).view).toEqual(view({ windowSeconds: 900, namespaces: ['shop'] }));
  });

  const bomb = deflateSync(new Uint8Array(40_000_000).fill(32), { level: 9 });
  it.each([
    ['nothing', ''],
    ['of another version', `2${pack([['window', '1h']]).slice(1)}`],
    ['that is no base64', '1!!!!'],
    ['cut off by a chat', pack([['ns', ...Array.from({ length: 50 }, (_, index) => `team-${index * 7}`)]]).slice(0, 60)],
    ['that is no JSON', `1${packedBytes(deflateSync(strToU8('window=1h')))}`],
    ['that is an object', `1${packedBytes(deflateSync(strToU8('{"window":["1h"]}')))}`],
    ['with numbers', `1${packedBytes(deflateSync(strToU8('[["window",5]]')))}`],
    ['nested 100,000 deep', `1${packedBytes(deflateSync(strToU8('['.repeat(100_000))))}`],
    ['that inflates to 40 MB', `1${packedBytes(bomb)}`],
    ['of 100,000 characters', `1${'A'.repeat(100_000)}`],
  ])('%s is named in a problem and the default stays', (_, packed) => {
    const { view: read, problems } = decodeView(`v=${packed}`);
    expect(read).toEqual(view({}));
    expect(problems.map(({ code }) => code)).toEqual(['link-part-ignored-v']);
  });

  it('names what makes no sense inside it, as a readable one does', () => {
    const search = `v=${pack([
      ['window', 'soon'],
      ['__proto__', 'x'],
      ['ns', 'shop'],
    ])}`;
    expect(decodeView(search)).toMatchObject({ view: view({ namespaces: ['shop'] }), problems: [{ code: 'link-part-ignored-window' }] });
  });
});
