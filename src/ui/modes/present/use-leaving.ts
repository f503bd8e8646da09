import { useCallback, useEffect, useState } from 'react';
import { isMasked } from '../../../app/masking';
import { useApp, useAppHandle } from '../../use-app';

export interface Leaving {
  readonly leave: () => void;
  /** Real names would show again: another `leave` leaves. */
  readonly asking: boolean;
  readonly stay: () => void;
}

/** While names are masked leaving is asked for twice, for an Escape is soon pressed. */
export function useLeaving(): Leaving {
  const app = useAppHandle();
  const masked = useApp((state) => isMasked(state.view));
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    if (!masked) setAsking(false);
  }, [masked]);
  const leave = useCallback(() => {
    if (masked && !asking) setAsking(true);
    else app.actions.setMode('page');
  }, [app, masked, asking]);
  return { leave, asking, stay: useCallback(() => setAsking(false), []) };
}
