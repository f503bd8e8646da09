import type { ReactNode } from 'react';
import { formatMilliseconds } from '../../lib/format-number';
import type { QueryRecord } from '../../telemetry/query-record';
import { CopyButton } from '../controls/CopyButton';
import { Flyout } from '../controls/Flyout';
import { PromQl } from '../panels/Queries';
import { useApp } from '../use-app';
import { bytesText, costTotals } from './cost-totals';

/** The corner that says what the picture cost; opened, every query with its PromQL. */
export function QueryCosts(): ReactNode {
  const queries = useApp((state) => state.status.queries);
  if (queries.length === 0) return null;
  const totals = costTotals(queries);
  const size = `${totals.queries} queries · ${formatMilliseconds(totals.slowestMilliseconds)} · ${bytesText(totals.bytes)}`;
  return (
    <Flyout
      name="Query costs"
      side="top"
      align="end"
      width="w-[36rem]"
      trigger={
        <button
          type="button"
          aria-label={`Query costs: ${size}${totals.failed > 0 ? `, ${totals.failed} failed` : ''}`}
          className="flex h-7 shrink-0 items-center gap-2 rounded px-1.5 hover:bg-sunken hover:text-ink"
        >
          <span className="hidden gap-2 min-[100rem]:flex">
            {queries.slice(0, 4).map((query) => (
              <span key={query.promql} className={query.failed === undefined ? '' : 'text-fail'}>
                {query.family} {query.failed === undefined ? formatMilliseconds(query.milliseconds) : '✕'}
              </span>
            ))}
            <span aria-hidden>|</span>
          </span>
          <span className="hidden sm:inline">{size}</span>
          <span className="sm:hidden">{formatMilliseconds(totals.slowestMilliseconds)}</span>
          {totals.failed > 0 ? <span className="text-fail">✕ {totals.failed}</span> : null}
        </button>
      }
    >
      <h2 className="font-semibold text-sm">What the last refresh cost</h2>
      <p className="mb-2 text-muted text-xs">
        {totals.queries} queries side by side for the whole mesh; the slowest took {formatMilliseconds(totals.slowestMilliseconds)}.{' '}
        {totals.series} series, {bytesText(totals.bytes)}.
      </p>
      <ul className="flex flex-col gap-3">
        {queries.map((query) => (
          <QueryCost key={`${query.family} ${query.promql}`} query={query} />
        ))}
      </ul>
    </Flyout>
  );
}

/** One query, what it cost, and its PromQL. */
export function QueryCost({ query }: { readonly query: QueryRecord }): ReactNode {
  return (
    <li data-family={query.family}>
      <div className="flex items-center gap-3 text-xs">
        <span className="min-w-0 flex-1 truncate font-semibold">{query.family}</span>
        <span>{formatMilliseconds(query.milliseconds)}</span>
        <span>{query.series} series</span>
        <span>{bytesText(query.bytes)}</span>
        <CopyButton text={query.promql} what={`the PromQL of ${query.family}`} />
      </div>
      {query.failed === undefined ? null : <p className="mt-0.5 text-fail text-xs">✕ {query.failed.message}</p>}
      <PromQl promql={query.promql} />
    </li>
  );
}
