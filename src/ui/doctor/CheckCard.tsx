import type { ReactNode } from 'react';
import { displayText } from '../../scene/display-text';
import type { CheckState, Remedy } from '../../telemetry/doctor/check';
import type { Diagnosed } from '../../telemetry/doctor/diagnose';
import { CopyButton } from '../controls/CopyButton';
import { PromQl } from '../panels/Queries';
import { Disclosure } from '../policies/Disclosure';

export const STATE_WORDS: Readonly<Record<CheckState, string>> = {
  missing: 'Missing',
  partial: 'Partly there',
  unknown: 'Cannot tell',
  good: 'There',
};

const SIGNS: Readonly<Record<CheckState, { readonly sign: string; readonly tone: string }>> = {
  missing: { sign: '✕', tone: 'text-fail' },
  partial: { sign: '▲', tone: 'text-warn' },
  unknown: { sign: '?', tone: 'text-unknown' },
  good: { sign: '✓', tone: 'text-ok' },
};

const MOST_CHARACTERS = 600;

/** What one check found, what that hides, and what brings it back. */
export function CheckCard({ result }: { readonly result: Diagnosed }): ReactNode {
  const { sign, tone } = SIGNS[result.state];
  return (
    <li className="flex gap-3 py-3" data-check={result.id} data-state={result.state}>
      <span className={`w-4 shrink-0 text-center font-bold ${tone}`} aria-hidden>
        {sign}
      </span>
      <div className="min-w-0 flex-1">
        <h4 className="font-semibold">
          {result.title} <span className={`font-normal text-xs ${tone}`}>{STATE_WORDS[result.state].toLowerCase()}</span>
        </h4>
        <p className="break-words">{displayText(result.says, MOST_CHARACTERS)}</p>
        {result.hides === undefined ? null : (
          <p className="mt-1 break-words text-muted">
            <b className="font-semibold text-ink">Hidden:</b> {result.hides}
          </p>
        )}
        {result.remedies === undefined ? null : (
          <ul className="mt-2 flex flex-col gap-2">
            {result.remedies.map((remedy) => (
              <RemedyText key={remedy.says} remedy={remedy} />
            ))}
          </ul>
        )}
        <Disclosure title={<span className="text-muted text-xs">The PromQL it rests on</span>}>
          {result.queries.map((promql) => (
            <div key={promql} className="flex items-start gap-2">
              <div className="min-w-0 flex-1">
                <PromQl promql={promql} />
              </div>
              <CopyButton text={promql} what={`a query of ${result.title}`} />
            </div>
          ))}
        </Disclosure>
      </div>
    </li>
  );
}

function RemedyText({ remedy: { says, snippet } }: { readonly remedy: Remedy }): ReactNode {
  return (
    <li>
      <p className="break-words">{displayText(says, MOST_CHARACTERS)}</p>
      {snippet === undefined ? null : (
        <div className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <Disclosure title={<span className="font-mono text-muted text-xs">{snippet.title}</span>}>
              <pre className="mt-1 whitespace-pre-wrap break-words rounded border border-line bg-sunken p-2 font-mono text-2xs">
                {snippet.text}
              </pre>
            </Disclosure>
          </div>
          <CopyButton text={snippet.text} what={`the text for ${snippet.title}`} />
        </div>
      )}
    </li>
  );
}
