/** What the source tells of a span: rows that were not mutual TLS, who was measured when, and what it cost to ask. */
import type { Problem } from '../../lib/problem';
import type { HistoryQueryId } from './history-queries';

export interface RowEnd {
  readonly namespace?: string;
  readonly workload?: string;
  readonly app?: string;
}

/** One caller, workload, service and protocol, as one reporter counted them over the whole span. */
export interface HistoryRow {
  /** undefined = the series does not say which end counted it. */
  readonly reporter: 'destination' | 'waypoint' | undefined;
  readonly source: RowEnd;
  readonly destination: RowEnd;
  readonly service: { readonly namespace?: string; readonly name?: string };
  readonly protocol: 'http' | 'grpc' | 'tcp';
  /** `plaintext` is what the reporter saw; `untold` = it does not say (docs/telemetry.md §6.5). */
  readonly transport: 'plaintext' | 'untold';
  readonly requests: number;
  /** Both directions. */
  readonly bytes: number;
  readonly connections: number;
  /** Unix seconds: the end of the last step in which it flowed. */
  readonly lastSeenSeconds: number;
}

/** Steps of the span, of those that could be asked, in which something was measured at a workload. */
export interface Measured {
  /** Its own side or a waypoint told of calls to it. */
  readonly server: number;
  /** Callers counted more calls to it while its own side told nothing. */
  readonly callersAlone: number;
  /** Its proxy told of calls it made. */
  readonly own: number;
}

/** One query as it was asked, and its price. */
export interface AskedQuery {
  readonly id: HistoryQueryId;
  readonly title: string;
  readonly promql: string;
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly stepSeconds: number;
  readonly milliseconds: number;
  readonly series: number;
  readonly bytes: number;
  readonly failed?: Problem;
}

/** Times are Unix seconds. */
export interface History {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly stepSeconds: number;
  /** The first moment at which the source has anything of Istio: figures are of the steps after it. undefined = it has nothing. */
  readonly keptFromSeconds: number | undefined;
  /** Steps after that of which it has nothing. */
  readonly emptySteps: number;
  readonly rows: readonly HistoryRow[];
  /** By `workloadKey`. */
  readonly measured: ReadonlyMap<string, Measured & { readonly namespace: string; readonly workload: string }>;
  /** In the order of asking: newest day first. */
  readonly queries: readonly AskedQuery[];
  /** Answers that were cut because they were too large. */
  readonly cut: readonly AskedQuery[];
  readonly problems: readonly Problem[];
}
