/** Canaries as text for people: one table a host. */
import type { CanaryReport, CanaryVersion, ConfiguredShare, Interval, QualityVerdict, SplitVerdict } from '../inquiry/canary/model';
import { shareText } from '../inquiry/canary/share-text';
import type { Inventory } from '../istio/inventory';
import { refText } from '../istio/ref';
import { formatMilliseconds, formatRequestRate } from '../lib/format-number';
import { oneLine } from '../lib/one-line';
import type { Quantile } from '../mesh/model';
import { positionText } from './position-text';

const HEADS = ['VERSION', 'CONFIGURED', 'MEASURED', '95 %', 'COUNT', 'RATE', 'ERRORS', 'P50', 'P99', 'SHARE'] as const;
const UNKNOWN = '–';

export function canaryText(reports: readonly CanaryReport[], inventory: Inventory): string {
  if (reports.length === 0) return 'No host has a weighted or conditional route.';
  return reports.map((report) => reportText(report, inventory)).join('\n\n');
}

function reportText(report: CanaryReport, inventory: Inventory): string {
  const { host, route, tool, comparable, callers, versions, roles, split, quality, mirrors, lost, cautions, unit } = report;
  const at = positionText(inventory, route.ref, route.path);
  const from = callers.map(({ namespace, workload }) => `${namespace ?? '?'}/${workload ?? '?'}`);
  const rows = [HEADS, ...versions.map(cells)];
  const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [
    `${host}: ${refText(route.ref)} ${route.path}${at === undefined ? '' : ` (${at})`}${tool === undefined ? '' : `, ${tool}`}`,
    `  ${comparable.says} Counted: ${unit}${from.length === 0 ? ', from nobody' : `, from ${from.join(', ')}`}.`,
    ...table.map((line) => `  ${line}`),
    `  roles    ${roles}`,
    `  share    ${verdictText(split)}`,
    `  quality  ${verdictText(quality)}`,
    ...mirrors.map(({ host: to, subset, percent, copiesPerSecond }) => {
      const arrived = copiesPerSecond === undefined ? 'no server reports copies' : `${formatRequestRate(copiesPerSecond)} arrive`;
      return `  mirror   ${percent} % copied to ${to}${subset === undefined ? '' : ` ${subset}`}; ${arrived}`;
    }),
    ...lost.map(({ flags, count, says }) => `  lost     ${count} ${unit} (${flags}): ${says}`),
    ...cautions.map(({ says }) => `  note     ${says}`),
  ]
    .map(oneLine)
    .join('\n');
}

function cells(version: CanaryVersion): readonly string[] {
  const { name, role, configured, share, interval, count, ratePerSecond, errorRatio, p50, p99, verdict } = version;
  return [
    oneLine(`${name}${role === 'stable' ? ' (stable)' : ''}`),
    configuredText(configured),
    share === undefined ? UNKNOWN : shareText(share),
    intervalText(interval),
    String(count),
    formatRequestRate(ratePerSecond).replace('rps', '/s'),
    errorRatio === undefined ? UNKNOWN : shareText(errorRatio),
    quantileText(p50),
    quantileText(p99),
    verdict.says,
  ];
}

function configuredText(configured: ConfiguredShare | undefined): string {
  if (configured === undefined) return UNKNOWN;
  const { min, max } = configured;
  return min === max ? shareText(max) : `${shareText(min)} to ${shareText(max)}`;
}

const intervalText = (interval: Interval | undefined): string =>
  interval === undefined ? UNKNOWN : `${shareText(interval.low)} to ${shareText(interval.high)}`;

const quantileText = (quantile: Quantile | undefined): string =>
  quantile === undefined ? UNKNOWN : `${quantile.atLeast ? '≥ ' : ''}${formatMilliseconds(quantile.milliseconds)}`;

function verdictText(verdict: SplitVerdict | QualityVerdict): string {
  const once = verdict.says === 'deviates' && !verdict.confirmed ? ' (one window so far)' : '';
  return `${verdict.says}${once}: ${verdict.because}`;
}
