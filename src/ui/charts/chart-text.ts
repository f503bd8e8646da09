/** A chart in words: the sentence that stands for the picture, and its numbers with units. */
import { formatByteRate, formatMilliseconds, formatRatio, formatRequestRate } from '../../lib/format-number';
import { clockText, type OffsetMinutes, rangeText } from '../../lib/range-text';
import type { ChartLine, ChartUnit } from '../../mesh/charts/edge-charts';
import { gridEnd, gridTime, type RangeGrid } from '../../telemetry/range-grid';

const FORMATS: Readonly<Record<ChartUnit, (value: number) => string>> = {
  requests: formatRequestRate,
  ratio: formatRatio,
  milliseconds: formatMilliseconds,
  bytes: formatByteRate,
};
export const formatOf = (unit: ChartUnit): ((value: number) => string) => FORMATS[unit];

/** A value of a line, or that there is none. */
export const valueText = (value: number | undefined, format: (value: number) => string): string =>
  value === undefined || Number.isNaN(value) ? 'no sample' : format(value);

/** "All requests: 120 rps at the end, from 80 rps to 140 rps, highest at 18:32:00." with what is missing. */
export function lineSummary(line: ChartLine, grid: RangeGrid, format: (value: number) => string, offset: OffsetMinutes): string {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let mostAt = 0;
  let gaps = 0;
  for (const [index, value] of line.values.entries()) {
    if (Number.isNaN(value)) gaps += 1;
    else {
      least = Math.min(least, value);
      if (value > most) {
        most = value;
        mostAt = index;
      }
    }
  }
  if (gaps === line.values.length) return `${line.title}: no samples.`;
  const last = valueText(line.values.at(-1), format);
  const range = least === most ? `always ${format(most)}` : `from ${format(least)} to ${format(most)}`;
  const highest = least === most ? '' : `, highest at ${clockText(gridTime(grid, mostAt), offset)}`;
  const missing = gaps === 0 ? '' : `; ${gaps} of ${line.values.length} points have no sample`;
  return `${line.title}: ${last} at the end, ${range}${highest}${missing}.`;
}

export function chartSummary(
  title: string,
  lines: readonly ChartLine[],
  grid: RangeGrid,
  format: (value: number) => string,
  offset: OffsetMinutes,
): string {
  const when = rangeText(grid.startSeconds, gridEnd(grid), offset);
  return [`${title}, ${when}.`, ...lines.map((line) => lineSummary(line, grid, format, offset))].join(' ');
}

/** What stands at one moment: "18:32:00: All requests 120 rps, 5xx 2 rps". */
export function readingText(
  lines: readonly ChartLine[],
  grid: RangeGrid,
  index: number,
  format: (value: number) => string,
  offset: OffsetMinutes,
): string {
  const values = lines.map((line) => `${line.title} ${valueText(line.values[index], format)}`);
  return `${clockText(gridTime(grid, index), offset)}: ${values.join(', ')}`;
}
