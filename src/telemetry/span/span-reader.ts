/** The series of range answers as rows with values over one grid; several answers may each bring a part of the moments. */
import type { Labels, RangeSeries, SampleReader } from '../../prometheus/client-types';
import type { Family } from '../families/family';
import type { KnownEnds } from '../families/known-ends';
import { isRate } from '../families/read-rows';
import type { RangeGrid } from '../range-grid';
import type { SpanSeries } from './span';

export interface ReadSpan<Row> {
  readonly series: readonly SpanSeries<Row>[];
  /** Samples without a place, moment by moment; undefined = none. */
  readonly unplaced: Float64Array | undefined;
  readonly unplacedSeries: number;
  /** More series than may be held were answered: those beyond are missing. */
  readonly overflowed: boolean;
}

export interface SpanReaderOptions {
  readonly grid: RangeGrid;
  readonly ends: KnownEnds;
  /** Series held at most. */
  readonly mostSeries: number;
  /** A quantile of nothing is NaN, which is nothing wrong. */
  readonly nanIsNothing: boolean;
}

/** Gathers what all answers of one family bring. Each series' labels are read once, by the family's own reader: its rows are those of an instant. */
export class SpanGatherer<Row> {
  private readonly byLabels = new Map<string, Held<Row>>();
  private overflowed = false;

  constructor(
    private readonly family: Pick<Family<Row>, 'start'>,
    private readonly options: SpanReaderOptions,
  ) {}

  result(): ReadSpan<Row> {
    const series: SpanSeries<Row>[] = [];
    let unplaced: Float64Array | undefined;
    let unplacedSeries = 0;
    for (const { row, values, misplaced } of this.byLabels.values()) {
      if (row !== undefined) series.push({ row, values });
      if (misplaced === undefined) continue;
      unplacedSeries += 1;
      unplaced ??= new Float64Array(this.options.grid.points);
      for (const index of misplaced) unplaced[index] = (unplaced[index] ?? 0) + 1;
    }
    return { series, unplaced, unplacedSeries, overflowed: this.overflowed };
  }

  /** A reader of one attempt at one answer; what an attempt that broke off has brought, the next brings again. */
  reader(): SampleReader<void, RangeSeries> {
    return {
      take: (all) => {
        for (const one of all) this.add(one);
      },
      result: () => undefined,
    };
  }

  private add({ labels, timestampsSeconds, values }: RangeSeries): void {
    const held = this.heldOf(labels);
    if (held === undefined) return;
    const { startSeconds, stepSeconds, points } = this.options.grid;
    for (let at = 0; at < values.length; at += 1) {
      const value = values[at] ?? Number.NaN;
      const index = Math.round(((timestampsSeconds[at] ?? Number.NaN) - startSeconds) / stepSeconds);
      if (!(index >= 0 && index < points) || (this.options.nanIsNothing && Number.isNaN(value))) continue;
      if (held.row !== undefined && isRate(value)) held.values[index] = value;
      else {
        held.misplaced ??= new Set();
        held.misplaced.add(index);
      }
    }
  }

  private heldOf(labels: Labels): Held<Row> | undefined {
    const key = JSON.stringify(labels);
    const known = this.byLabels.get(key);
    if (known !== undefined) return known;
    if (this.byLabels.size >= this.options.mostSeries) {
      this.overflowed = true;
      return undefined;
    }
    const row = this.rowOf(labels);
    const points = row === undefined ? 0 : this.options.grid.points;
    const made: Held<Row> = { row, values: new Float64Array(points).fill(Number.NaN), misplaced: undefined };
    this.byLabels.set(key, made);
    return made;
  }

  private rowOf(labels: Labels): Row | undefined {
    const reader = this.family.start(this.options.ends);
    reader.take([{ labels, value: 1, timestampSeconds: 0 }]);
    return reader.result().value[0];
  }
}

interface Held<Row> {
  /** undefined = its labels make none. */
  readonly row: Row | undefined;
  readonly values: Float64Array;
  /** Moments at which it has a sample without a place. */
  misplaced: Set<number> | undefined;
}
