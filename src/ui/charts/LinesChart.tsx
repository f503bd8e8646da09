import { type ReactNode, useState } from 'react';
import { Disclosure } from '../policies/Disclosure';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';
import { ChartLegend } from './ChartLegend';
import { ChartTable } from './ChartTable';
import { chartSummary } from './chart-text';
import { Plot, type PlottedLines } from './Plot';

/** Lines over time in all their forms: legend with the values at a moment, picture, sentence and table. */
export function LinesChart({ title, lines, grid, format, leastTop, frame, moments }: PlottedLines): ReactNode {
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
