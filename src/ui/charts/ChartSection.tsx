import { type ReactNode, useId, useMemo, useState } from 'react';
import { formatDuration } from '../../lib/duration';
import { clockText, rangeText } from '../../lib/range-text';
import { type Charted, type ChartView, chartViews } from '../../mesh/charts/chart-views';
import { EDGE_CHARTS } from '../../mesh/charts/edge-charts';
import { PROTOCOL_NAMES } from '../../telemetry/protocol-names';
import { gridEnd } from '../../telemetry/range-grid';
import { Button } from '../controls/Button';
import { Segments } from '../controls/Field';
import { Section } from '../panels/Section';
import { useProvenanceContext } from '../panels/use-provenance-context';
import { offsetOf } from '../text/range-text';
import { useActions, useApp } from '../use-app';
import { useMesh } from '../use-mesh';
import { Chart } from './Chart';
import { type ChartFrame, useChartFrame } from './chart-frame';

const SPANS = [
  { value: 'auto', seconds: undefined },
  { value: '1h', seconds: 3600 },
  { value: '6h', seconds: 6 * 3600 },
  { value: '1d', seconds: 86_400 },
  { value: '7d', seconds: 7 * 86_400 },
] as const;

/** What happened before: charts of an edge, a node or a group. Asks nothing while it is closed. */
export function ChartSection({ charted }: { readonly charted: Charted }): ReactNode {
  const open = useApp((state) => state.preferences.charts);
  const exposition = useApp((state) => state.exposition !== undefined);
  const actions = useActions();
  const id = useId();
  if (exposition) return null;
  return (
    <Section
      title="Charts"
      printed={open}
      aside={
        <Button size="small" aria-expanded={open} aria-controls={id} onClick={() => actions.setCharts(!open)}>
          {open ? 'Hide charts' : 'Show charts'}
        </Button>
      }
    >
      <div id={id} hidden={!open}>
        {open ? <Charts charted={charted} /> : null}
      </div>
    </Section>
  );
}

function Charts({ charted }: { readonly charted: Charted }): ReactNode {
  const frame = useChartFrame();
  const recorded = useApp((state) => state.snapshot?.span !== undefined);
  const views = useChartViews(charted, frame?.rateSeconds);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const view = views.find(({ id }) => id === chosen) ?? views[0];
  if (frame === undefined) return <p className="text-muted">Charts come with the first picture.</p>;
  if (view === undefined) return <p className="text-muted">Nothing flows here in this window, so there is nothing to chart.</p>;
  const charts = EDGE_CHARTS.filter((chart) => chart.queries(view.selection).length > 0);
  const count = charts.reduce((sum, chart) => sum + chart.queries(view.selection).length, 0);
  return (
    <div className="flex flex-col gap-3">
      {views.length > 1 ? (
        <Segments
          name="Traffic"
          value={view.id}
          choices={views.map((one) => ({ value: one.id, label: viewTitle(one) }))}
          onChoose={setChosen}
        />
      ) : null}
      {recorded ? null : <SpanChoice frame={frame} />}
      {charts.map((chart) => (
        <Chart
          key={`${view.id} ${chart.id}`}
          chart={chart}
          view={view}
          frame={frame}
          about={charted.kind === 'edge' ? charted.edge.id : undefined}
        />
      ))}
      {recorded ? null : <Small frame={frame} count={count} />}
    </div>
  );
}

function useChartViews(charted: Charted, rateSeconds: number | undefined): readonly ChartView[] {
  const mesh = useMesh()?.mesh;
  const context = useProvenanceContext();
  return useMemo(
    () => (mesh === undefined || rateSeconds === undefined ? [] : chartViews(mesh, charted, { ...context, windowSeconds: rateSeconds })),
    [mesh, charted, context, rateSeconds],
  );
}

const viewTitle = ({ side, selection }: ChartView): string => `${PROTOCOL_NAMES[selection.protocol]} ${side ?? ''}`;

/** How far back, and the way back from a window that was chosen on a chart. */
function SpanChoice({ frame }: { readonly frame: ChartFrame }): ReactNode {
  const zone = useApp((state) => state.preferences.timeZone);
  const offset = offsetOf(zone);
  const { grid, spanSeconds, before, stepBack } = frame;
  const known = SPANS.find(({ seconds }) => seconds === spanSeconds);
  return (
    <div className="flex flex-col gap-1.5">
      <Segments
        name="Span of the charts"
        value={known?.value}
        choices={SPANS.map(({ value, seconds }) => ({ value, label: seconds === undefined ? 'Auto' : value }))}
        onChoose={(value) => frame.chooseSpan(SPANS.find((one) => one.value === value)?.seconds)}
      />
      <p className="text-2xs text-muted">
        {rangeText(grid.startSeconds, gridEnd(grid), offset)}. Drag over a chart, or use Shift and arrows on it, to choose the window.
      </p>
      {stepBack === undefined || before === undefined ? null : (
        <Button className="self-start" onClick={stepBack}>
          Back to {formatDuration(before.windowSeconds)} to {before.end.kind === 'now' ? 'now' : clockText(before.end.seconds, offset)}
        </Button>
      )}
    </div>
  );
}

/** What the lines are and what they cost. */
function Small({ frame, count }: { readonly frame: ChartFrame; readonly count: number }): ReactNode {
  const { grid, rateSeconds, window } = frame;
  const step = formatDuration(grid.stepSeconds);
  const longer = rateSeconds > window.toSeconds - window.fromSeconds;
  return (
    <p className="text-2xs text-muted">
      Each point is a rate over {formatDuration(rateSeconds)}
      {longer ? ' (four scrapes; the window is too short for one)' : ''}, every {step}
      {grid.stepSeconds > rateSeconds ? ', so what happened between two points does not show' : ''}. Gaps are moments without samples; the
      shaded part is the window of the map. {count} queries, asked again every {step} at most.
    </p>
  );
}
