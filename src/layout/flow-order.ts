/**
 * An order of the nodes in which few edges point backwards (Eades, Lin and Smyth 1993): sinks last, sources first,
 * and while only cycles are left, the node that sends most beyond what it receives. Ties by index.
 */
import { type Adjacency, adjacencyOf, degree, int } from './typed';

/** Position of each node in the order. */
export function flowOrder(size: number, from: Int32Array, to: Int32Array): Int32Array {
  const state = new Remaining(size, adjacencyOf(size, from, to), adjacencyOf(size, to, from));
  const position = new Int32Array(size);
  let first = 0;
  let last = size - 1;
  for (;;) {
    for (let v = state.takeSink(); v >= 0; v = state.takeSink()) position[v] = last--;
    for (let v = state.takeSource(); v >= 0; v = state.takeSource()) position[v] = first++;
    if (state.hasSinks()) continue;
    const v = state.takeMostSending();
    if (v < 0) return position;
    position[v] = first++;
  }
}

class Remaining {
  private readonly outgoing: Int32Array;
  private readonly incoming: Int32Array;
  private readonly gone: Uint8Array;
  private readonly sinks: number[] = [];
  private readonly sources: number[] = [];

  constructor(
    private readonly size: number,
    private readonly out: Adjacency,
    private readonly into: Adjacency,
  ) {
    this.outgoing = Int32Array.from({ length: size }, (_, v) => degree(out, v));
    this.incoming = Int32Array.from({ length: size }, (_, v) => degree(into, v));
    this.gone = new Uint8Array(size);
    for (let v = size - 1; v >= 0; v--) this.sort(v);
  }

  hasSinks(): boolean {
    return this.sinks.some((v) => this.gone[v] === 0);
  }

  takeSink(): number {
    return this.takeFrom(this.sinks);
  }

  takeSource(): number {
    return this.takeFrom(this.sources);
  }

  takeMostSending(): number {
    let best = -1;
    let surplus = Number.NEGATIVE_INFINITY;
    for (let v = 0; v < this.size; v++) {
      if (this.gone[v] === 1) continue;
      const own = int(this.outgoing, v) - int(this.incoming, v);
      if (own <= surplus) continue;
      best = v;
      surplus = own;
    }
    if (best >= 0) this.remove(best);
    return best;
  }

  private takeFrom(list: number[]): number {
    for (let v = list.pop(); v !== undefined; v = list.pop()) {
      if (this.gone[v] === 1) continue;
      this.remove(v);
      return v;
    }
    return -1;
  }

  /** A node without edges counts as a source: it stays on the left. */
  private sort(v: number): void {
    if (int(this.incoming, v) === 0) this.sources.push(v);
    else if (int(this.outgoing, v) === 0) this.sinks.push(v);
  }

  private remove(v: number): void {
    this.gone[v] = 1;
    this.release(v, this.out, this.incoming);
    this.release(v, this.into, this.outgoing);
  }

  private release(v: number, rows: Adjacency, counts: Int32Array): void {
    for (let at = int(rows.start, v); at < int(rows.start, v + 1); at++) {
      const other = int(rows.list, at);
      counts[other] = int(counts, other) - 1;
      if (this.gone[other] === 0 && counts[other] === 0) this.sort(other);
    }
  }
}
