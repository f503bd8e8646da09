/** One thing a proxy counts: a label set without metric name, and the rate behind all its metrics. */
import type { Emitter } from './emitter';
import type { Shape } from './latency-shape';

/**
 * Which metrics a TCP row feeds. `refused` connections count as closed and as failed (ztunnel); `opened` ones are opened and closed without
 * a byte, and `bytes` are the bytes of a row whose connections are counted apart (a sidecar that closes some of them).
 */
export type ConnectionOutcome = 'flowing' | 'closed' | 'failed' | 'refused' | 'opened' | 'bytes';

/** What a row's metrics are made of. */
export type Measure =
  | {
      readonly kind: 'requests';
      /** One per phase of the clock. */
      readonly duration: readonly Shape[];
      readonly requestBytes: Shape;
      readonly responseBytes: Shape;
    }
  | { readonly kind: 'messages'; readonly perRequest: { readonly request: number; readonly response: number } }
  | {
      readonly kind: 'tcp';
      /** Per connection, as the server names them: received is what the client sent. */
      readonly receivedBytes: number;
      readonly sentBytes: number;
      readonly connections: ConnectionOutcome;
    };

export interface Row {
  readonly emitter: Emitter;
  /** Everything but `__name__` and `le`; built when first asked. */
  readonly labels: ReadonlyMap<string, string>;
  readonly measure: Measure;
  /** Requests or connections per second of the whole call, in the clock's cells × basis curves. */
  readonly rate: Float64Array;
  /** This emitter takes every `slots`-th request, the `slot`-th of each round. */
  readonly slot: number;
  readonly slots: number;
}

type Labels = ReadonlyMap<string, string>;

/** A row whose labels are joined from parts only when somebody asks. */
export class LazyRow implements Row {
  #labels: Labels | undefined;
  readonly #parts: readonly Labels[];

  constructor(
    readonly emitter: Emitter,
    parts: readonly Labels[],
    readonly measure: Measure,
    readonly rate: Float64Array,
    readonly slot: number,
    readonly slots: number,
  ) {
    this.#parts = parts;
  }

  get labels(): Labels {
    if (this.#labels === undefined) {
      const joined = new Map<string, string>(this.emitter.labels);
      for (const part of this.#parts) {
        for (const [name, value] of part) if (value !== '') joined.set(name, value);
      }
      this.#labels = joined;
    }
    return this.#labels;
  }
}

/** The rows of a world; what has equal labels at one proxy is one row, as it is one counter in Envoy. */
export class RowBook {
  readonly #rows = new Map<string, LazyRow>();
  readonly #ids = new Map<Labels, number>();

  /** Adds a row per emitter; each takes its turn among the requests. `ends` are shared label sets, `own` this row's. */
  add(emitters: readonly Emitter[], ends: readonly Labels[], own: Labels, measure: Measure, rate: Float64Array): void {
    const kind = measure.kind === 'tcp' ? `tcp ${measure.connections}` : measure.kind;
    const key = [kind, ...ends.map((part) => this.#idOf(part)), ...[...own].flat()].join('\0');
    emitters.forEach((emitter, index) => {
      const { slot, slots } = emitter.turn ?? { slot: index, slots: emitters.length };
      const rowKey = `${this.#idOf(emitter.labels)}\0${key}`;
      const known = this.#rows.get(rowKey);
      const whole = known === undefined ? rate : rate.map((part, index) => part + (known.rate[index] ?? 0));
      this.#rows.set(rowKey, new LazyRow(emitter, [...ends, own], measure, whole, slot, slots));
    });
  }

  all(): readonly Row[] {
    return [...this.#rows.values()];
  }

  #idOf(labels: Labels): number {
    const id = this.#ids.get(labels) ?? this.#ids.size;
    this.#ids.set(labels, id);
    return id;
  }
}

/** A label set that shares all but its metric name and bucket with its row's other series. */
export class SeriesLabels implements ReadonlyMap<string, string> {
  readonly #shared: Labels;
  readonly #name: string;
  readonly #le: string | undefined;

  constructor(shared: Labels, name: string, le?: string) {
    this.#shared = shared;
    this.#name = name;
    this.#le = le;
  }

  get size(): number {
    return this.#shared.size + (this.#le === undefined ? 1 : 2);
  }

  get(label: string): string | undefined {
    if (label === 'le') return this.#le;
    return label === '__name__' ? this.#name : this.#shared.get(label);
  }

  has(label: string): boolean {
    return this.get(label) !== undefined;
  }

  forEach(visit: (value: string, label: string, map: ReadonlyMap<string, string>) => void): void {
    for (const [label, value] of this.entries()) visit(value, label, this);
  }

  *entries(): Generator<[string, string], undefined, unknown> {
    yield ['__name__', this.#name];
    yield* this.#shared.entries();
    if (this.#le !== undefined) yield ['le', this.#le];
  }

  *keys(): Generator<string, undefined, unknown> {
    for (const [label] of this.entries()) yield label;
  }

  *values(): Generator<string, undefined, unknown> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): Generator<[string, string], undefined, unknown> {
    return this.entries();
  }
}
