import { useEffect, useState } from 'react';
import { afterNextFrame } from '../after-next-frame';
import { useAppHandle } from '../use-app';
import { type Foldable, type Opened, sameOpened, unfoldedAfter } from './unfolded';

const NONE: Opened = { story: false, panel: false, timeline: false, comparison: false };

/** Which part stands open where the window is narrow, and the way to open another one or, with undefined, to fold all. */
export function useUnfolded(now: Opened): readonly [Foldable | undefined, (part: Foldable | undefined) => void] {
  const [before, setBefore] = useState(now);
  const [unfolded, unfold] = useState(() => unfoldedAfter(undefined, NONE, now));
  if (!sameOpened(before, now)) {
    setBefore(now);
    unfold(unfoldedAfter(unfolded, before, now));
  }
  useFittedMap(unfolded === 'timeline' || unfolded === 'comparison' ? unfolded : undefined);
  return [unfolded, unfold];
}

/** Where this holds there is room for all parts, and nothing is folded; the classes for less are `max-lg:`. */
export const ROOMY = '(min-width: 64rem)';

/** Where all of the mesh was shown, all of it is shown in the room that folding gives and takes. */
function useFittedMap(above: Foldable | undefined): void {
  const app = useAppHandle();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands above decides about the room.
  useEffect(() => {
    if (window.matchMedia(ROOMY).matches) return;
    if (app.getState().view.viewport === undefined) afterNextFrame(() => app.canvas?.fit());
  }, [app, above]);
}
