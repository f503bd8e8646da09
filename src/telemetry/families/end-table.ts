import type { Labels } from '../../prometheus/client-types';

/** One object for all equal ends of one answer, found without putting a key together for each of 50,000 series. */
export class EndTable<End> {
  private readonly byFirst = new Map<string | undefined, Known<End>[]>();
  private readonly crowded = new Map<string, End>();

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
    for (const { labels: known, end } of candidates) if (this.same(known, labels)) return end;
    if (candidates.length === MOST_CANDIDATES) return this.inCrowd(labels);
    const end = this.parse(labels);
    candidates.push({ labels, end });
    return end;
  }

  private same(a: Labels, b: Labels): boolean {
    for (const name of this.names) if (a[name] !== b[name]) return false;
    return true;
  }

  /** Many ends with one first label: hosts outside the mesh have no workload. */
  private inCrowd(labels: Labels): End {
    const key = labelKey(labels, this.names);
    const known = this.crowded.get(key);
    if (known !== undefined) return known;
    const end = this.parse(labels);
    this.crowded.set(key, end);
    return end;
  }
}

interface Known<End> {
  readonly labels: Labels;
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
