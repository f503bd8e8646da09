/** The words around a still of what is on screen, so that it can be read alone. Never an address of a source. */
import type { Frame } from '../picture/still';
import { sourceInFiles } from '../snapshot/redact-text';
import type { Picture } from '../worker/messages';
import type { AppState } from './app-types';
import { type FrameWords, frameOfView } from './frame-of-view';
import { isMasked } from './masking';
import { shownScenario } from './shown-scenario';
import { sourceOf } from './source-of';

/** undefined before the first picture. */
export function frameOfState(state: AppState, words: FrameWords): Frame | undefined {
  const { picture, view, mask } = state;
  if (picture === undefined) return undefined;
  const pseudonyms = isMasked(view) || state.snapshot?.pseudonyms === true;
  const shown = { picture, view, mask, draft: state.draft, source: sourceWords(state), remarks: remarksOf(state, picture), pseudonyms };
  return frameOfView(shown, words);
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

function remarksOf({ view, configuration, status }: AppState, picture: Picture): readonly string[] {
  return [
    ...(status.phase === 'failed' ? ['The last refresh failed; this is the last good picture.'] : []),
    ...(view.end.kind === 'at' && view.overlay !== undefined && configuration.origin === 'kubernetes' && picture.policies !== undefined
      ? ['Resources are those of the day of export, traffic is of the time above.']
      : []),
  ];
}
