import { type ReactNode, useMemo } from 'react';
import type { CanaryReport } from '../../inquiry/canary/model';
import { formatShare } from '../../lib/format-number';
import { momentText, rangeText } from '../../lib/range-text';
import { displayText } from '../../scene/display-text';
import { gridEnd, gridTime } from '../../telemetry/range-grid';
import { LinesChart } from '../charts/LinesChart';
import { useRanges } from '../charts/use-ranges';
import { Button } from '../controls/Button';
import { ProblemCard } from '../controls/ProblemCard';
import { keyed } from '../policies/keyed';
import { ResourceLink } from '../policies/ResourceLink';
import { offsetOf } from '../text/range-text';
import { useActions, useApp } from '../use-app';
import { historyLines, MOST_LINES } from './history-lines';

/** The measured share of each version over time, with the steps of the configuration. */
export function CanaryHistoryChart({ report }: { readonly report: CanaryReport }): ReactNode {
  const { history, versions } = report;
  const queries = useMemo(
    () => [...history.queries, ...(history.flagger === undefined ? [] : [history.flagger])],
    [history.queries, history.flagger],
  );
  const { ranges, asking, askAgain } = useRanges(queries, history.grid, { enabled: queries.length > 0 });
  const lines = useMemo(() => (ranges === undefined ? [] : historyLines(report, ranges.answers, ranges.grid)), [report, ranges]);
  const moments = useMemo(() => history.steps.map(({ atSeconds }) => atSeconds), [history.steps]);
  const frame = useHistoryFrame(report);
  const failed = ranges?.answers.find((answer) => answer.failed !== undefined)?.failed;
  if (queries.length === 0) return <p className="text-muted">There is nothing to ask over time.</p>;
  return (
    <figure data-chart="canary-history" aria-busy={asking} className="min-w-0">
      {ranges === undefined ? <p className="text-muted text-xs">Asking for the history…</p> : null}
      {failed === undefined ? null : (
        <div role="status" className="flex flex-col items-start gap-1.5">
          <ProblemCard problem={failed} />
          <Button onClick={askAgain}>Ask again</Button>
        </div>
      )}
      {ranges !== undefined && lines.length === 0 && failed === undefined ? <NoSamples report={report} /> : null}
      {ranges === undefined || lines.length === 0 ? null : (
        <LinesChart
          title="Share of each version"
          lines={lines}
          grid={ranges.grid}
          format={formatShare}
          leastTop={0.05}
          frame={frame}
          moments={moments}
        />
      )}
      {versions.length > MOST_LINES ? (
        <p className="text-2xs text-muted">
          The first {MOST_LINES} versions are drawn; the shares above name all {versions.length}.
        </p>
      ) : null}
      <Steps report={report} />
    </figure>
  );
}

function NoSamples({ report: { history } }: { readonly report: CanaryReport }): ReactNode {
  const zone = useApp((state) => state.preferences.timeZone);
  return (
    <p className="rounded bg-sunken p-3 text-muted text-xs">
      No samples in this span, {rangeText(history.grid.startSeconds, gridEnd(history.grid), offsetOf(zone))}: nothing flowed, or it is not
      kept that long.
    </p>
  );
}

/** When the configuration changed, in words; on the chart these are upright lines. */
function Steps({ report: { history } }: { readonly report: CanaryReport }): ReactNode {
  const zone = useApp((state) => state.preferences.timeZone);
  const offset = offsetOf(zone);
  if (history.steps.length === 0)
    return <p className="mt-1 text-2xs text-muted">Nobody tells when the configuration changed, so no step is drawn.</p>;
  return (
    <>
      <p className="mt-1 text-2xs text-muted">Upright lines on the chart are these steps; the shaded part is the span that is compared.</p>
      <ol aria-label="Steps of the configuration" className="mt-1 flex flex-col gap-0.5 text-xs">
        {keyed(history.steps, ({ atSeconds, says }) => `${atSeconds} ${says}`).map(({ key, item }) => (
          <li key={key} data-step={item.atSeconds} className="flex flex-wrap items-baseline gap-x-2">
            <span className="text-muted">{momentText(item.atSeconds, offset)}</span>
            <span className="break-words">{displayText(item.says, 200)}</span>
            {item.ref === undefined ? null : <ResourceLink of={item.ref} />}
          </li>
        ))}
      </ol>
    </>
  );
}

/** The comparable span is shaded; a brush makes what it covers the map's window. */
function useHistoryFrame({ comparable, history: { grid } }: CanaryReport) {
  const actions = useActions();
  const { fromSeconds, toSeconds } = comparable;
  return useMemo(
    () => ({
      window: { fromSeconds, toSeconds },
      brush(fromIndex: number, toIndex: number) {
        const to = Math.max(fromIndex, toIndex);
        const from = Math.min(fromIndex, toIndex, to - 4);
        actions.setTime((to - from) * grid.stepSeconds, { kind: 'at', seconds: gridTime(grid, to) });
      },
    }),
    [fromSeconds, toSeconds, grid, actions],
  );
}
