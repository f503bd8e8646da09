import { useCallback, useEffect, useRef, useState } from 'react';
import type { DraftOnMap } from '../../app/draft-types';
import { useActions, useApp, useAppHandle } from '../use-app';
import { type KeptDraft, keepDraft, readDraft } from './kept-draft';
import { subjectOf } from './subject';

export interface Draft {
  readonly text: string;
  readonly write: (text: string) => void;
  /** How the resource that the view was opened on arrives. */
  readonly arrival: 'there' | 'reading' | 'gone';
}

/** The text being written; starts with what was kept, or with the resource the view is opened on. */
export function useDraft(of: string | undefined): Draft {
  const app = useAppHandle();
  const actions = useActions();
  // Before resources were read nothing is there.
  const policies = useApp((state) => state.picture?.policies);
  const known = policies !== undefined;
  const [kept, setKept] = useState(() => draftOf(app.getState().draft) ?? readDraft(sessionStorage));
  const [gone, setGone] = useState(false);
  const subject = subjectOf(of);
  const wanted = subject?.kind === 'change' && kept.of !== of ? of : undefined;
  const latest = useRef(of);
  latest.current = of;
  useEffect(() => keepDraft(sessionStorage, kept), [kept]);
  useEffect(() => {
    const asked = subjectOf(wanted);
    if (wanted === undefined || asked?.kind !== 'change' || !known) return;
    let current = true;
    setGone(false);
    actions.resourceText(asked.ref, []).then(
      (resource) => {
        if (!current) return;
        if (resource === undefined) setGone(true);
        else setKept({ text: resource.text, of: wanted });
      },
      () => {
        if (current) setGone(true);
      },
    );
    return () => {
      current = false;
    };
  }, [actions, wanted, known]);
  const write = useCallback((text: string) => setKept({ text, ...(latest.current === undefined ? {} : { of: latest.current }) }), []);
  const arriving = gone ? 'gone' : 'reading';
  return { text: kept.text, write, arrival: wanted === undefined ? 'there' : arriving };
}

/** What is on the map is gone back to, kept or not. */
const draftOf = (draft: DraftOnMap | undefined): KeptDraft | undefined =>
  draft && { text: draft.text, ...(draft.of === undefined ? {} : { of: draft.of }) };
