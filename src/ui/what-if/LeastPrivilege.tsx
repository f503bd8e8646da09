import type { ReactNode } from 'react';
import type { LeastPrivilegeAnswer, ObservedCaller } from '../../inquiry/least-privilege/model';
import { formatDuration } from '../../lib/duration';
import { many } from '../../lib/many';
import { displayText } from '../../scene/display-text';
import { Button } from '../controls/Button';
import { Segments } from '../controls/Field';
import { TONE_TEXT } from '../controls/marks';
import { ProblemCard } from '../controls/ProblemCard';
import { PromQl } from '../panels/Queries';
import { Disclosure } from '../policies/Disclosure';
import { keyed } from '../policies/keyed';
import { ENFORCERS } from '../policies/words';
import type { Governed } from './subject';
import type { Proposed } from './use-least-privilege';

/** Spans to look back over; the first stands for the window of the picture. */
export const SPANS = [
  { value: '0', label: 'Window' },
  { value: '3600', label: '1 h' },
  { value: '21600', label: '6 h' },
  { value: '86400', label: '1 d' },
  { value: '604800', label: '7 d' },
] as const;
export type Span = (typeof SPANS)[number]['value'];

interface LeastPrivilegeProps {
  readonly of: Governed;
  readonly span: Span;
  /** The draft as it is. */
  readonly draft: string;
  readonly proposed: Proposed;
  readonly onSpan: (span: Span) => void;
  readonly onTake: (yaml: string) => void;
  readonly onClose: () => void;
}

const MOST_CALLERS = 100;

/** The evidence behind a proposed policy, and what it would not cover. */
export function LeastPrivilege({
  of,
  span,
  draft,
  proposed: { answer, asking, failed },
  onSpan,
  onTake,
  onClose,
}: LeastPrivilegeProps): ReactNode {
  const proposal = answer?.proposal;
  return (
    <section aria-label="Least privilege" aria-busy={asking} className="rounded-md border border-line p-3" data-testid="least-privilege">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="min-w-0 break-words font-semibold">
          Least privilege for {of.kind} {displayText(`${of.namespace}/${of.name}`, 100)}
        </h3>
        <Button onClick={onClose}>Put away</Button>
      </div>
      <div className="mt-2 flex max-w-96 flex-col gap-1">
        <span className="text-muted text-xs">Callers observed over</span>
        <Segments name="Callers observed over" value={span} choices={SPANS} onChoose={onSpan} />
      </div>
      <p role="status" className="mt-2">
        {asking ? 'Asking who called…' : null}
        {failed === null ? null : displayText(failed.message, 300)}
        {asking || answer === undefined ? null : saysOf(answer)}
      </p>
      {answer?.problems.map((problem) => (
        <ProblemCard key={problem.code} problem={problem} />
      ))}
      {answer === undefined ? null : <Evidence answer={answer} />}
      {proposal === undefined || proposal.yaml === draft ? null : (
        <Button className="mt-2" onClick={() => onTake(proposal.yaml)}>
          Take the proposal as the draft
        </Button>
      )}
    </section>
  );
}

function saysOf({ proposal, callers, wouldDeny, spanSeconds }: LeastPrivilegeAnswer): string {
  const covered = callers.filter(({ coveredBy }) => coveredBy !== undefined).length;
  const seen = `${callers.length === 0 ? 'Nobody called' : many(callers.length, 'caller')} in ${formatDuration(spanSeconds)}`;
  if (proposal === undefined) return `${seen}. There is nothing to propose.`;
  const denies =
    wouldDeny.length === 0 ? 'denies none of the identified calls of the window' : `would deny ${wouldDeny.length} identified calls`;
  return `${seen}, ${covered === callers.length ? 'all' : covered} covered by the proposal. Enforced by the ${ENFORCERS[proposal.enforcer]}, it ${denies}.`;
}

function Evidence({ answer: { callers, notCovered, wouldDeny, asked } }: { readonly answer: LeastPrivilegeAnswer }): ReactNode {
  return (
    <div className="thin-scroll mt-1 max-h-44 overflow-y-auto">
      {notCovered.length === 0 ? null : (
        <Disclosure openAtFirst title={<span className="text-xs">What it does not cover ({notCovered.length})</span>}>
          <ul className="flex flex-col gap-1 text-xs">
            {keyed(notCovered, ({ code, says }) => `${code} ${says}`).map(({ key, item }) => (
              <li key={key} data-not-covered={item.code} className="break-words">
                <span aria-hidden className={`font-bold ${TONE_TEXT.warn}`}>
                  ▲{' '}
                </span>
                {displayText(item.says, 400)}
                {item.callers.length === 0 ? null : (
                  <span className="text-muted"> {item.callers.map((name) => displayText(name, 80)).join(', ')}</span>
                )}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      {wouldDeny.length === 0 ? null : (
        <p className={`mt-1 text-xs ${TONE_TEXT.denied}`}>
          <span aria-hidden>⊘ </span>Would deny: {wouldDeny.map((name) => displayText(name, 80)).join(', ')}
        </p>
      )}
      {callers.length === 0 ? null : <Callers callers={callers} />}
      {asked === undefined ? null : (
        <Disclosure
          title={<span className="text-muted text-xs">The PromQL it rests on, back to {formatDuration(asked.coveredSeconds)} ago</span>}
        >
          {asked.promql.map((promql) => (
            <PromQl key={promql} promql={promql} />
          ))}
        </Disclosure>
      )}
    </div>
  );
}

function Callers({ callers }: { readonly callers: readonly ObservedCaller[] }): ReactNode {
  return (
    <Disclosure title={<span className="text-xs">Who called ({callers.length})</span>}>
      <ul className="flex flex-col gap-1 text-xs">
        {keyed(callers.slice(0, MOST_CALLERS), ({ name, principal }) => `${name} ${principal}`).map(({ key, item }) => (
          <li key={key} data-caller={item.name} data-covered={item.coveredBy ?? 'no'} className="break-words">
            <span aria-hidden className={`font-bold ${TONE_TEXT[item.coveredBy === undefined ? 'warn' : 'ok']}`}>
              {item.coveredBy === undefined ? '▲' : '✓'}{' '}
            </span>
            {displayText(item.says, 400)}
          </li>
        ))}
      </ul>
      {callers.length > MOST_CALLERS ? <p className="text-muted text-xs">and {callers.length - MOST_CALLERS} more</p> : null}
    </Disclosure>
  );
}
