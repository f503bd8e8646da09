import type { ReactNode } from 'react';
import { instantText, offsetText } from '../../lib/range-text';
import type { ChartLine } from '../../mesh/charts/edge-charts';
import { gridEnd, gridTime, type RangeGrid } from '../../telemetry/range-grid';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';
import { valueText } from './chart-text';

interface ChartTableProps {
  readonly title: string;
  readonly lines: readonly ChartLine[];
  readonly grid: RangeGrid;
  readonly format: (value: number) => string;
}

/** The chart's numbers, newest first. */
export function ChartTable({ title, lines, grid, format }: ChartTableProps): ReactNode {
  const zone = useApp((state) => state.preferences.timeZone);
  const offset = offsetOf(zone);
  const rows = Array.from({ length: grid.points }, (_, index) => grid.points - 1 - index);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={`Values of ${title}`} tabIndex={0} className="thin-scroll max-h-56 overflow-auto rounded border border-line">
      <table className="w-full text-xs">
        <thead className="sticky top-0 bg-surface">
          <tr>
            <th scope="col" className="px-2 py-1 text-left font-normal text-2xs text-muted">
              {offsetText(offset(gridEnd(grid)))}
            </th>
            {lines.map(({ id, title: name }) => (
              <th key={id} scope="col" className="px-2 py-1 text-right font-normal text-2xs text-muted">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((index) => (
            <tr key={index}>
              <th scope="row" className="whitespace-nowrap px-2 text-left font-normal">
                {instantText(gridTime(grid, index), offset).slice(5)}
              </th>
              {lines.map(({ id, values }) => (
                <td key={id} className="whitespace-nowrap px-2 text-right">
                  {valueText(values[index], format)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
