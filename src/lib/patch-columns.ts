/**
 * What differs between the items of two lists, by the field it is in: hundreds of edges whose numbers changed are a few columns of numbers,
 * which cross to another thread as memory does, and not as thousands of small objects.
 */
import { isPlain } from './is-plain';

/** One field of the items: in which rows it differs, ascending, and what it is there. */
export interface Column {
  readonly path: readonly Key[];
  readonly rows: Uint32Array;
  readonly values: Float64Array | readonly unknown[];
}

type Key = string | number;
type Plain = Readonly<Record<Key, unknown>>;

/** Collects the differences of one row after the other. */
export class ColumnBuilder {
  private readonly children = new Map<Key, ColumnBuilder>();
  private readonly rows: number[] = [];
  private readonly values: unknown[] = [];

  /** `differ` says so of what is neither a plain object nor a list. */
  constructor(private readonly differ: (before: unknown, next: unknown) => boolean) {}

  /** Objects of other keys and lists of another length differ as a whole. */
  add(row: number, before: unknown, next: unknown): void {
    if (Object.is(before, next)) return;
    const keys = keysInCommon(before, next);
    if (keys === undefined) {
      if (!this.differ(before, next)) return;
      this.rows.push(row);
      this.values.push(next);
      return;
    }
    for (const key of keys) this.child(key).add(row, (before as Plain)[key], (next as Plain)[key]);
  }

  build(path: readonly Key[] = []): readonly Column[] {
    const { rows, values } = this;
    const numbers = values.every((value): value is number => typeof value === 'number');
    const own = rows.length === 0 ? [] : [{ path, rows: Uint32Array.from(rows), values: numbers ? Float64Array.from(values) : values }];
    return [...own, ...[...this.children].flatMap(([key, child]) => child.build([...path, key]))];
  }

  private child(key: Key): ColumnBuilder {
    const known = this.children.get(key);
    if (known !== undefined) return known;
    const made = new ColumnBuilder(this.differ);
    this.children.set(key, made);
    return made;
  }
}

const NO_MORE = Number.POSITIVE_INFINITY;

/** Takes the rows in ascending order; parts that no column names stay what they were. */
export class ColumnReader {
  private readonly children = new Map<Key, ColumnReader>();
  private column: Column | undefined;
  private at = 0;
  /** The next row in which this field, or one in it, differs. */
  private nextRow = NO_MORE;

  constructor(columns: readonly Column[]) {
    for (const column of columns) {
      const [first = NO_MORE] = column.rows;
      let reader: ColumnReader = this;
      reader.nextRow = Math.min(reader.nextRow, first);
      for (const key of column.path) {
        reader = reader.child(key);
        reader.nextRow = Math.min(reader.nextRow, first);
      }
      reader.column = column;
    }
  }

  read(row: number, before: unknown): unknown {
    if (this.nextRow !== row) return before;
    const value = this.valueAt(row, before);
    this.nextRow = this.column?.rows[this.at] ?? NO_MORE;
    for (const child of this.children.values()) this.nextRow = Math.min(this.nextRow, child.nextRow);
    return value;
  }

  private valueAt(row: number, before: unknown): unknown {
    if (this.column?.rows[this.at] === row) {
      this.at += 1;
      return this.column.values[this.at - 1];
    }
    const copy = (Array.isArray(before) ? before.slice() : { ...(before as Plain) }) as Record<Key, unknown>;
    // The copy has this key as its own, "__proto__" too, so that this sets a value and never a prototype.
    for (const [key, child] of this.children) if (child.nextRow === row) copy[key] = child.read(row, copy[key]);
    return copy;
  }

  private child(key: Key): ColumnReader {
    const known = this.children.get(key);
    if (known !== undefined) return known;
    const made = new ColumnReader([]);
    this.children.set(key, made);
    return made;
  }
}

/** undefined unless both are plain objects of the same keys, or lists of the same length. */
function keysInCommon(before: unknown, next: unknown): readonly Key[] | undefined {
  if (Array.isArray(before) && Array.isArray(next)) return before.length === next.length ? [...next.keys()] : undefined;
  if (!isPlain(before) || !isPlain(next)) return undefined;
  const keys = Object.keys(next);
  return keys.length === Object.keys(before).length && keys.every((key) => Object.hasOwn(before, key)) ? keys : undefined;
}
