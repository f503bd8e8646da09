import type { Outcome } from '../../lib/outcome';
import type { InstantSample } from '../../prometheus/client-types';
import type { MetricNames } from '../metric-names';

/** What the queries of one refresh have in common. */
export interface FamilyContext {
  readonly windowSeconds: number;
  /** Empty = the whole mesh. */
  readonly namespaces: readonly string[];
  readonly names: MetricNames;
  /** Ask without `> 0`, so that edges without traffic are there too. */
  readonly showIdle: boolean;
}

/** Rows of one answer; `unplaced` counts the series that could not become a row (told by a problem as well). */
export interface ParsedRows<Row> extends Outcome<readonly Row[]> {
  readonly unplaced: number;
}

/** One PromQL query and how its answer becomes rows. */
export interface Family<Row> {
  readonly id: string;
  promql(context: FamilyContext): string;
  parse(samples: readonly InstantSample[]): ParsedRows<Row>;
}
