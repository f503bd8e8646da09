/** Reads a vector or a matrix while it arrives: series that are there in full are cut off and handed on, what remains is a smaller answer of the same form. */
import type { InstantSample, RangeSeries, SampleReader } from './client-types';
import type { BodyReader } from './transport';
import { type Parsed, parseInstant, parseMatrix, parseRange, parseVector } from './wire';

/** One of the two forms in which series are answered. */
interface SeriesForm<Series> {
  /** How every back end begins it; anything else waits for its end and is read whole. */
  readonly head: RegExp;
  /** The end of a series in front of the comma. No string can hold it with what follows: a quote in front of a bracket and one behind a brace are both ends or both beginnings. */
  readonly seriesEnd: string;
  readonly parseSeries: (elements: readonly unknown[]) => Parsed<readonly Series[]>;
  /** Of all of `data`, when so many series of it were read already. */
  readonly parseData: (data: unknown, before: number) => Parsed<readonly Series[]>;
}

const head = (resultType: string): RegExp =>
  new RegExp(`^\\{"status":"success",(?:"isPartial":(?:true|false),)?"data":\\{"resultType":"${resultType}","result":\\[`);

/** `/api/v1/query`. */
export const VECTOR: SeriesForm<InstantSample> = {
  head: head('vector'),
  seriesEnd: '"]}',
  parseSeries: parseVector,
  parseData: parseInstant,
};
/** `/api/v1/query_range`. */
export const MATRIX: SeriesForm<RangeSeries> = { head: head('matrix'), seriesEnd: '"]]}', parseSeries: parseMatrix, parseData: parseRange };

const LONGEST_HEAD = 200;
const NEXT_SERIES = ',{"metric":{';
/** Less is not worth a batch. */
const LEAST_BATCH = 32_768;

/**
 * One attempt at one answer. `end` gives the smaller answer, which holds the status, the last series and the warnings; when a batch
 * is not as it should be it gives the whole text back, which says what is wrong with it. A property test holds both ways equal.
 */
export class SeriesStream<T, Series> implements BodyReader {
  private phase: 'head' | 'series' | 'whole' = 'head';
  private head = '';
  private waiting = '';
  private reader: SampleReader<T, Series>;
  private series = 0;
  private leftOut = 0;

  constructor(
    private readonly form: SeriesForm<Series>,
    private readonly start: () => SampleReader<T, Series>,
  ) {
    this.reader = start();
  }

  feed(text: string): void {
    if (this.phase === 'whole') return;
    this.waiting += text;
    if (this.phase === 'head') this.readHead();
    if (this.phase === 'series' && this.waiting.length >= LEAST_BATCH) this.readBatch();
  }

  end(): string | undefined {
    return this.phase === 'series' ? this.head + this.waiting : undefined;
  }

  /** Reads `data` of what `end` left, and is done. */
  parse(data: unknown): Parsed<T> {
    const last = this.form.parseData(data, this.series + this.leftOut);
    if (!last.ok) return last;
    this.take(last.value);
    return { ok: true, value: { value: this.reader.result(), leftOut: this.leftOut } };
  }

  /** Series read, native histograms not counted. */
  count(): number {
    return this.series;
  }

  private readHead(): void {
    const [head] = this.form.head.exec(this.waiting) ?? [];
    if (head !== undefined) {
      this.phase = 'series';
      this.head = head;
      this.waiting = this.waiting.slice(head.length);
    } else if (this.waiting.length > LONGEST_HEAD) this.giveUp();
  }

  private readBatch(): void {
    const { seriesEnd } = this.form;
    const cut = this.waiting.lastIndexOf(seriesEnd + NEXT_SERIES);
    if (cut < 0) return;
    const batch = this.parseBatch(this.waiting.slice(0, cut + seriesEnd.length));
    if (batch === undefined) {
      this.giveUp();
      return;
    }
    this.take(batch);
    this.waiting = this.waiting.slice(cut + seriesEnd.length + 1);
  }

  private take({ value, leftOut }: Batch<Series>): void {
    this.reader.take(value);
    this.series += value.length;
    this.leftOut += leftOut;
  }

  private parseBatch(text: string): Batch<Series> | undefined {
    try {
      const elements: unknown = JSON.parse(`[${text}]`);
      const parsed = Array.isArray(elements) ? this.form.parseSeries(elements) : undefined;
      return parsed?.ok === true ? parsed.value : undefined;
    } catch {
      return undefined;
    }
  }

  /** The whole text will be read by a reader that has seen nothing of it. */
  private giveUp(): void {
    this.phase = 'whole';
    this.waiting = '';
    this.reader = this.start();
    this.series = 0;
    this.leftOut = 0;
  }
}

type Batch<Series> = { readonly value: readonly Series[]; readonly leftOut: number };
