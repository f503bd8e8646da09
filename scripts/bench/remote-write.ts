/**
 * Samples into a Prometheus by remote write: labels travel once per series, not once per sample as in text, which makes a mesh of
 * thousands of services a matter of seconds. The two formats it needs are small:
 * protobuf (https://protobuf.dev/programming-guides/encoding/) and snappy's block format, here of literals only.
 */
import type { SampledSeries } from '../../mock-server/series';

const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;

const tag = (field: number, wireType: number): number => field * 8 + wireType;

class Buffered {
  #bytes = new Uint8Array(1 << 20);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  varint(value: number): void {
    this.#reserve(10);
    let rest = value;
    while (rest >= 128) {
      this.#bytes[this.#length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length++] = rest;
  }

  double(value: number): void {
    this.#reserve(8);
    new DataView(this.#bytes.buffer).setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  bytes(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  clear(): void {
    this.#length = 0;
  }

  taken(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    larger.set(this.taken());
    this.#bytes = larger;
  }
}

const encoder = new TextEncoder();

function writeText(into: Buffered, field: number, text: string): void {
  const bytes = encoder.encode(text);
  into.varint(tag(field, BYTES));
  into.varint(bytes.length);
  into.bytes(bytes);
}

function writeMessage(into: Buffered, field: number, message: Buffered): void {
  into.varint(tag(field, BYTES));
  into.varint(message.length);
  into.bytes(message.taken());
}

/** `TimeSeries { repeated Label labels = 1; repeated Sample samples = 2; }`; labels sorted by name. */
function writeSeries(into: Buffered, inner: Buffered, { labels, timestampsMs, values }: SampledSeries): void {
  for (const [name, value] of [...labels].sort(([a], [b]) => (a < b ? -1 : 1))) {
    inner.clear();
    writeText(inner, 1, name);
    writeText(inner, 2, value);
    writeMessage(into, 1, inner);
  }
  timestampsMs.forEach((timestamp, index) => {
    inner.clear();
    inner.varint(tag(1, FIXED_64));
    inner.double(values[index] ?? 0);
    inner.varint(tag(2, VARINT));
    inner.varint(timestamp);
    writeMessage(into, 2, inner);
  });
}

const LONGEST_LITERAL = 65_536;

/** Snappy's block format without any compression: the length, then literals. */
export function snappyLiterals(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Buffered();
  out.varint(bytes.length);
  for (let at = 0; at < bytes.length; at += LONGEST_LITERAL) {
    const part = bytes.subarray(at, at + LONGEST_LITERAL);
    // 61 << 2: a literal whose length less one follows in two bytes.
    out.bytes(Uint8Array.of(61 << 2, (part.length - 1) & 255, (part.length - 1) >> 8));
    out.bytes(part);
  }
  return new Uint8Array(out.taken());
}

const REQUEST_BYTES = 8 << 20;

/** Sends series, a few megabytes at a time; the samples of a series must be in order of time. */
export async function remoteWrite(prometheusUrl: string, series: Iterable<SampledSeries>): Promise<number> {
  const request = new Buffered();
  const one = new Buffered();
  const inner = new Buffered();
  let sent = 0;
  const send = async (): Promise<void> => {
    const answer = await fetch(`${prometheusUrl}/api/v1/write`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-protobuf',
        'content-encoding': 'snappy',
        'x-prometheus-remote-write-version': '0.1.0',
      },
      body: snappyLiterals(request.taken()),
    });
    if (!answer.ok) throw new Error(`Prometheus refused the samples: ${answer.status} ${await answer.text()}`);
    request.clear();
  };
  for (const each of series) {
    one.clear();
    writeSeries(one, inner, each);
    writeMessage(request, 1, one);
    sent += each.timestampsMs.length;
    if (request.length > REQUEST_BYTES) await send();
  }
  if (request.length > 0) await send();
  return sent;
}
