/** Both compared moments as scenes in the same places, for stills beside each other; what the map shows stays. */
import type { Scene } from '../scene/scene';
import type { Picture, ShowOptions } from '../worker/messages';
import { showOptions } from './show-options';
import type { ViewState } from './view-state';

export interface ComparedScenes {
  readonly before: Scene;
  readonly after: Scene;
}

interface Parts {
  readonly view: () => ViewState;
  readonly show: (show: ShowOptions) => Promise<Picture>;
  readonly draw: (picture: Picture, view: ViewState) => Scene;
}

/** Asks the worker, never the source. */
export async function comparedScenes({ view: now, show, draw }: Parts): Promise<ComparedScenes> {
  const view = now();
  const options = showOptions(view);
  // Answered in this order: the last says again what the map shows.
  const [before, after] = await Promise.all([
    show({ ...options, compared: 'before' }),
    show({ ...options, compared: 'after' }),
    show(options),
  ]);
  return { before: draw(before, { ...view, compared: 'before' }), after: draw(after, { ...view, compared: 'after' }) };
}
