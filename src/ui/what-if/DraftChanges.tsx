import type { ReactNode } from 'react';
import type { DraftChange, DraftEffect } from '../../inquiry/what-if/model';
import { formatRequestRate } from '../../lib/format-number';
import { many } from '../../lib/many';
import { displayText } from '../../scene/display-text';
import type { Tone } from '../../scene/scene';
import { TONE_TEXT } from '../controls/marks';
import { keyed } from '../policies/keyed';
import { Reasons } from '../policies/Reasons';
import { LineButton } from './LineButton';

const SIGNS: Readonly<Record<DraftEffect, { readonly sign: string; readonly tone: Tone }>> = {
  adds: { sign: '+', tone: 'ok' },
  replaces: { sign: '≠', tone: 'ok' },
  removes: { sign: '−', tone: 'ok' },
  same: { sign: '=', tone: 'idle' },
  refused: { sign: '✕', tone: 'fail' },
  unread: { sign: '?', tone: 'unknown' },
  unreadable: { sign: '✕', tone: 'fail' },
  superseded: { sign: '▲', tone: 'warn' },
  absent: { sign: '▲', tone: 'warn' },
};

const MOST_DOCUMENTS = 100;
const MOST_RULES = 40;

interface DraftChangesProps {
  readonly changes: readonly DraftChange[];
  readonly goTo: (line: number) => void;
}

/** What each document of the draft does, and which of its rules change nothing. */
export function DraftChanges({ changes, goTo }: DraftChangesProps): ReactNode {
  return (
    <>
      <ul className="divide-y divide-line">
        {keyed(changes.slice(0, MOST_DOCUMENTS), ({ says, line }) => `${says} ${line}`).map(({ key, item }) => (
          <li key={key} className="flex gap-2 py-1.5" data-does={item.does}>
            <span aria-hidden className={`w-4 shrink-0 text-center font-bold ${TONE_TEXT[SIGNS[item.does].tone]}`}>
              {SIGNS[item.does].sign}
            </span>
            <div className="min-w-0 flex-1">
              <p className="break-words">
                {displayText(item.says, 400)} <LineButton line={item.line} goTo={goTo} />
              </p>
              {item.changesNothing === undefined ? null : (
                <div data-changes-nothing>
                  <p className={`text-xs ${TONE_TEXT.warn}`}>
                    <span aria-hidden>▲ </span>Changes nothing:
                  </p>
                  <Reasons because={item.changesNothing} />
                </div>
              )}
              <Rules change={item} goTo={goTo} />
            </div>
          </li>
        ))}
      </ul>
      {changes.length > MOST_DOCUMENTS ? <p className="text-muted text-xs">and {changes.length - MOST_DOCUMENTS} more documents</p> : null}
    </>
  );
}

function Rules({ change: { rules }, goTo }: { readonly change: DraftChange; readonly goTo: (line: number) => void }): ReactNode {
  if (rules.length === 0) return null;
  return (
    <ul className="mt-0.5 flex flex-col gap-0.5 text-xs">
      {rules.slice(0, MOST_RULES).map(({ path, line, calls, requestsPerSecond, changesNothing }) => (
        <li key={path} data-rule={path}>
          <code className="font-mono">{displayText(path, 60)}</code> <LineButton line={line} goTo={goTo} />{' '}
          {changesNothing === undefined ? (
            <span className="text-muted">
              meets {many(calls, 'call')}
              {requestsPerSecond > 0 ? ` with ${formatRequestRate(requestsPerSecond)}` : ''}
            </span>
          ) : (
            <span className={TONE_TEXT.warn}>
              <span aria-hidden>▲ </span>changes nothing: {displayText(changesNothing, 300)}
            </span>
          )}
        </li>
      ))}
      {rules.length > MOST_RULES ? <li className="text-muted">and {rules.length - MOST_RULES} more rules</li> : null}
    </ul>
  );
}
