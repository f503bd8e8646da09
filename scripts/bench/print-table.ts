/** The table of `npm run bench`. */
import { type BenchLine, isMissed } from './bench-line';

const HEAD = ['measure', 'size', 'ms', 'floor ms', 'ratio', 'target'] as const;

function short(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const digits = Math.abs(value) >= 100 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(5, digits));
}

function targetText({ target, unit }: BenchLine): string {
  if (target === undefined) return '';
  if (target.of === 'ratio') return `≤ ${target.atMost}`;
  return target.atMost === 0 ? 'exactly 0' : `≤ ${target.atMost} ${unit ?? 'ms'}`;
}

function cells(line: BenchLine): readonly string[] {
  const unit = line.unit === undefined ? '' : ` ${line.unit}`;
  const hasFloor = Number.isFinite(line.floor) && line.floor > 0;
  return [
    line.measure,
    String(line.size),
    `${short(line.value)}${unit}`,
    hasFloor ? `${short(line.floor)}${unit}` : '–',
    hasFloor ? short(line.value / line.floor) : '–',
    `${targetText(line)}${isMissed(line) ? '  MISSED' : ''}`,
  ];
}

/** Rows of text with aligned columns, as Markdown, so that they can be pasted into docs/benchmarks.md. */
export function tableText(lines: readonly BenchLine[]): string {
  const rows = [[...HEAD], ...lines.map((line) => [...cells(line)])];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const written = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [written[0], rule, ...written.slice(1)].join('\n');
}
