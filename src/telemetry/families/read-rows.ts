import type { InstantSample, Labels, SampleReader } from '../../prometheus/client-types';
import { parseReporter } from '../parse-labels';
import { rowsUnplaced } from '../problems';
import type { CalledEnd, End, Reporter } from '../rows';
import { type Family, type ParsedRows, readWith } from './family';
import type { KnownEnds } from './known-ends';

/** What every row starts with. */
export interface RowBase {
  readonly reporter: Reporter;
  readonly source: End;
  readonly destination: CalledEnd;
}

/** Reads the ends of rows; equal ends become one object, which keeps 100,000 rows small and their placing fast. */
export function createEndReader({ sources, destinations }: KnownEnds): (labels: Labels) => RowBase | undefined {
  return (labels) => {
    const reporter = parseReporter(labels);
    if (reporter === undefined) return undefined;
    return { reporter, source: sources.of(labels), destination: destinations.of(labels) };
  };
}

/** Turns samples into rows one by one; a sample without a reporter or with a value that is no rate is counted, not dropped silently. */
export function readRows<Row>(family: string, read: (base: RowBase, sample: InstantSample) => Row): Pick<Family<Row>, 'start' | 'parse'> {
  return readWith((ends) => new RowReader(family, read, createEndReader(ends)));
}

class RowReader<Row> implements SampleReader<ParsedRows<Row>> {
  private readonly rows: Row[] = [];
  private unplaced = 0;

  constructor(
    private readonly family: string,
    private readonly read: (base: RowBase, sample: InstantSample) => Row,
    private readonly readEnds: (labels: Labels) => RowBase | undefined,
  ) {}

  take(samples: readonly InstantSample[]): void {
    for (const sample of samples) {
      const base = isRate(sample.value) ? this.readEnds(sample.labels) : undefined;
      if (base === undefined) this.unplaced += 1;
      else this.rows.push(this.read(base, sample));
    }
  }

  result(): ParsedRows<Row> {
    const { rows, unplaced } = this;
    return { value: rows, unplaced, problems: unplaced === 0 ? [] : [rowsUnplaced(this.family, unplaced)] };
  }
}

/** A rate is finite and not negative. */
export function isRate(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}
