import { Database } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatDuration } from '../../lib/duration';
import { formatBytes } from '../../lib/format-number';
import { many } from '../../lib/many';
import type { SpanOverview } from '../../worker/messages';
import { Button } from '../controls/Button';
import { Flyout } from '../controls/Flyout';
import { ProblemList } from '../controls/ProblemList';
import { QueryCost } from '../status/QueryCosts';
import { useActions, useApp } from '../use-app';

/** What the timeline holds and what it was asked: resolution, memory, what is missing or coarse and why, PromQL with its cost. */
export function Held(): ReactNode {
  const overview = useApp((state) => (state.span?.outdated === true ? undefined : state.span?.overview));
  if (overview === undefined) return null;
  const { problems, size } = overview;
  const held = formatBytes(size.bytes);
  const trigger = (
    <Button
      look="quiet"
      size="small"
      aria-label={`Queries and memory of the timeline: ${held} held${problems.length === 0 ? '' : `, ${many(problems.length, 'remark')}`}`}
    >
      {problems.length === 0 ? <Database size={13} aria-hidden /> : <span className="font-bold text-warn">▲ {problems.length}</span>}
      <span className="@max-5xl:hidden">{held}</span>
    </Button>
  );
  return (
    <Flyout name="Queries and memory" width="w-[36rem]" align="end" isText trigger={trigger}>
      <HeldText overview={overview} />
    </Flyout>
  );
}

function HeldText({ overview: { grid, windowSeconds, size, problems, queries } }: { readonly overview: SpanOverview }): ReactNode {
  const actions = useActions();
  return (
    <>
      <h2 className="font-semibold text-sm">What the timeline holds</h2>
      <p className="mt-1 text-xs">
        {grid.points.toLocaleString('en-US')} moments, one every {formatDuration(grid.stepSeconds)}; each rate is taken over{' '}
        {formatDuration(windowSeconds)}. {size.series.toLocaleString('en-US')} series in memory: {size.values.toLocaleString('en-US')} of at
        most {size.mostValues.toLocaleString('en-US')} values, {formatBytes(size.bytes)}. Moving the play head asks nobody.
      </p>
      {problems.length === 0 ? null : <ProblemList problems={problems} className="mt-3 gap-2" />}
      <h3 className="mt-3 mb-1 font-semibold text-muted text-xs">{queries.length} queries for the whole span</h3>
      <ul className="flex flex-col gap-3">
        {queries.map((query, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced whole, and a query may be asked in parts.
          <QueryCost key={`${index} ${query.family}`} query={query} />
        ))}
      </ul>
      <Button className="mt-3" onClick={() => actions.reloadSpan()}>
        Ask again
      </Button>
    </>
  );
}
