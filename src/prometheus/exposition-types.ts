/** What an exposition text says: series with their values, and what is told about their families. */
import type { Labels } from './client-types';

export type MetricType = 'counter' | 'gauge' | 'histogram' | 'gaugehistogram' | 'summary' | 'info' | 'stateset' | 'unknown';

export interface Exemplar {
  readonly labels: Labels;
  readonly value: number;
  readonly timestampSeconds?: number;
}

/** One sample line; labels stand as written, so an empty value (which Prometheus reads as absent) is still there. */
export interface ExposedSeries {
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
  readonly timestampSeconds?: number;
  readonly exemplar?: Exemplar;
}

export interface MetricFamily {
  readonly name: string;
  readonly type: MetricType;
  readonly help?: string;
  readonly unit?: string;
}

/** Where a text is wrong: line and column count from 1; `text` is the offending line, shortened. */
export interface ExpositionError {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly text: string;
}

export interface Exposition {
  readonly series: readonly ExposedSeries[];
  readonly families: ReadonlyMap<string, MetricFamily>;
  /** The first errors; lines with errors are left out of `series`. Strict reading stops at the first. */
  readonly errors: readonly ExpositionError[];
  /** All errors, counted. */
  readonly errorCount: number;
}

/** An error inside a line: the column counts from 1. */
export interface LineError {
  readonly column: number;
  readonly message: string;
}
