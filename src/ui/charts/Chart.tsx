import { type ReactNode, useMemo } from 'react';
import { rangeText } from '../../lib/range-text';
import type { ChartView } from '../../mesh/charts/chart-views';
import type { EdgeChart } from '../../mesh/charts/edge-charts';
import type { EdgeId } from '../../mesh/model';
import type { RangeAnswer } from '../../telemetry/ask-ranges';
import { gridEnd } from '../../telemetry/range-grid';
import { Button } from '../controls/Button';
import { ProblemCard } from '../controls/ProblemCard';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';
import type { ChartFrame } from './chart-frame';
import { formatOf } from './chart-text';
import { LinesChart } from './LinesChart';
import { type Ranges, useRanges } from './use-ranges';

/** The smallest top of each axis: a flat line at zero is not drawn as a mountain. */
const LEAST_TOP = { requests: 0.1, ratio: 0.01, milliseconds: 1, bytes: 1 } as const;

interface ChartProps {
  readonly chart: EdgeChart;
  readonly view: ChartView;
  readonly frame: ChartFrame;
  /** The drawn edge that is charted, where it is one. */
  readonly about?: EdgeId | undefined;
}

/** One chart with all its states: asked for while it is mounted. */
export function Chart({ chart, view, frame, about }: ChartProps): ReactNode {
  const queries = useMemo(() => chart.queries(view.selection), [chart, view]);
  const { ranges, asking, askAgain } = useRanges(queries, frame.grid, { about, tellDuration: frame.tellDuration });
  return (
    <figure className="flex flex-col gap-1" data-chart={chart.id} aria-busy={asking}>
      <figcaption className="flex items-baseline justify-between gap-2">
        <h4 className="font-semibold text-xs">{chart.title}</h4>
        <Freshness ranges={ranges} asking={asking} frame={frame} />
      </figcaption>
      {ranges === undefined ? (
        <p className="flex h-33 items-center justify-center rounded bg-sunken text-muted text-xs">Asking for the history…</p>
      ) : null}
      {ranges === undefined ? null : <Answered chart={chart} view={view} frame={frame} ranges={ranges} askAgain={askAgain} />}
    </figure>
  );
}

/** Says when what stands here is older than what the map shows. */
function Freshness({
  ranges,
  asking,
  frame,
}: {
  readonly ranges: Ranges | undefined;
  readonly asking: boolean;
  readonly frame: ChartFrame;
}): ReactNode {
  if (ranges === undefined) return null;
  const old = ranges.grid !== frame.grid;
  if (old && asking) return <span className="text-2xs text-muted">updating…</span>;
  return null;
}

interface AnsweredProps extends ChartProps {
  readonly ranges: Ranges;
  readonly askAgain: () => void;
}

function Answered({ chart, view, frame, ranges, askAgain }: AnsweredProps): ReactNode {
  const zone = useApp((state) => state.preferences.timeZone);
  const { grid, answers } = ranges;
  const lines = useMemo(() => chart.lines(answers, view.selection.protocol), [chart, answers, view.selection.protocol]);
  const format = formatOf(chart.unit);
  const offset = offsetOf(zone);
  const failed = answers.filter((answer) => answer.failed !== undefined);
  return (
    <>
      <Failures failed={failed} all={answers.length} askAgain={askAgain} />
      {lines.length === 0 && failed.length < answers.length ? (
        <p className="rounded bg-sunken p-3 text-muted text-xs">
          No samples in this span, {rangeText(grid.startSeconds, gridEnd(grid), offset)}: nothing flowed, or {chart.needs} is not kept that
          long.
        </p>
      ) : null}
      {lines.length === 0 ? null : (
        <LinesChart title={chart.title} lines={lines} grid={grid} format={format} leastTop={LEAST_TOP[chart.unit]} frame={frame} />
      )}
      <Warnings answers={answers} />
    </>
  );
}

/** A part that failed is named with what to do; the rest stands. */
function Failures({
  failed,
  all,
  askAgain,
}: {
  readonly failed: readonly RangeAnswer[];
  readonly all: number;
  readonly askAgain: () => void;
}): ReactNode {
  const problem = failed[0]?.failed;
  if (problem === undefined) return null;
  return (
    <div className="flex flex-col items-start gap-1.5" role="status">
      {failed.length < all ? (
        <p className="text-xs">
          {failed.length} of {all} queries of this chart failed; the others are drawn.
        </p>
      ) : null}
      <ProblemCard problem={problem} />
      <Button onClick={askAgain}>Ask again</Button>
    </div>
  );
}

function Warnings({ answers }: { readonly answers: readonly RangeAnswer[] }): ReactNode {
  const messages = new Map(answers.flatMap(({ problems }) => problems).map((problem) => [problem.message, problem]));
  if (messages.size === 0) return null;
  return (
    <ul className="flex flex-col gap-1">
      {Array.from(messages.values(), (problem) => (
        <li key={problem.message}>
          <ProblemCard problem={problem} />
        </li>
      ))}
    </ul>
  );
}
