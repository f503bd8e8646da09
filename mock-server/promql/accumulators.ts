import type { Dialect } from './dialect';

/** Collects the samples of many cells (group × step) at once, as columns. */
export interface Accumulator {
  add(cell: number, value: number, first: boolean): void;
  results(): Float64Array;
}

function simple(size: number, combine: (current: number, value: number) => number, initial: (value: number) => number): Accumulator {
  const cells = new Float64Array(size);
  return {
    add(cell, value, first) {
      cells[cell] = first ? initial(value) : combine(cells[cell] ?? 0, value);
    },
    results: () => cells,
  };
}

/** Prometheus 3 compensates the sum; 2 adds up plainly. */
function sum(size: number, dialect: Dialect): Accumulator {
  if (dialect === 'prometheus2') {
    return simple(
      size,
      (current, value) => current + value,
      (value) => value,
    );
  }
  const sums = new Float64Array(size);
  const lost = new Float64Array(size);
  return {
    add(cell, value) {
      const before = sums[cell] ?? 0;
      const total = before + value;
      const error = Math.abs(before) >= Math.abs(value) ? before - total + value : value - total + before;
      lost[cell] = (lost[cell] ?? 0) + error;
      sums[cell] = total;
    },
    results: () => sums.map((value, cell) => (Number.isFinite(value) ? value + (lost[cell] ?? 0) : value)),
  };
}

function isInfinite(value: number): boolean {
  return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;
}

function average(size: number): Accumulator {
  const means = new Float64Array(size);
  const counts = new Float64Array(size);
  return {
    add(cell, value) {
      const count = (counts[cell] ?? 0) + 1;
      counts[cell] = count;
      const mean = means[cell] ?? 0;
      if (count > 1 && isInfinite(mean) && (value === mean || Number.isFinite(value))) return;
      means[cell] = count === 1 ? value : mean + (value / count - mean / count);
    },
    results: () => means,
  };
}

/** Welford's running variance. A first sample that is not finite counts as 0 in Prometheus 2 and as NaN in 3. */
function variance(finish: (value: number) => number): (size: number, dialect: Dialect) => Accumulator {
  return (size, dialect) => {
    const counts = new Float64Array(size);
    const means = new Float64Array(size);
    const squares = new Float64Array(size);
    return {
      add(cell, value, first) {
        const count = (counts[cell] ?? 0) + 1;
        const mean = first ? value : (means[cell] ?? 0);
        counts[cell] = count;
        means[cell] = mean;
        if (first) squares[cell] = dialect === 'prometheus3' && !Number.isFinite(value) ? Number.NaN : 0;
        if (first) return;
        const delta = value - mean;
        means[cell] = mean + delta / count;
        squares[cell] = (squares[cell] ?? 0) + delta * (value - (means[cell] ?? 0));
      },
      results: () => squares.map((value, cell) => finish(value / (counts[cell] ?? 1))),
    };
  };
}

function constantOne(size: number): Accumulator {
  return simple(
    size,
    () => 1,
    () => 1,
  );
}

export const accumulators: ReadonlyMap<string, (size: number, dialect: Dialect) => Accumulator> = new Map<
  string,
  (size: number, dialect: Dialect) => Accumulator
>([
  ['sum', sum],
  ['avg', average],
  [
    'min',
    (size) =>
      simple(
        size,
        (best, value) => (value < best || Number.isNaN(best) ? value : best),
        (value) => value,
      ),
  ],
  [
    'max',
    (size) =>
      simple(
        size,
        (best, value) => (value > best || Number.isNaN(best) ? value : best),
        (value) => value,
      ),
  ],
  [
    'count',
    (size) =>
      simple(
        size,
        (count) => count + 1,
        () => 1,
      ),
  ],
  ['group', constantOne],
  ['stdvar', variance((value) => value)],
  ['stddev', variance(Math.sqrt)],
]);
