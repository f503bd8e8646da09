import { useCallback, useState } from 'react';
import type { ChosenSnapshot } from '../../app/snapshot-types';
import type { Problem } from '../../lib/problem';
import { useActions } from '../use-app';

/** Opens a file in place of what is shown; a problem leaves that as it is. */
export function useOpenSnapshot(): {
  readonly open: (file: ChosenSnapshot) => Promise<void>;
  readonly opening: boolean;
  readonly problem: Problem | undefined;
  readonly forget: () => void;
} {
  const actions = useActions();
  const [opening, setOpening] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const open = useCallback(
    async (file: ChosenSnapshot) => {
      setOpening(true);
      setProblem(undefined);
      const opened = await actions.openSnapshot(file);
      setOpening(false);
      if (!opened.ok) setProblem(opened.error);
    },
    [actions],
  );
  return { open, opening, problem, forget: useCallback(() => setProblem(undefined), []) };
}
