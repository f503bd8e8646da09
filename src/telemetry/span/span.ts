/** What a span of time measured: every series once, with its values over the moments of one grid. */
import type { RangeGrid } from '../range-grid';
import type { ConnectionRow, QuantileRow, RequestRow, TcpRow, Telemetry, WaypointRow } from '../rows';

/** A series of a range answer: what it tells of, and how much at each moment. The number in `row` itself means nothing. */
export interface SpanSeries<Row> {
  readonly row: Row;
  /** One value a moment of the grid, in the unit of the row; NaN = no sample, and no row then. */
  readonly values: Float64Array;
}

/** All families over one grid; one that has not arrived or failed is absent, as in `Telemetry`. `telemetryAt` gives one moment of it. */
export interface TelemetrySpan {
  readonly grid: RangeGrid;
  /** Of the rates, seconds. */
  readonly windowSeconds: number;
  readonly requests: readonly SpanSeries<RequestRow>[];
  readonly tcp: readonly SpanSeries<TcpRow>[];
  readonly bytesUnknown?: true;
  readonly connections?: readonly SpanSeries<ConnectionRow>[];
  /** Latency over a span is computed by the server, for one grouping. */
  readonly quantiles?: readonly SpanSeries<QuantileRow>[];
  readonly quantileGrouping?: Telemetry['quantileGrouping'];
  /** The value only says that the waypoint's pod was there. */
  readonly waypoints?: readonly SpanSeries<WaypointRow>[];
  /** Series that could not become rows, counted moment by moment; absent = none at all. */
  readonly unplacedRows?: Float64Array;
}

/** Totals of the whole scope over the grid; NaN = not known at that moment. */
export interface SpanStrip {
  readonly requestsPerSecond: Float64Array;
  /** 0..1. */
  readonly errorRatio: Float64Array;
  readonly p99Milliseconds: Float64Array;
}

/** Something that happened within a span, for a mark on the timeline. */
export interface SpanChange {
  readonly kind: 'version-appeared' | 'version-vanished' | 'pod-appeared' | 'pod-vanished' | 'policy' | 'alert' | 'alert-ended';
  /** Unix seconds: for what is measured the first moment of the grid that shows it, for a policy its own time. */
  readonly atSeconds: number;
  /** "reviews v2", "AuthorizationPolicy shop/deny-all", "HighErrorRate". */
  readonly subject: string;
  readonly namespace?: string;
  /** One sentence. */
  readonly says: string;
}
