import type { ReactNode } from 'react';
import type { AskedQuery } from '../../inquiry/readiness/history';
import { formatBytes, formatMilliseconds } from '../../lib/format-number';
import { listIn } from '../../lib/list-in';
import { many } from '../../lib/many';
import { CopyButton } from '../controls/CopyButton';
import { PromQl } from '../panels/Queries';
import { Disclosure } from '../policies/Disclosure';
import { useMinuteText } from './use-minute-text';

/** What was asked and what it cost: each text once, with the days it was asked for. */
export function AskedQueries({ queries }: { readonly queries: readonly AskedQuery[] }): ReactNode {
  const moment = useMinuteText();
  const total = sumOf(queries);
  const byText = new Map<string, AskedQuery[]>();
  for (const query of queries) listIn(byText, query.promql).push(query);
  return (
    <Disclosure
      title={
        <span className="text-muted text-xs tabular-nums" data-cost>
          {queries.length} queries, {total.series.toLocaleString('en-US')} series, {formatBytes(total.bytes)},{' '}
          {formatMilliseconds(total.milliseconds)}
        </span>
      }
    >
      <ul className="flex flex-col gap-2 py-1 pl-5">
        {[...byText.values()].map((same) => {
          const [first] = same;
          if (first === undefined) return null;
          const failed = same.filter((each) => each.failed !== undefined);
          return (
            <li key={first.id} data-query={first.id}>
              <div className="flex items-baseline justify-between gap-2">
                <p className="min-w-0 text-xs">
                  <b className="font-semibold">{first.title}</b>{' '}
                  <span className="text-muted tabular-nums">
                    asked {many(same.length, 'time')}, one day each, in steps of {first.stepSeconds / 60} minutes, back to{' '}
                    {moment(Math.min(...same.map(({ fromSeconds }) => fromSeconds)))}; {formatMilliseconds(sumOf(same).milliseconds)}
                    {failed.length === 0 ? '' : `; ${failed.length} failed`}
                  </span>
                </p>
                <CopyButton text={first.promql} what={`the PromQL of ${first.title}`} />
              </div>
              <PromQl promql={first.promql} />
            </li>
          );
        })}
      </ul>
    </Disclosure>
  );
}

function sumOf(queries: readonly AskedQuery[]) {
  const sum = { series: 0, bytes: 0, milliseconds: 0 };
  for (const { series, bytes, milliseconds } of queries) {
    sum.series += series;
    sum.bytes += bytes;
    sum.milliseconds += milliseconds;
  }
  return sum;
}
