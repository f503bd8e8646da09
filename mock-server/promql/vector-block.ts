import { executionError } from './errors';
import type { LabelSet } from './label-set';
import { keyOfAll, withoutName } from './label-set';

/**
 * An instant vector at every step of a query, as columns: value and presence of row r at step s stand at `r * steps + s`.
 * Labels are never copied on the way; `nameless` says that `__name__` no longer counts.
 */
export interface VectorBlock {
  readonly kind: 'vector';
  readonly rows: readonly LabelSet[];
  readonly steps: number;
  readonly values: Float64Array;
  readonly present: Uint8Array;
  readonly nameless: boolean;
  /** The rows are known to differ even without `__name__`. */
  readonly distinct: boolean;
}

/** One number per step. */
export interface ScalarValue {
  readonly kind: 'scalar';
  readonly values: Float64Array;
}

export interface StringValue {
  readonly kind: 'string';
  readonly text: string;
}

export type Value = VectorBlock | ScalarValue | StringValue;

/** Prometheus' `--query.max-samples`. */
export const maxSamples = 50_000_000;

const nameOnly: ReadonlySet<string> = new Set(['__name__']);
const nothing: ReadonlySet<string> = new Set();

export function checkSampleCount(samples: number): void {
  if (samples > maxSamples) throw executionError('query processing would load too many samples into memory in query execution');
}

export function emptyBlock(steps: number): VectorBlock {
  return { kind: 'vector', rows: [], steps, values: new Float64Array(0), present: new Uint8Array(0), nameless: true, distinct: true };
}

/** Labels of a row as they count now. */
export function rowLabels(block: VectorBlock, row: number): LabelSet {
  const labels = block.rows[row];
  if (labels === undefined) throw new RangeError(`no row ${row}`);
  return block.nameless ? withoutName(labels) : labels;
}

/** A key equal for rows of equal labels. */
export function rowKey(block: VectorBlock, row: number, excluded: ReadonlySet<string> = nothing): string {
  const labels = block.rows[row];
  if (labels === undefined) throw new RangeError(`no row ${row}`);
  if (!block.nameless || excluded.has('__name__')) return keyOfAll(labels, excluded);
  return keyOfAll(labels, excluded.size === 0 ? nameOnly : new Set([...excluded, '__name__']));
}

/** Throws when two rows that hold any sample have equal labels, as functions over ranges and unary minus do. */
export function checkDistinct(block: VectorBlock): void {
  if (block.distinct || block.rows.length < 2) return;
  const seen = new Set<string>();
  for (let row = 0; row < block.rows.length; row++) {
    if (!block.present.subarray(row * block.steps, (row + 1) * block.steps).includes(1)) continue;
    const key = rowKey(block, row);
    if (seen.has(key)) throw executionError('vector cannot contain metrics with the same labelset');
    seen.add(key);
  }
}

/** Rows of equal labels become one where they never meet in a step; where they do, it is an error. */
export function mergeEqualRows(block: VectorBlock): VectorBlock {
  if (block.distinct || block.rows.length < 2) return block;
  const builder = new BlockBuilder(block.steps);
  for (let row = 0; row < block.rows.length; row++) {
    let target: number | undefined;
    for (let step = 0; step < block.steps; step++) {
      const at = row * block.steps + step;
      if (block.present[at] !== 1) continue;
      target ??= builder.row(rowKey(block, row), () => rowLabels(block, row));
      builder.set(target, step, block.values[at] ?? Number.NaN);
    }
  }
  return builder.build(block.nameless);
}

/** Collects rows by label key when their number is not known beforehand. */
export class BlockBuilder {
  private readonly steps: number;
  private readonly rows: LabelSet[] = [];
  private readonly rowByKey = new Map<string, number>();
  private values: Float64Array;
  private present: Uint8Array;

  constructor(steps: number) {
    this.steps = steps;
    this.values = new Float64Array(16 * steps);
    this.present = new Uint8Array(16 * steps);
  }

  /** The row of this key, made on first sight. */
  row(key: string, labels: () => LabelSet): number {
    const known = this.rowByKey.get(key);
    if (known !== undefined) return known;
    const row = this.rows.push(labels()) - 1;
    this.rowByKey.set(key, row);
    if (this.rows.length * this.steps > this.values.length) this.grow();
    return row;
  }

  /** Throws when the row already has a value in this step. */
  set(row: number, step: number, value: number): void {
    const at = row * this.steps + step;
    if (this.present[at] === 1) throw executionError('vector cannot contain metrics with the same labelset');
    this.values[at] = value;
    this.present[at] = 1;
  }

  build(nameless: boolean): VectorBlock {
    const size = this.rows.length * this.steps;
    const { rows, steps } = this;
    return {
      kind: 'vector',
      rows,
      steps,
      values: this.values.subarray(0, size),
      present: this.present.subarray(0, size),
      nameless,
      distinct: nameless,
    };
  }

  private grow(): void {
    checkSampleCount(this.values.length * 2);
    const values = new Float64Array(this.values.length * 2);
    const present = new Uint8Array(this.values.length * 2);
    values.set(this.values);
    present.set(this.present);
    this.values = values;
    this.present = present;
  }
}
