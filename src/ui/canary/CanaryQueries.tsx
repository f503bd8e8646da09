import type { ReactNode } from 'react';
import type { CanaryReport } from '../../inquiry/canary/model';
import { displayText } from '../../scene/display-text';
import { CopyButton } from '../controls/CopyButton';
import { PromQl } from '../panels/Queries';
import { Disclosure } from '../policies/Disclosure';

interface Entry {
  readonly label: string;
  readonly promql: string;
}

/** The PromQL behind every number of a split. */
export function CanaryQueries({ report }: { readonly report: CanaryReport }): ReactNode {
  const entries = entriesOf(report);
  if (entries.length === 0) return null;
  return (
    <Disclosure title={<span className="text-muted text-xs">The PromQL behind these numbers ({entries.length})</span>}>
      <ul className="flex flex-col gap-2">
        {entries.map(({ label, promql }) => (
          <li key={label}>
            <p className="flex items-center justify-between gap-2 text-xs">
              <span className="min-w-0 break-words">{label}</span>
              <CopyButton text={promql} what={`the PromQL of ${label}`} />
            </p>
            <PromQl promql={promql} />
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

function entriesOf({ versions, history }: CanaryReport): readonly Entry[] {
  const ofVersions = versions.flatMap(({ name, queries }) => {
    const named = displayText(name, 60);
    const all: readonly (readonly [string, string | undefined])[] = [
      ['sample size', queries.count],
      ['share', queries.share],
      ['rate', queries.rate],
      ['error ratio', queries.errorRatio],
      ['p50', queries.p50],
      ['p99', queries.p99],
    ];
    return all.flatMap(([what, promql]) => (promql === undefined ? [] : [{ label: `${what} of ${named}`, promql }]));
  });
  const overTime = [...history.queries, ...(history.flagger === undefined ? [] : [history.flagger])];
  return [...ofVersions, ...overTime.map(({ title, promql }) => ({ label: `${displayText(title, 80)} over time`, promql }))];
}
