import { describe, expect, it } from 'vitest';
import type { AppState } from '../../app/app-types';
import { commands } from '../../app/commands/index';
import { DEFAULT_VIEW } from '../../app/view-state';
import type { Mesh } from '../../mesh/model';
import { indexMesh } from '../mesh-index';
import { type PaletteEntry, paletteEntries, searchEntries } from './palette-entries';

const entry = (name: string, section: PaletteEntry['section'] = 'Nodes', detail = ''): PaletteEntry => ({
  id: `${section} ${name} ${detail}`,
  section,
  name,
  detail,
  run: () => {},
});
const ENTRIES = [
  entry('Refresh now', 'Commands'),
  entry('cart', 'Nodes', 'App · shop'),
  entry('old-cart', 'Nodes', 'App · shop'),
  entry('web → cart', 'Edges', 'HTTP'),
  entry('cart → db', 'Edges', 'TCP'),
  entry('db', 'Nodes', 'App · cart-data'),
];
const names = (text: string, most = 10) => searchEntries(ENTRIES, text, most).shown.map(({ name }) => name);

describe('finding by a part of a name', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'the name itself, then what begins with it, then what has it inside, then what only its detail tells',
      'cart',
      ['cart', 'cart → db', 'old-cart', 'web → cart', 'db'],
    ],
    ['case does not count', 'CART', ['cart', 'cart → db', 'old-cart', 'web → cart', 'db']],
    ['every word must be there', 'web cart', ['web → cart']],
    ['an edge as it is written', 'web → cart', ['web → cart']],
    ['a protocol', 'tcp', ['cart → db']],
    ['nothing', 'zzz', []],
    ['without a text only what can be done', '  ', ['Refresh now']],
  ])('%s', (_, text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it('shows a few of many and counts them all', () => {
    const many = Array.from({ length: 5000 }, (_, index) => entry(`service-${index}`));
    const found = searchEntries(many, 'service', 60);
    expect(found.shown).toHaveLength(60);
    expect(found.count).toBe(5000);
  });
});

describe('what can be found', () => {
  const state = {
    picture: { namespaces: ['shop'], policies: undefined },
    scenarios: [{ name: 'outage', title: 'Outage', description: '', current: true }],
    sources: [{ id: 'demo', mock: true }],
    view: DEFAULT_VIEW,
  } as unknown as AppState;
  const mesh = { groupBy: 'app', nodes: [], edges: [], groups: [], unplacedRows: 0, problems: [] } satisfies Mesh;
  const found = paletteEntries(commands, indexMesh(mesh), state);

  it('holds every command but the palette itself', () => {
    const listed = found.filter(({ section }) => section === 'Commands').map(({ id }) => id);
    expect(listed).toEqual(commands.filter(({ id }) => id !== 'palette').map(({ id }) => `command ${id}`));
  });

  it('holds namespaces, groupings, windows and the scenarios of the demo, each with its own id', () => {
    const all = found.map(({ name }) => name);
    for (const name of ['Only the namespace shop', 'All namespaces', 'Group by app', 'Find: Plaintext', 'Window of 5m', 'Scenario: Outage'])
      expect(all).toContain(name);
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
  });

  it('offers overlays only where there is configuration to lay over', () => {
    const overlays = (policies: unknown) =>
      paletteEntries(commands, undefined, { ...state, picture: { namespaces: [], policies } } as unknown as AppState).filter(({ name }) =>
        name.startsWith('Overlay'),
      );
    expect(overlays(undefined)).toEqual([]);
    expect(overlays({}).length).toBeGreaterThan(1);
  });

  it('scenarios are the demo’s alone', () => {
    const elsewhere = { ...state, sources: [{ id: 'prod', mock: false }] } as unknown as AppState;
    expect(paletteEntries(commands, undefined, elsewhere).filter(({ section }) => section === 'Demo')).toEqual([]);
  });
});
