import type { ReactNode } from 'react';
import type { CanaryReport } from '../../inquiry/canary/model';
import { displayText } from '../../scene/display-text';
import { Mark, qualityLook, splitLook } from './verdicts';

interface CanaryListProps {
  readonly reports: readonly CanaryReport[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** Every split, one button each. */
export function CanaryList({ reports, chosen, onChoose }: CanaryListProps): ReactNode {
  return (
    <nav aria-label="Hosts with a split" className="lg:sticky lg:top-0">
      <ul className="thin-scroll flex max-h-52 flex-col overflow-y-auto rounded border border-line lg:max-h-[calc(100dvh-12rem)] print:max-h-none">
        {reports.map((report) => (
          <li key={report.id} className="border-line border-b last:border-b-0" data-canary-host={report.host}>
            <button
              type="button"
              aria-current={report.id === chosen}
              onClick={() => onChoose(report.id)}
              className="group w-full border-transparent border-l-4 px-2 py-1.5 text-left -outline-offset-2 hover:border-line-strong aria-[current=true]:border-accent"
            >
              <span className="block break-words font-medium group-hover:underline group-aria-[current=true]:font-semibold">
                {displayText(report.name, 60)}
              </span>
              <span className="block break-words text-muted text-xs">
                {displayText(report.namespace, 60)} · {report.tool ?? report.kind}
                {callersText(report)}
              </span>
              <span className="block text-xs">
                <Mark look={splitLook(report.split)} />
                {report.quality.says === 'worse' ? (
                  <>
                    {' '}
                    <Mark look={{ ...qualityLook(report.quality), words: 'Worse candidate' }} />
                  </>
                ) : null}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function callersText({ callers }: CanaryReport): string {
  const [first, ...rest] = callers;
  if (first === undefined) return '';
  const name = displayText(first.workload ?? 'unknown', 40);
  return rest.length === 0 ? ` · from ${name}` : ` · from ${name} and ${rest.length} more`;
}
