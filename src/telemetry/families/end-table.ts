import type { Labels } from '../../prometheus/client-types';

/** One object for all equal ends, found without putting a key together for each of 50,000 series. */
export class EndTable<End> {
  private readonly byFirst = new Map<string | undefined, Known<End>[]>();
  private readonly crowded = new Map<string, End>();
  private made = 0;

  /** `names` are the labels that make an end; the first one tells most of them apart. */
  constructor(
    private readonly names: readonly [string, ...string[]],
    private readonly parse: (labels: Labels) => End,
  ) {}

  of(labels: Labels): End {
    const first = labels[this.names[0]];
    let candidates = this.byFirst.get(first);
    if (candidates === undefined) {
      candidates = [];
      this.byFirst.set(first, candidates);
    }
    for (const { values, end } of candidates) if (this.same(values, labels)) return end;
    if (candidates.length === MOST_CANDIDATES) return this.inCrowd(labels);
    const end = this.make(labels);
    candidates.push({ values: this.names.map((name) => labels[name]), end });
    return end;
  }

  /** Ends told apart so far. */
  get size(): number {
    return this.made;
  }

  private make(labels: Labels): End {
    this.made += 1;
    return this.parse(labels);
  }

  private same(values: Known<End>['values'], labels: Labels): boolean {
    let index = 0;
    for (const name of this.names) {
      if (values[index] !== labels[name]) return false;
      index += 1;
    }
    return true;
  }

  /** Many ends with one first label: hosts outside the mesh have no workload. */
  private inCrowd(labels: Labels): End {
    const key = labelKey(labels, this.names);
    const known = this.crowded.get(key);
    if (known !== undefined) return known;
    const end = this.make(labels);
    this.crowded.set(key, end);
    return end;
  }
}

interface Known<End> {
  /** Of the labels that make an end, in their order: the rest of the first series is let go of. */
  readonly values: readonly (string | undefined)[];
  readonly end: End;
}

const MOST_CANDIDATES = 8;

/** One text per label set; lengths in front of the values keep hostile values from looking like two. The names are ours, so plain indexing is safe. */
export function labelKey(labels: Labels, names: readonly string[]): string {
  let key = '';
  for (const name of names) {
    const value = labels[name];
    key += value === undefined ? ';' : `${value.length}:${value}`;
  }
  return key;
}
