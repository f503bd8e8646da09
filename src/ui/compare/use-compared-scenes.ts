import { useEffect, useState } from 'react';
import type { ComparedScenes } from '../../app/compared-scenes';
import type { Difference } from '../../inquiry/diff/model';
import { useActions, useApp } from '../use-app';

/** With the difference they were drawn of: B may follow now, and what is drawn is told with its own moments. */
export type BothScenes =
  | { readonly phase: 'asking' | 'failed' }
  | ({ readonly phase: 'here'; readonly difference: Difference } & ComparedScenes);

export const NOT_DRAWN = 'The two moments could not be drawn. Close this and try again.';

const ASKING: BothScenes = { phase: 'asking' };

/** Both moments of a comparison, drawn anew for every picture while they are wanted; those before stand until the new ones are here. */
export function useComparedScenes(wanted: boolean): BothScenes {
  const actions = useActions();
  const picture = useApp((state) => state.picture);
  const [scenes, setScenes] = useState(ASKING);
  useEffect(() => {
    const difference = picture?.difference;
    if (!wanted || difference === undefined) {
      setScenes(ASKING);
      return;
    }
    let isOver = false;
    actions.comparedScenes().then(
      (both) => {
        if (!isOver) setScenes({ phase: 'here', difference, ...both });
      },
      () => {
        if (!isOver) setScenes({ phase: 'failed' });
      },
    );
    return () => {
      isOver = true;
    };
  }, [actions, picture, wanted]);
  return scenes;
}
