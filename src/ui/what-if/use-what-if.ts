import { useEffect, useState } from 'react';
import type { WhatIfAnswer } from '../../inquiry/what-if/model';
import { useActions, useApp } from '../use-app';
import { useQuestion } from '../use-question';
import { useSource } from '../use-source';

/** A pause in writing after which the draft is evaluated. */
const PAUSE_MS = 250;

export interface Evaluated {
  readonly answer: WhatIfAnswer | undefined;
  /** `answer` is about an earlier text or picture. */
  readonly evaluating: boolean;
  readonly failed: Error | null;
}

/** What a draft would change, against the traffic of the picture's window: again after each pause in writing, and with each new picture. */
export function useWhatIf(text: string): Evaluated {
  const actions = useActions();
  const source = useSource();
  const scenario = useApp((state) => state.view.scenario);
  const atSeconds = useApp((state) => state.picture?.atSeconds);
  const revision = useRevision(useApp((state) => state.picture?.policies));
  const settled = useSettled(text);
  const empty = settled.trim() === '';
  const { data, isFetching, error } = useQuestion({
    queryKey: ['what-if', source?.id, scenario, settled, atSeconds, revision],
    queryFn: ({ signal }) => actions.inquire('what-if', { drafts: [{ name: 'draft', text: settled }] }, signal),
    enabled: !empty,
    placeholderData: (before) => before,
    // Each text is asked once; what was written before need not be remembered.
    gcTime: 0,
  });
  return { answer: empty ? undefined : data, evaluating: isFetching || settled !== text, failed: error };
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    if (text === settled) return;
    const timer = window.setTimeout(() => setSettled(text), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [text, settled]);
  return settled;
}

/** Counts how often something became something else. */
function useRevision(value: unknown): number {
  const [seen, setSeen] = useState({ value, revision: 0 });
  if (seen.value !== value) setSeen({ value, revision: seen.revision + 1 });
  return seen.revision;
}
