import { useEffect, useState } from 'react';
import { useApp } from '../../use-app';
import type { Story } from './use-story';

export interface Play {
  /** Until the next step; undefined while nothing plays. */
  readonly remainingSeconds: number | undefined;
  readonly toggle: () => void;
}

/** Goes to the next step by the clock; a step taken by hand starts the time anew, and the last step ends it. A hidden tab stands still. */
export function usePlay({ at, steps, go }: Pick<Story, 'at' | 'steps' | 'go'>): Play {
  const clockMs = useApp((state) => state.clockMs);
  const secondsPerStep = useApp((state) => state.preferences.secondsPerStep);
  const [since, setSince] = useState<{ readonly at: number; readonly ms: number }>();
  const more = at < steps.length - 1;
  const remaining = since === undefined || !more ? undefined : Math.ceil(secondsPerStep - (clockMs - since.ms) / 1000);

  useEffect(() => {
    if (since === undefined) return;
    if (!more) setSince(undefined);
    else if (since.at !== at) setSince({ at, ms: clockMs });
    else if (remaining !== undefined && remaining <= 0) go(at + 1);
  }, [since, more, at, clockMs, remaining, go]);

  return {
    remainingSeconds: remaining === undefined ? undefined : Math.max(0, remaining),
    toggle: () => setSince(since === undefined && more ? { at, ms: clockMs } : undefined),
  };
}
