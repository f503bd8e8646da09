import type { Problem } from '../lib/problem';
import type { Result } from '../lib/result';

/** Label names to values as Prometheus answers them; an absent label is an absent key. Never index with untrusted keys other than by `Object.hasOwn`. */
export type Labels = Readonly<Record<string, string>>;

/** One element of an instant vector. */
export interface InstantSample {
  readonly labels: Labels;
  readonly value: number;
  readonly timestampSeconds: number;
}

/** One series of a range answer; the two arrays have the same length. */
export interface RangeSeries {
  readonly labels: Labels;
  readonly timestampsSeconds: readonly number[];
  readonly values: readonly number[];
}

/** What a query cost, for the corner of the page that says so. `samples` only where the server reports it (`stats=all`). */
export interface QueryCost {
  readonly milliseconds: number;
  readonly series: number;
  readonly bytes: number;
  readonly samples?: number;
}

/** A successful answer; `warnings` and `infos` are the server's own words and are shown, not swallowed. */
export interface QueryAnswer<T> {
  readonly data: T;
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
  readonly cost: QueryCost;
  /** Server time from the Date header minus local time, seconds, where the header was readable. */
  readonly clockSkewSeconds?: number;
}

export interface RequestOptions {
  readonly signal?: AbortSignal;
  readonly timeoutSeconds?: number;
}

/** Takes the samples (of a range: the series) of an answer while they arrive, some at a time, and keeps what it needs of them. */
export interface SampleReader<T, Sample = InstantSample> {
  take(samples: readonly Sample[]): void;
  result(): T;
}

export interface RangeOptions extends RequestOptions {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly stepSeconds: number;
}

export interface BuildInfo {
  /** undefined where the server does not say (VictoriaMetrics answers an empty object). */
  readonly version?: string;
  readonly application?: string;
}

export type Answer<T> = Promise<Result<QueryAnswer<T>, Problem>>;

/** Prometheus HTTP API v1 (https://prometheus.io/docs/prometheus/latest/querying/api/). Never throws; every failure is a Problem with a hint. */
export interface PrometheusClient {
  instant(query: string, options: RequestOptions & { readonly atSeconds: number }): Answer<readonly InstantSample[]>;
  /** The same for large answers: they are read while they arrive, and never stand in memory as a whole. `start` makes the reader of one attempt. */
  readInstant<T>(query: string, options: RequestOptions & { readonly atSeconds: number }, start: () => SampleReader<T>): Answer<T>;
  range(query: string, options: RangeOptions): Answer<readonly RangeSeries[]>;
  /** The same for large answers, as `readInstant`. */
  readRange<T>(query: string, options: RangeOptions, start: () => SampleReader<T, RangeSeries>): Answer<T>;
  series(
    matchers: readonly string[],
    options: RequestOptions & { readonly startSeconds?: number; readonly endSeconds?: number },
  ): Answer<readonly Labels[]>;
  labelNames(options: RequestOptions): Answer<readonly string[]>;
  labelValues(label: string, options: RequestOptions & { readonly matchers?: readonly string[] }): Answer<readonly string[]>;
  buildInfo(options: RequestOptions): Answer<BuildInfo>;
}
