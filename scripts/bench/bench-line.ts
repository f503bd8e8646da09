/** One line of the table that `npm run bench` prints: a time (or count, or size) against its floor in the same run. */
export interface BenchLine {
  readonly measure: string;
  /** Services, series, … with the unit where it is not services. */
  readonly size: string | number;
  /** Milliseconds unless `unit` says otherwise. */
  readonly value: number;
  readonly floor: number;
  readonly unit?: string;
  /** What the value must not exceed; undefined = told, not judged. */
  readonly target?: Target;
}

/** A target bounds the ratio, or, where the ratio means nothing, the value itself. */
export interface Target {
  readonly of: 'ratio' | 'value';
  readonly atMost: number;
}

/** A group of measures that can be run alone: `npm run bench -- mesh layout`. */
export interface BenchFamily {
  readonly name: string;
  readonly about: string;
  /** `say` tells how far it is. */
  readonly run: (say: (text: string) => void) => Promise<readonly BenchLine[]>;
}

export const ratioAtMost = (atMost: number): Target => ({ of: 'ratio', atMost });
export const valueAtMost = (atMost: number): Target => ({ of: 'value', atMost });

/** Rounding noise is no miss: a drift of 0 is exactly 0, everything else may touch its target. */
export function isMissed({ value, floor, target }: BenchLine): boolean {
  if (target === undefined) return false;
  return !((target.of === 'ratio' ? value / floor : value) <= target.atMost);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
