/** Everything the palette can do or go to, as one flat list of names; searching it is plain and capped, so that thousands stay quick. */
import type { App, AppState, Command } from '../../app/app-types';
import { PRESETS, type Preset } from '../../expression/presets';
import { formatDuration } from '../../lib/duration';
import { displayText } from '../../scene/display-text';
import { POLICY_OVERLAYS } from '../../scene/overlays/index';
import { PROTOCOL_NAMES } from '../../telemetry/protocol-names';
import type { MeshIndex } from '../mesh-index';
import { edgeName, kindName, nodeName, nodePlace } from '../text/names';
import { GROUPINGS, WINDOWS_SECONDS } from '../toolbar/choices';

export interface PaletteEntry {
  readonly id: string;
  readonly section: Section;
  readonly name: string;
  readonly detail: string;
  /** Runs once the palette is closed. */
  readonly run: (app: App) => void;
  /** Set when it selects something: the panel is wanted next. */
  readonly selects?: true;
  readonly key?: string | undefined;
}

export const SECTIONS = ['Commands', 'Nodes', 'Edges', 'Groups', 'Namespaces', 'Find', 'View', 'Time', 'Demo'] as const;
export type Section = (typeof SECTIONS)[number];

type Part = readonly PaletteEntry[];

export function paletteEntries(
  commands: readonly Command[],
  index: MeshIndex | undefined,
  { picture, scenarios, sources, view }: Pick<AppState, 'picture' | 'scenarios' | 'sources' | 'view'>,
): Part {
  const mocked = sources.some(({ id, mock }) => mock && (id === view.source || view.source === ''));
  return [
    ...commands.filter(({ id }) => id !== 'palette').map(ofCommand),
    ...(index === undefined ? [] : placesOf(index)),
    ...PRESETS.map(ofPreset),
    ...namespacesOf(picture?.namespaces ?? []),
    ...viewsOf(picture?.policies !== undefined),
    ...WINDOWS_SECONDS.map((seconds): PaletteEntry => {
      const name = `Window of ${formatDuration(seconds)}`;
      return { id: `window ${seconds}`, section: 'Time', name, detail: '', run: ({ actions }) => actions.setWindow(seconds) };
    }),
    ...(mocked ? scenarios : []).map(
      (scenario): PaletteEntry => ({
        id: `scenario ${scenario.name}`,
        section: 'Demo',
        name: `Scenario: ${scenario.title}`,
        detail: scenario.name,
        run: ({ actions }) => actions.setScenario(scenario.name),
      }),
    ),
  ];
}

const ofPreset = ({ title, expression }: Preset): PaletteEntry => ({
  id: `preset ${expression}`,
  section: 'Find',
  name: `Find: ${title}`,
  detail: expression,
  run: ({ actions }) => actions.setFind(expression),
});

const ofCommand = ({ id, title, key, run }: Command): PaletteEntry => ({
  id: `command ${id}`,
  section: 'Commands',
  name: title,
  detail: '',
  run,
  key,
});

function placesOf({ mesh, nodes }: MeshIndex): Part {
  const goTo = (id: string) => (app: App) => {
    app.actions.select(id);
    app.canvas?.reveal(id);
  };
  const place = (section: Section, id: string, name: string, detail: string): PaletteEntry => ({
    id: `${section} ${id}`,
    section,
    name,
    detail,
    run: goTo(id),
    selects: true,
  });
  return [
    ...mesh.nodes.map((node) => place('Nodes', node.id, nodeName(node), `${kindName(node.kind)} · ${nodePlace(node)}`)),
    ...mesh.edges
      .filter((edge) => edge.foldedInto === undefined)
      .map((edge) => place('Edges', edge.id, edgeName(edge, nodes), PROTOCOL_NAMES[edge.protocol])),
    ...mesh.groups.map((group) => place('Groups', group.id, displayText(group.name), `${group.members.length} inside`)),
  ];
}

const namespacesOf = (namespaces: readonly string[]): Part =>
  namespaces.map((namespace) => ({
    id: `namespace ${namespace}`,
    section: 'Namespaces',
    name: `Only the namespace ${displayText(namespace)}`,
    detail: '',
    run: ({ actions }) => actions.setNamespaces([namespace]),
  }));

function viewsOf(configured: boolean): Part {
  const overlay = (id: string | undefined, title: string): PaletteEntry => ({
    id: `overlay ${id ?? ''}`,
    section: 'View',
    name: `Overlay: ${title}`,
    detail: '',
    run: ({ actions }) => actions.setOverlay(id),
  });
  return [
    ...(configured ? [overlay(undefined, 'traffic and health'), ...POLICY_OVERLAYS.map(({ id, title }) => overlay(id, title))] : []),
    ...GROUPINGS.map(
      ({ value, label, description }): PaletteEntry => ({
        id: `group ${value}`,
        section: 'View',
        name: `Group by ${label}`,
        detail: description,
        run: ({ actions }) => actions.setGroupBy(value === 'auto' ? undefined : value),
      }),
    ),
    {
      id: 'all namespaces',
      section: 'Namespaces',
      name: 'All namespaces',
      detail: '',
      run: ({ actions }) => actions.setNamespaces([]),
    },
  ];
}

export interface Found {
  /** Best first, at most `most`. */
  readonly shown: Part;
  /** All that match. */
  readonly count: number;
}

/** Entries that hold every word typed; names that begin with it stand before those that have it inside, sections in their order. */
export function searchEntries(entries: Part, text: string, most: number): Found {
  const words = text
    .toLowerCase()
    .split(/[\s→]+/)
    .filter((word) => word !== '');
  if (words.length === 0) {
    const first = entries.filter(({ section }) => section === 'Commands' || section === 'Find' || section === 'View' || section === 'Time');
    return { shown: first.slice(0, most), count: first.length };
  }
  const ranked: PaletteEntry[][] = [[], [], [], []];
  let count = 0;
  for (const entry of entries) {
    const rank = rankOf(entry, words);
    if (rank === undefined) continue;
    count += 1;
    ranked[rank]?.push(entry);
  }
  return { shown: ranked.flat().slice(0, most), count };
}

function rankOf({ name, detail }: PaletteEntry, words: readonly string[]): number | undefined {
  const low = name.toLowerCase();
  const all = `${low} ${detail.toLowerCase()}`;
  if (!words.every((word) => all.includes(word))) return undefined;
  const [first = ''] = words;
  if (low === words.join(' ')) return 0;
  if (low.startsWith(first)) return 1;
  return words.every((word) => low.includes(word)) ? 2 : 3;
}
