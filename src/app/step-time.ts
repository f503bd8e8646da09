/** One window back or forward in time; forward ends at "now". */
import type { AppState } from './app-types';
import type { EndTime } from './view-state';

/** Where the window ends after a step: before now that instant, else `now`. Back from "now" counts from the picture shown. */
export function stepTime(
  { view, picture, clockMs }: Pick<AppState, 'view' | 'clockMs'> & { readonly picture: { readonly atSeconds: number } | undefined },
  direction: 'earlier' | 'later',
): EndTime {
  const nowSeconds = clockMs / 1000;
  const shown = view.end.kind === 'at' ? view.end.seconds : Math.floor(picture?.atSeconds ?? nowSeconds);
  if (direction === 'earlier') return { kind: 'at', seconds: shown - view.windowSeconds };
  const seconds = shown + view.windowSeconds;
  return view.end.kind === 'now' || seconds >= nowSeconds ? { kind: 'now' } : { kind: 'at', seconds };
}
