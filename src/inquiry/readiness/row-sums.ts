/** Series of many chunks → one row for each caller, workload, service, protocol and reporter. */
import type { RangeSeries } from '../../prometheus/client-types';
import { labelKey } from '../../telemetry/families/end-table';
import { knownLabel, parseReporter, parseRequestProtocol, parseSecurityPolicy } from '../../telemetry/parse-labels';
import type { HistoryRow, RowEnd } from './history';
import { type HistoryQueryId, ROW_LABELS } from './history-queries';

type Figure = Exclude<HistoryQueryId, 'measured'>;
type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Whether the source has anything of the step before this one: a counter that appears after nothing may have stood there for long. */
export type WasMeasured = (momentSeconds: number) => boolean;

/** The protocol is told apart as it is read, not as it is written. */
const KEY_LABELS = ROW_LABELS.filter((label) => label !== 'request_protocol');

export class RowSums {
  private readonly rows = new Map<string, Writable<HistoryRow>>();

  /** Adds one series: `part="start"` counts only where the step before it was measured. */
  add(figure: Figure, { labels, timestampsSeconds, values }: RangeSeries, wasMeasured: WasMeasured): void {
    if (parseReporter(labels) === 'source') return;
    const protocol = figure === 'requests' ? parseRequestProtocol(labels) : 'tcp';
    let sum = 0;
    let last: number | undefined;
    for (const [at, moment] of timestampsSeconds.entries()) {
      const value = values[at] ?? 0;
      if (!(value > 0 && Number.isFinite(value))) continue;
      if (labels.part === 'start' && !wasMeasured(moment)) continue;
      sum += value;
      last = moment;
    }
    if (last === undefined) return;
    const row = this.rowOf(protocol, labels);
    row[figure] += sum;
    row.lastSeenSeconds = Math.max(row.lastSeenSeconds, last);
  }

  all(): readonly HistoryRow[] {
    return [...this.rows.values()];
  }

  private rowOf(protocol: HistoryRow['protocol'], labels: RangeSeries['labels']): Writable<HistoryRow> {
    const key = `${protocol} ${labelKey(labels, KEY_LABELS)}`;
    const known = this.rows.get(key);
    if (known !== undefined) return known;
    const policy = parseSecurityPolicy(labels);
    const reporter = parseReporter(labels);
    const made: Writable<HistoryRow> = {
      reporter: reporter === 'source' ? undefined : reporter,
      source: endOf(labels, 'source'),
      destination: endOf(labels, 'destination'),
      service: serviceOf(labels),
      protocol,
      // The word `unknown` is ztunnel's for plaintext, and ztunnel counts TCP only (docs/telemetry.md §3).
      transport: reporter !== undefined && (policy === 'none' || (policy === 'unknown' && protocol === 'tcp')) ? 'plaintext' : 'untold',
      requests: 0,
      bytes: 0,
      connections: 0,
      lastSeenSeconds: 0,
    };
    this.rows.set(key, made);
    return made;
  }
}

function endOf(labels: RangeSeries['labels'], side: 'source' | 'destination'): RowEnd {
  const namespace = knownLabel(labels, `${side}_workload_namespace`);
  const workload = knownLabel(labels, `${side}_workload`);
  const app = knownLabel(labels, `${side}_canonical_service`);
  return {
    ...(namespace !== undefined && { namespace }),
    ...(workload !== undefined && { workload }),
    ...(app !== undefined && { app }),
  };
}

function serviceOf(labels: RangeSeries['labels']): HistoryRow['service'] {
  const namespace = knownLabel(labels, 'destination_service_namespace');
  const name = knownLabel(labels, 'destination_service_name');
  return { ...(namespace !== undefined && { namespace }), ...(name !== undefined && { name }) };
}
