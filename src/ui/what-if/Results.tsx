import type { ReactNode } from 'react';
import type { DraftEffect, VerdictDiff, WhatIfAnswer } from '../../inquiry/what-if/model';
import { formatDuration } from '../../lib/duration';
import { momentText } from '../../lib/range-text';
import type { EdgeId } from '../../mesh/model';
import { ProblemCard } from '../controls/ProblemCard';
import { Disclosure } from '../policies/Disclosure';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';
import { CallGroups } from './CallGroups';
import { DraftChanges } from './DraftChanges';
import { DraftLinks } from './DraftLinks';
import { FindingChanges } from './FindingChanges';
import { ShareMoves } from './ShareMoves';
import { groupCalls, summaryText } from './summary-text';
import { WorkloadChanges } from './WorkloadChanges';

interface ResultsProps {
  readonly answer: WhatIfAnswer;
  readonly goTo: (line: number) => void;
  readonly onShow: (edge: EdgeId) => void;
}

const EFFECTIVE: ReadonlySet<DraftEffect> = new Set(['adds', 'replaces', 'removes']);

/** What the draft would change, in one sentence. */
export function Summary({ answer: { changes, diff } }: { readonly answer: WhatIfAnswer }): ReactNode {
  if (diff === undefined) return null;
  const counts = changes.some(({ does }) => EFFECTIVE.has(does));
  return (
    <p data-testid="what-if-summary" data-cuts={diff.cuts} className="break-words font-semibold text-base">
      {counts ? summaryText(diff, groupCalls(diff)) : 'Nothing of this draft would change what is there.'}
    </p>
  );
}

/** The diff of verdicts, then what lies beside it. */
export function Results({ answer: { problems, changes, diff }, goTo, onShow }: ResultsProps): ReactNode {
  return (
    <DraftLinks changes={changes} goTo={goTo}>
      {problems.map((problem) => (
        <ProblemCard key={problem.code} problem={problem} />
      ))}
      {diff === undefined ? null : <Diff diff={diff} onShow={onShow} />}
      {changes.length === 0 ? null : (
        <Part title={`The draft: ${changes.length === 1 ? 'one document' : `${changes.length} documents`}`} open>
          <DraftChanges changes={changes} goTo={goTo} />
        </Part>
      )}
    </DraftLinks>
  );
}

function Diff({ diff, onShow }: { readonly diff: VerdictDiff; readonly onShow: (edge: EdgeId) => void }): ReactNode {
  const groups = groupCalls(diff);
  const { moves, findings, workloads } = diff;
  return (
    <>
      <Against diff={diff} />
      <CallGroups diff={diff} groups={groups} onShow={onShow} />
      {moves.length === 0 ? null : (
        <Part title={`Shares that would move (${moves.length})`} open>
          <ShareMoves moves={moves} />
        </Part>
      )}
      {findings.appear.length + findings.go.length === 0 ? null : (
        <Part title={findingsTitle(findings)} open>
          <FindingChanges findings={findings} />
        </Part>
      )}
      {workloads.length === 0 ? null : (
        <Part title={`Workloads governed otherwise (${workloads.length})`}>
          <WorkloadChanges workloads={workloads} />
        </Part>
      )}
    </>
  );
}

function findingsTitle({ appear, go }: VerdictDiff['findings']): string {
  const parts = [appear.length > 0 ? `${appear.length} would appear` : '', go.length > 0 ? `${go.length} would go away` : ''];
  return `Findings: ${parts.filter((part) => part !== '').join(', ')}`;
}

/** Whose traffic it was held against. */
function Against({ diff: { atSeconds, windowSeconds, observedCalls } }: { readonly diff: VerdictDiff }): ReactNode {
  const offset = offsetOf(useApp((state) => state.preferences.timeZone));
  return (
    <p className="text-muted text-xs">
      Held against {observedCalls.toLocaleString('en')} observed {observedCalls === 1 ? 'call' : 'calls'} in the{' '}
      {formatDuration(windowSeconds)} before {momentText(atSeconds, offset)}.
    </p>
  );
}

function Part({
  title,
  open = false,
  children,
}: {
  readonly title: string;
  readonly open?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section aria-label={title}>
      <Disclosure openAtFirst={open} title={<span className="font-semibold">{title}</span>}>
        <div className="pl-5">{children}</div>
      </Disclosure>
    </section>
  );
}
