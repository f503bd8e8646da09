import { type ReactNode, useId } from 'react';
import type { CanaryReport } from '../../inquiry/canary/model';
import { displayText } from '../../scene/display-text';
import { Disclosure } from '../policies/Disclosure';
import { keyed } from '../policies/keyed';
import { Reasons } from '../policies/Reasons';
import { ResourceLink } from '../policies/ResourceLink';
import { Beside } from './Beside';
import { CanaryHistoryChart } from './CanaryHistoryChart';
import { CanaryQueries } from './CanaryQueries';
import { Quality } from './Quality';
import { Shares } from './Shares';
import { Mark, qualityLook, splitLook } from './verdicts';

/** Everything about one split: is it as configured, is the candidate worse, since when, and what all that rests on. */
export function CanaryReportView({ report }: { readonly report: CanaryReport }): ReactNode {
  const id = useId();
  return (
    <article aria-labelledby={id} className="flex min-w-0 flex-col gap-4" data-report={report.id}>
      <header>
        <h3 id={id} className="break-words font-semibold text-lg">
          {displayText(report.name, 80)}
        </h3>
        <p className="break-words text-muted text-xs">
          {displayText(report.host, 200)}
          {report.port === undefined ? '' : `:${report.port}`} ·{' '}
          {report.tool === undefined ? report.kind : `${report.tool}, ${report.kind}`}
        </p>
        <ResourceLink of={report.route.ref} path={report.route.path} />
        <Callers report={report} />
      </header>
      <Verdicts report={report} />
      <Part title={`Share of the ${report.unit}`}>
        <Shares report={report} />
      </Part>
      <Part title="Quality beside each other">
        <Quality report={report} />
      </Part>
      {report.mirrors.length + report.lost.length === 0 ? null : (
        <Part title="Beside the split, never in it">
          <Beside report={report} />
        </Part>
      )}
      <Part title="The measured share over time">
        <CanaryHistoryChart report={report} />
      </Part>
      <Part title="What this rests on">
        <Resources report={report} />
        <CanaryQueries report={report} />
      </Part>
    </article>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0">
      <h4 id={id} className="mb-1.5 border-line border-b pb-1 font-semibold text-muted text-xs">
        {title}
      </h4>
      {children}
    </section>
  );
}

const MOST_CALLERS = 6;

function Callers({ report: { callers } }: { readonly report: CanaryReport }): ReactNode {
  if (callers.length === 0) return <p className="text-muted text-xs">No caller was seen in this span.</p>;
  const names = callers.slice(0, MOST_CALLERS).map(({ namespace, workload, through }) => {
    const name = [namespace, workload ?? 'unknown'].filter((part) => part !== undefined).join('/');
    return `${displayText(name, 80)} (${through === 'unknown' ? 'data plane unknown' : through})`;
  });
  const rest = callers.length - names.length;
  return (
    <p className="break-words text-xs">
      Called by {names.join(', ')}
      {rest > 0 ? ` and ${rest} more` : ''}.
    </p>
  );
}

function Verdicts({ report }: { readonly report: CanaryReport }): ReactNode {
  const { split, quality, comparable, cautions } = report;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <div data-split-verdict={split.says} data-reason={split.says === 'not-comparable' ? split.reason : undefined}>
        <p className="text-2xs text-muted">Is it as configured?</p>
        <p className="text-base">
          <Mark look={splitLook(split)} />
        </p>
        <p className="break-words">{displayText(split.because, 500)}</p>
      </div>
      <div data-quality-verdict={quality.says}>
        <p className="break-words text-2xs text-muted">{worseQuestion(report)}</p>
        <p className="text-base">
          <Mark look={qualityLook(quality)} />
        </p>
        <p className="break-words">{displayText(quality.because, 500)}</p>
      </div>
      <div className="sm:col-span-2">
        <p className="break-words text-xs" data-comparable={comparable.fromSeconds}>
          {displayText(comparable.says, 500)}
        </p>
        {cautions.length === 0 ? null : (
          <ul className="mt-1 flex flex-col gap-0.5 text-xs">
            {keyed(cautions, ({ code }) => code).map(({ key, item }) => (
              <li key={key} className="flex gap-1.5 break-words">
                <span aria-hidden className="font-bold text-warn">
                  !
                </span>
                <span>
                  <span className="sr-only">Mind: </span>
                  {displayText(item.says, 400)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function worseQuestion({ versions }: CanaryReport): string {
  const stable = versions.find(({ role }) => role === 'stable');
  const [candidate, another] = versions.filter(({ role }) => role === 'candidate');
  if (stable === undefined || candidate === undefined || another !== undefined) return 'Is a candidate worse?';
  return `Is ${displayText(candidate.name, 60)} worse than ${displayText(stable.name, 60)}?`;
}

function Resources({ report: { resources, because, conditions } }: { readonly report: CanaryReport }): ReactNode {
  return (
    <div className="flex flex-col gap-1">
      <ul className="flex flex-col">
        {keyed(resources, ({ ref, path }) => `${ref.kind} ${ref.namespace} ${ref.name} ${path}`).map(({ key, item }) => (
          <li key={key}>
            <ResourceLink of={item.ref} path={item.path} />
          </li>
        ))}
      </ul>
      {conditions.length === 0 ? null : (
        <p className="break-words text-xs">
          The route looks at{' '}
          {conditions.map(({ attribute, op, value }) => displayText(`${attribute} ${op} ${value ?? ''}`.trim(), 80)).join(', ')}.
        </p>
      )}
      {because.length === 0 ? null : (
        <Disclosure title={<span className="text-muted text-xs">How the configured shares are known</span>}>
          <Reasons because={because} />
        </Disclosure>
      )}
    </div>
  );
}
