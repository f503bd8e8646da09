import type { ReactNode } from 'react';
import type { ChartLine } from '../../mesh/charts/edge-charts';
import { gridEnd, type RangeGrid } from '../../telemetry/range-grid';
import { valueText } from './chart-text';
import { lookOf } from './line-looks';

interface ChartLegendProps {
  readonly lines: readonly ChartLine[];
  readonly grid: RangeGrid;
  readonly index: number;
  readonly format: (value: number) => string;
}

/** Which line is which, and what each says at the moment pointed at (the end, if none). */
export function ChartLegend({ lines, grid, index, format }: ChartLegendProps): ReactNode {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-xs">
      {lines.map((line) => {
        const value = line.values[index];
        const known = value !== undefined && !Number.isNaN(value);
        return (
          <li
            key={line.id}
            className="flex items-center gap-1.5"
            data-line={line.id}
            data-at={index === grid.points - 1 ? gridEnd(grid) : undefined}
          >
            <LineSample id={line.id} />
            <span>{line.title}</span>
            <span className="font-semibold" {...(known ? { 'data-value': value } : {})}>
              {valueText(value, format)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function LineSample({ id }: { readonly id: string }): ReactNode {
  const { colour, dash, width } = lookOf(id);
  return (
    <svg aria-hidden width={22} height={8} viewBox="0 0 22 8" className="tone-mark shrink-0">
      <line x1={0} x2={22} y1={4} y2={4} stroke={`var(${colour})`} strokeWidth={width} strokeDasharray={dash.join(' ')} />
    </svg>
  );
}
