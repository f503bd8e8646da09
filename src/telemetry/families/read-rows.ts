import type { InstantSample, Labels } from '../../prometheus/client-types';
import { parseDestination, parseReporter, parseSource } from '../parse-labels';
import { rowsUnplaced } from '../problems';
import type { CalledEnd, End, Reporter } from '../rows';
import type { ParsedRows } from './family';
import { DESTINATION_LABELS, SOURCE_LABELS } from './labels';

/** What every row starts with. */
export interface RowBase {
  readonly reporter: Reporter;
  readonly source: End;
  readonly destination: CalledEnd;
}

/** One text per label set; lengths in front of the values keep hostile values from looking like two. The names are ours, so plain indexing is safe. */
export function labelKey(labels: Labels, names: readonly string[]): string {
  let key = '';
  for (const name of names) {
    const value = labels[name];
    key += value === undefined ? ';' : `${value.length}:${value}`;
  }
  return key;
}

/** Reads the ends of rows; equal ends of one answer become one object, which keeps 100,000 rows small and their placing fast. */
export function createEndReader() {
  const sources = new Map<string, End>();
  const destinations = new Map<string, CalledEnd>();
  return (labels: Labels): RowBase | undefined => {
    const reporter = parseReporter(labels);
    if (reporter === undefined) return undefined;
    const source = intern(sources, labelKey(labels, SOURCE_LABELS), () => parseSource(labels));
    const destination = intern(destinations, labelKey(labels, DESTINATION_LABELS), () => parseDestination(labels));
    return { reporter, source, destination };
  };
}

/** Turns samples into rows one by one; a sample without a reporter or with a value that is no rate is counted, not dropped silently. */
export function readRows<Row>(
  family: string,
  samples: readonly InstantSample[],
  read: (base: RowBase, sample: InstantSample) => Row,
): ParsedRows<Row> {
  const readEnds = createEndReader();
  const value: Row[] = [];
  let unplaced = 0;
  for (const sample of samples) {
    const base = isRate(sample.value) ? readEnds(sample.labels) : undefined;
    if (base === undefined) unplaced += 1;
    else value.push(read(base, sample));
  }
  return { value, unplaced, problems: unplaced === 0 ? [] : [rowsUnplaced(family, unplaced)] };
}

/** A rate is finite and not negative. */
export function isRate(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function intern<T>(known: Map<string, T>, key: string, make: () => T): T {
  const existing = known.get(key);
  if (existing !== undefined) return existing;
  const made = make();
  known.set(key, made);
  return made;
}
