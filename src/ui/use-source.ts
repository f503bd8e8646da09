import type { Source } from '../worker/messages';
import { useApp } from './use-app';

/** The source in use; an empty id in the view means the first configured one. */
export function useSource(): Source | undefined {
  return useApp(({ sources, view }) => sources.find(({ id }) => id === view.source) ?? sources[0]);
}
