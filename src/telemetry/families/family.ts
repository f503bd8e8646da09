import type { Outcome } from '../../lib/outcome';
import type { InstantSample, SampleReader } from '../../prometheus/client-types';
import type { MetricNames } from '../metric-names';
import { createKnownEnds, type KnownEnds } from './known-ends';

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
  /** Reads one answer while it arrives; ends known from other answers stay the same objects. */
  start(ends?: KnownEnds): SampleReader<ParsedRows<Row>>;
  /** Reads an answer that is there. */
  parse(samples: readonly InstantSample[]): ParsedRows<Row>;
}

type Reading<Row> = Pick<Family<Row>, 'start' | 'parse'>;

/** A family that reads series by series. */
export function readWith<Row>(start: (ends: KnownEnds) => SampleReader<ParsedRows<Row>>): Reading<Row> {
  return {
    start: (ends = createKnownEnds()) => start(ends),
    parse(samples) {
      const reader = start(createKnownEnds());
      reader.take(samples);
      return reader.result();
    },
  };
}

/** A family of few series, read when all are there. */
export function readWhole<Row>(parse: Family<Row>['parse']): Reading<Row> {
  return {
    parse,
    start() {
      const all: InstantSample[] = [];
      return { take: (samples) => void all.push(...samples), result: () => parse(all) };
    },
  };
}
