/** Alerts that fire within a span, from the series that Prometheus writes about its own rules (`ALERTS`). */
import type { Labels } from '../../../prometheus/client-types';
import { gridTime, type RangeGrid } from '../../range-grid';
import type { SpanChange } from '../span';
import { runsOf } from './runs';

/** An alert that is away for a moment between two evaluations is the same alert. */
const MOMENTS_ABSENT = 2;

const LABELS = ['alertname', 'namespace', 'severity'] as const;

/** One series an alert and namespace, however many things it fires for. */
export const alertsPromql = (): string => `count by (${LABELS.join(',')}) (ALERTS{alertstate="firing"})`;

export const alertKey = (labels: Labels): string => JSON.stringify(LABELS.map((name) => labels[name] ?? null));

/** Those of the scope, and those that name no namespace. */
export function alertChanges(
  lines: ReadonlyMap<string, Float64Array>,
  grid: RangeGrid,
  namespaces: readonly string[],
): readonly SpanChange[] {
  const { points } = grid;
  return Array.from(lines).flatMap(([key, line]) => {
    const [subject = null, namespace = null, severity = null]: readonly (string | null)[] = JSON.parse(key);
    if (subject === null || (namespace !== null && namespaces.length > 0 && !namespaces.includes(namespace))) return [];
    const name = `${subject}${severity === null ? '' : ` (${severity})`}`;
    const head = { subject, ...(namespace !== null && { namespace }) };
    const present = Uint8Array.from(line, (value) => (value > 0 ? 1 : 0));
    return runsOf(present, { points, absentFor: MOMENTS_ABSENT }).flatMap(({ from, to }): SpanChange[] => {
      const says = from === 0 ? `${name} fires already when the timeline begins.` : `${name} fires.`;
      const ended = { kind: 'alert-ended', ...head, says: `${name} fires no more.` } as const;
      return [
        { kind: 'alert', atSeconds: gridTime(grid, from), ...head, says },
        ...(to < points - 1 ? [{ ...ended, atSeconds: gridTime(grid, to + 1) }] : []),
      ];
    });
  });
}
