/** The words around a still of what is on screen, so that it can be read alone. Never an address of a source. */
import type { OffsetMinutes } from '../lib/range-text';
import { TOOL_VERSION } from '../lib/tool-version';
import { type FrameInput, frameOf } from '../picture/frame';
import type { Frame, FrameNote } from '../picture/still';
import type { Scene } from '../scene/scene';
import { sourceInFiles } from '../snapshot/redact-text';
import type { AppState } from './app-types';
import { differenceShown } from './difference-shown';
import { isMasked } from './masking';
import { shownScenario } from './shown-scenario';
import { sourceOf } from './source-of';

/** What the page says in its own words, or has to ask for. */
export interface FrameWords {
  /** "" = a plain one is made of the source. */
  readonly title: string;
  /** The scenes that are drawn: one, or before and after. */
  readonly scenes: readonly Scene[];
  /** Two moments beside each other, not what differs between them. */
  readonly apart: boolean;
  readonly offset: OffsetMinutes;
  /** What is looked at. */
  readonly focus: string | undefined;
  readonly notes: readonly FrameNote[];
  readonly dataHash: string | undefined;
}

/** undefined before the first picture. */
export function frameOfState(state: AppState, words: FrameWords): Frame | undefined {
  const { picture, view } = state;
  if (picture === undefined) return undefined;
  const difference = differenceShown(state);
  const both = words.apart ? picture.difference : difference;
  const input: FrameInput = {
    ...words,
    endSeconds: both === undefined ? picture.atSeconds : both.after.atSeconds,
    windowSeconds: picture.windowSeconds,
    beforeSeconds: both?.before.atSeconds,
    source: sourceWords(state),
    namespaces: view.namespaces.map(state.mask),
    groupBy: picture.mesh.groupBy,
    find: state.mask(view.find),
    hide: state.mask(view.hide),
    hideMode: view.hideMode,
    legend: {
      labels: view.labels,
      overlay: picture.policies === undefined ? undefined : view.overlay,
    },
    thresholds: view.thresholds,
    version: TOOL_VERSION,
    remarks: remarksOf(state),
    pseudonyms: isMasked(view) || state.snapshot?.pseudonyms === true,
  };
  return frameOf(input);
}

/** What the source is called: its label with the demo mesh it shows, the names of dropped texts, the source of an opened file. */
export function sourceWords(state: Pick<AppState, 'sources' | 'view' | 'scenarios' | 'snapshot' | 'exposition'>): string {
  if (state.snapshot !== undefined) return `${state.snapshot.sourceLabel} (snapshot)`;
  if (state.exposition !== undefined) return state.exposition.names.join(', ');
  const { label: given, mock } = sourceOf(state);
  const label = sourceInFiles(given);
  const scenario = mock ? shownScenario(state) : undefined;
  return scenario === undefined ? label : `${label} (${scenario})`;
}

function remarksOf({ picture, view, configuration, status }: AppState): readonly string[] {
  if (picture === undefined) return [];
  const errors = picture.problems.filter(({ severity }) => severity === 'error');
  const closed = picture.mesh.nodes.filter(({ members }) => members > 1);
  const inside = closed.reduce((sum, { members }) => sum + members, 0);
  const folded = view.showFolded ? 0 : picture.mesh.edges.filter(({ foldedInto }) => foldedInto !== undefined).length;
  return [
    ...(picture.totalsSinceStart === true ? ['Numbers are totals since the proxy started, not rates.'] : []),
    ...(picture.stage === 'rates' ? ['Latency had not arrived yet.'] : []),
    ...(status.phase === 'failed' ? ['The last refresh failed; this is the last good picture.'] : []),
    ...errors.map(({ message }) => message),
    ...(closed.length === 0 ? [] : [`${inside} nodes stand as ${closed.length} closed groups.`]),
    ...(folded === 0 ? [] : [`${folded} ztunnel legs are folded into a waypoint’s hop.`]),
    ...(view.end.kind === 'at' && view.overlay !== undefined && configuration.origin === 'kubernetes' && picture.policies !== undefined
      ? ['Resources are those of the day of export, traffic is of the time above.']
      : []),
  ];
}
