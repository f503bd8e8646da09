import type { Source } from '../worker/messages';
import type { AppState } from './app-types';

/** The source a state asks: the one the view names, else the first. The app is never built without one. */
export function sourceOf({ sources, view }: Pick<AppState, 'sources' | 'view'>): Source {
  const source = sources.find(({ id }) => id === view.source) ?? sources[0];
  if (source === undefined) throw new Error('The app was built without a source.');
  return source;
}
