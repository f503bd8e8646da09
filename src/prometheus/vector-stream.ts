/** Reads an instant vector while it arrives: series that are there in full are cut off and handed on, what remains is a smaller answer of the same form. */
import type { InstantSample, SampleReader } from './client-types';
import type { BodyReader } from './transport';
import { type Parsed, parseInstant, parseVector } from './wire';

/** How every back end begins an instant vector; anything else waits for its end and is read whole. */
const HEAD = /^\{"status":"success",(?:"isPartial":(?:true|false),)?"data":\{"resultType":"vector","result":\[/;
const LONGEST_HEAD = 200;
/** Between two series. No string can hold it: a quote in front of a bracket and one behind a brace are both ends or both beginnings. */
const BETWEEN = '"]},{"metric":{';
/** Length of what belongs to the series in front, the comma left out. */
const SERIES_END = '"]}'.length;
/** Less is not worth a batch. */
const LEAST_BATCH = 32_768;

/**
 * One attempt at one answer. `end` gives the smaller answer, which holds the status, the last series and the warnings; when a batch
 * is not as it should be it gives the whole text back, which says what is wrong with it. A property test holds both ways equal.
 */
export class VectorStream<T> implements BodyReader {
  private phase: 'head' | 'series' | 'whole' = 'head';
  private head = '';
  private waiting = '';
  private reader: SampleReader<T>;
  private series = 0;
  private leftOut = 0;

  constructor(private readonly start: () => SampleReader<T>) {
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
    const last = parseInstant(data, this.series + this.leftOut);
    if (!last.ok) return last;
    this.take(last.value);
    return { ok: true, value: { value: this.reader.result(), leftOut: this.leftOut } };
  }

  /** Series read, native histograms not counted. */
  count(): number {
    return this.series;
  }

  private readHead(): void {
    const [head] = HEAD.exec(this.waiting) ?? [];
    if (head !== undefined) {
      this.phase = 'series';
      this.head = head;
      this.waiting = this.waiting.slice(head.length);
    } else if (this.waiting.length > LONGEST_HEAD) this.giveUp();
  }

  private readBatch(): void {
    const cut = this.waiting.lastIndexOf(BETWEEN);
    if (cut < 0) return;
    const batch = parseBatch(this.waiting.slice(0, cut + SERIES_END));
    if (batch === undefined) {
      this.giveUp();
      return;
    }
    this.take(batch);
    this.waiting = this.waiting.slice(cut + SERIES_END + 1);
  }

  private take({ value, leftOut }: Batch): void {
    this.reader.take(value);
    this.series += value.length;
    this.leftOut += leftOut;
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

type Batch = { readonly value: readonly InstantSample[]; readonly leftOut: number };

function parseBatch(text: string): Batch | undefined {
  try {
    const elements: unknown = JSON.parse(`[${text}]`);
    const parsed = Array.isArray(elements) ? parseVector(elements) : undefined;
    return parsed?.ok === true ? parsed.value : undefined;
  } catch {
    return undefined;
  }
}
