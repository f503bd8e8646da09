import { type ReactNode, useState } from 'react';
import type { ChartLine } from '../../mesh/charts/edge-charts';
import type { RangeGrid } from '../../telemetry/range-grid';
import { Disclosure } from '../policies/Disclosure';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';
import { ChartLegend } from './ChartLegend';
import { ChartTable } from './ChartTable';
import type { ChartFrame } from './chart-frame';
import { chartSummary } from './chart-text';
import { Plot } from './Plot';

interface LinesChartProps {
  readonly title: string;
  readonly lines: readonly ChartLine[];
  readonly grid: RangeGrid;
  readonly format: (value: number) => string;
  /** The smallest top of the axis. */
  readonly leastTop: number;
  readonly frame: Pick<ChartFrame, 'window' | 'brush'>;
  /** Moments that something happened at, Unix seconds. */
  readonly moments?: readonly number[] | undefined;
}

/** Lines over time in all their forms: legend with the values at a moment, picture, sentence and table. */
export function LinesChart({ title, lines, grid, format, leastTop, frame, moments }: LinesChartProps): ReactNode {
  const zone = useApp((state) => state.preferences.timeZone);
  const [moment, setMoment] = useState<number | undefined>(undefined);
  const summary = chartSummary(title, lines, grid, format, offsetOf(zone));
  const index = Math.min(moment ?? grid.points - 1, grid.points - 1);
  return (
    <>
      <ChartLegend lines={lines} grid={grid} index={index} format={format} />
      <Plot
        title={title}
        lines={lines}
        grid={grid}
        format={format}
        leastTop={leastTop}
        frame={frame}
        moments={moments}
        onMoment={setMoment}
      />
      <p className="sr-only">{summary}</p>
      <Disclosure title={<span className="text-2xs text-muted">Values of {title.toLowerCase()} as a table</span>}>
        <p className="mb-1 text-xs">{summary}</p>
        <ChartTable title={title} lines={lines} grid={grid} format={format} />
      </Disclosure>
    </>
  );
}
