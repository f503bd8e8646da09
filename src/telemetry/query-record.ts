import type { Problem } from '../lib/problem';

/** One query of one refresh: what was asked and what it cost. */
export interface QueryRecord {
  readonly family: string;
  readonly promql: string;
  readonly milliseconds: number;
  readonly series: number;
  readonly bytes: number;
  readonly failed?: Problem;
}
