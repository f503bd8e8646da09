import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useActions, useApp } from '../use-app';
import { LeastPrivilege, type Span } from './LeastPrivilege';
import type { Governed } from './subject';
import type { Draft } from './use-draft';
import { useLeastPrivilege } from './use-least-privilege';

interface ProposalAsideProps {
  readonly of: Governed;
  readonly draft: Draft;
}

/** Asks for a proposal and makes it the draft when it arrives; what was written by hand since is left alone. */
export function ProposalAside({ of, draft: { text, write } }: ProposalAsideProps): ReactNode {
  const actions = useActions();
  const windowSeconds = useApp((state) => state.picture?.windowSeconds ?? state.view.windowSeconds);
  const [span, setSpan] = useState<Span>('0');
  const proposed = useLeastPrivilege(of, span === '0' ? windowSeconds : Number(span));
  const yaml = proposed.answer?.proposal?.yaml;
  const opened = useRef(text);
  const taken = useRef<string | undefined>(undefined);
  useEffect(() => {
    const untouched = text === (taken.current ?? opened.current);
    if (yaml === undefined || yaml === taken.current || !untouched) return;
    taken.current = yaml;
    write(yaml);
  }, [yaml, text, write]);
  return (
    <LeastPrivilege
      of={of}
      span={span}
      draft={text}
      proposed={proposed}
      onSpan={setSpan}
      onTake={(proposal) => {
        taken.current = proposal;
        write(proposal);
      }}
      onClose={() => actions.setDetails('what-if')}
    />
  );
}
