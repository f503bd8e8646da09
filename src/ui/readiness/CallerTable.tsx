import type { ReactNode } from 'react';
import type { PlaintextCaller } from '../../inquiry/readiness/answer';
import { formatBytes } from '../../lib/format-number';
import { displayText } from '../../scene/display-text';
import { Reasons } from '../policies/Reasons';
import { useMinuteText } from './use-minute-text';
import { callerWords } from './verdict-words';

const MOST = 50;
const HEAD = 'py-1 pr-4 font-medium whitespace-nowrap';

/** Who sent plaintext to one workload, the most recent first. */
export function CallerTable({ callers, to }: { readonly callers: readonly PlaintextCaller[]; readonly to: string }): ReactNode {
  const moment = useMinuteText();
  if (callers.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by keyboard.
    <section className="thin-scroll overflow-x-auto" tabIndex={0} aria-label={`Who sends plaintext to ${displayText(to, 80)}`}>
      <table className="w-full text-left tabular-nums">
        <thead className="text-muted text-xs">
          <tr className="border-line border-b">
            <th scope="col" className={HEAD}>
              Plaintext from
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              Requests
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              Connections
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              Bytes
            </th>
            <th scope="col" className={HEAD}>
              Last seen up to
            </th>
          </tr>
        </thead>
        <tbody>
          {callers.slice(0, MOST).map(({ name, kind, requests, connections, bytes, lastSeenSeconds, services, protocols, because }) => (
            <tr key={name} className="border-line border-b align-top last:border-b-0" data-caller={name}>
              <th scope="row" className="py-1 pr-4 font-normal">
                <span className="break-words font-medium">{displayText(name, 120)}</span>
                <span className="block text-muted text-xs">
                  {callerWords(kind, protocols)}
                  {services.length === 0
                    ? ''
                    : ` · by ${services
                        .slice(0, 3)
                        .map((each) => displayText(each, 60))
                        .join(', ')}`}
                  {services.length > 3 ? ` and ${services.length - 3} more services` : ''}
                </span>
                <Reasons because={because} />
              </th>
              <Count value={requests} figure="requests" />
              <Count value={connections} figure="connections" />
              <td className="py-1 pr-4 text-right" data-figure="bytes" data-value={bytes}>
                {bytes === 0 ? '–' : formatBytes(bytes)}
              </td>
              <td className="py-1 whitespace-nowrap">{lastSeenSeconds === undefined ? '–' : moment(lastSeenSeconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {callers.length > MOST ? <p className="mt-1 text-muted text-xs">and {callers.length - MOST} more callers</p> : null}
    </section>
  );
}

function Count({ value, figure }: { readonly value: number; readonly figure: string }): ReactNode {
  return (
    <td className="py-1 pr-4 text-right" data-figure={figure} data-value={value}>
      {countText(value)}
    </td>
  );
}

function countText(value: number): string {
  if (value === 0) return '–';
  return value < 0.5 ? '<1' : Math.round(value).toLocaleString('en-US');
}
