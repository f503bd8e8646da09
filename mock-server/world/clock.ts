/**
 * Time as the world integrates it. Every rate is a sum of five basis curves (constant, sine and cosine of the day and of the hour), switched
 * by the phases of a repeating timeline and by the moments of changes; so a counter is a few multiplications, at any moment.
 */
import type { Story, Timeline, Wave } from './description';

const day = 86_400;
const hour = 3_600;
/** Constant, sin day, cos day, sin hour, cos hour. */
export const basisCount = 5;

export interface Clock {
  readonly phases: readonly string[];
  /** Moments of changes in seconds, ascending; segment 0 ends at the first. */
  readonly changeSeconds: readonly number[];
  /** One cell per (segment, phase), segment by segment. */
  readonly cellCount: number;
  /** Name of the phase at a moment. */
  phaseAt(seconds: number): string;
  /** Adds the integral of each basis curve in each cell over [from, until] to `out`, `basisCount` numbers per cell, from `offset`. */
  integrate(fromSeconds: number, untilSeconds: number, out: Float64Array, offset: number): void;
}

/** Antiderivatives of the basis curves, of a moment within the day. */
function antiderivatives(seconds: number, out: Float64Array): void {
  const dayTurn = (2 * Math.PI) / day;
  const hourTurn = (2 * Math.PI) / hour;
  out[0] = seconds;
  out[1] = -Math.cos(seconds * dayTurn) / dayTurn;
  out[2] = Math.sin(seconds * dayTurn) / dayTurn;
  out[3] = -Math.cos(seconds * hourTurn) / hourTurn;
  out[4] = Math.sin(seconds * hourTurn) / hourTurn;
}

/** The basis weights of a wave around a mean of 1. */
export function waveWeights(wave: Wave = {}): Float64Array {
  const dayPeak = ((wave.dayPeakSeconds ?? 0) * 2 * Math.PI) / day;
  const hourPeak = ((wave.hourPeakSeconds ?? 0) * 2 * Math.PI) / hour;
  const dayHeight = wave.day ?? 0;
  const hourHeight = wave.hour ?? 0;
  return Float64Array.of(
    1,
    dayHeight * Math.sin(dayPeak),
    dayHeight * Math.cos(dayPeak),
    hourHeight * Math.sin(hourPeak),
    hourHeight * Math.cos(hourPeak),
  );
}

/** The integrals from midnight to each phase change of the day, and a way to go on from there. */
class DayTable {
  readonly #starts: Float64Array;
  readonly #phaseAt: Int32Array;
  readonly #sums: Float64Array;
  readonly #width: number;
  readonly total: Float64Array;
  readonly #now = new Float64Array(basisCount);
  /** Antiderivatives at the starts. */
  readonly #then: Float64Array;

  constructor(timeline: Timeline) {
    const periods = day / timeline.periodSeconds;
    const phaseCount = timeline.phases.length;
    if (!Number.isInteger(periods) || timeline.phases[0]?.startSeconds !== 0) {
      throw new Error('a timeline divides the day and starts at 0');
    }
    this.#width = phaseCount * basisCount;
    const count = periods * phaseCount;
    this.#starts = new Float64Array(count);
    this.#phaseAt = new Int32Array(count);
    this.#sums = new Float64Array(count * this.#width);
    this.#then = new Float64Array(count * basisCount);
    for (let index = 0; index < count; index += 1) {
      const phase = index % phaseCount;
      this.#starts[index] = Math.floor(index / phaseCount) * timeline.periodSeconds + (timeline.phases[phase]?.startSeconds ?? 0);
      this.#phaseAt[index] = phase;
      antiderivatives(this.#starts[index] ?? 0, this.#then.subarray(index * basisCount));
      if (index > 0) this.#fill(index - 1, this.#starts[index] ?? 0, this.#sums, index * this.#width);
    }
    this.total = new Float64Array(this.#width);
    this.#fill(count - 1, day, this.total, 0);
  }

  #fill(index: number, seconds: number, out: Float64Array, offset: number): void {
    const width = this.#width;
    for (let slot = 0; slot < width; slot += 1) out[offset + slot] = this.#sums[index * width + slot] ?? 0;
    antiderivatives(seconds, this.#now);
    const base = offset + (this.#phaseAt[index] ?? 0) * basisCount;
    for (let basis = 0; basis < basisCount; basis += 1) {
      out[base + basis] = (out[base + basis] ?? 0) + (this.#now[basis] ?? 0) - (this.#then[index * basisCount + basis] ?? 0);
    }
  }

  /** Index of the phase at this second of the day. */
  phaseAt(secondOfDay: number): number {
    return this.#phaseAt[this.#periodAt(secondOfDay)] ?? 0;
  }

  /** Writes the integrals from midnight to this second of the day. */
  until(secondOfDay: number, out: Float64Array): void {
    this.#fill(this.#periodAt(secondOfDay), secondOfDay, out, 0);
  }

  /** The last start at or before this second of the day. */
  #periodAt(secondOfDay: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= secondOfDay) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

const untimed: Timeline = { periodSeconds: day, phases: [{ name: 'always', startSeconds: 0 }] };

/** A span of time, and where the integrals over it are added. */
interface Piece {
  readonly fromSeconds: number;
  readonly untilSeconds: number;
  readonly offset: number;
}

/** The spans between moments, the first and the last without end. */
function spansOf(moments: readonly number[]): readonly { readonly fromSeconds: number; readonly untilSeconds: number }[] {
  return [Number.NEGATIVE_INFINITY, ...moments].map((fromSeconds, index) => ({
    fromSeconds,
    untilSeconds: moments[index] ?? Number.POSITIVE_INFINITY,
  }));
}

/** One piece per segment for phases that repeat; of a story each phase cuts pieces of its own. */
function piecesOf(changeSeconds: readonly number[], story: Story | undefined, width: number): readonly Piece[] {
  const segments = spansOf(changeSeconds);
  if (story === undefined) return segments.map((span, segment) => ({ ...span, offset: segment * width }));
  const parts = spansOf(story.phases.slice(1).map(({ startMs }) => startMs / 1000));
  return segments.flatMap((segment, index) =>
    parts.flatMap((part, phase) => {
      const fromSeconds = Math.max(segment.fromSeconds, part.fromSeconds);
      const untilSeconds = Math.min(segment.untilSeconds, part.untilSeconds);
      return untilSeconds > fromSeconds ? [{ fromSeconds, untilSeconds, offset: (index * parts.length + phase) * width }] : [];
    }),
  );
}

/** A clock for a timeline or a story, and the moments at which somebody changed the mesh. */
export function createClock(timeline: Timeline = untimed, changeMomentsMs: readonly number[] = [], story?: Story): Clock {
  const table = new DayTable(story === undefined ? timeline : untimed);
  const changeSeconds = [...new Set(changeMomentsMs)].sort((a, b) => a - b).map((moment) => moment / 1000);
  const phases = (story ?? timeline).phases.map((phase) => phase.name);
  const width = (story === undefined ? phases.length : 1) * basisCount;
  const pieces = piecesOf(changeSeconds, story, width);
  const atStart = new Float64Array(width);
  const atEnd = new Float64Array(width);
  /** The moment of `atStart`: samples of one process all begin at its start. */
  let startKnown = Number.NaN;
  /** Whole pieces, of which the next sample of the same process needs the same. */
  const past = pieces.map(() => ({ from: Number.NaN, sums: new Float64Array(width) }));

  const integratePiece = (from: number, until: number, out: Float64Array, offset: number): void => {
    const fromDay = Math.floor(from / day);
    const untilDay = Math.floor(until / day);
    if (from !== startKnown) {
      table.until(from - fromDay * day, atStart);
      startKnown = from;
    }
    table.until(until - untilDay * day, atEnd);
    const days = untilDay - fromDay;
    for (let slot = 0; slot < width; slot += 1) {
      const whole = days === 0 ? 0 : days * (table.total[slot] ?? 0);
      out[offset + slot] = (out[offset + slot] ?? 0) + whole + ((atEnd[slot] ?? 0) - (atStart[slot] ?? 0));
    }
  };

  return {
    phases,
    changeSeconds,
    cellCount: (changeSeconds.length + 1) * phases.length,
    phaseAt: (seconds) => {
      if (story === undefined) return phases[table.phaseAt(seconds - Math.floor(seconds / day) * day)] ?? '';
      return (story.phases.findLast(({ startMs }) => startMs <= seconds * 1000) ?? story.phases[0])?.name ?? '';
    },
    integrate: (fromSeconds, untilSeconds, out, offset) => {
      pieces.forEach((piece, index) => {
        const from = Math.max(fromSeconds, piece.fromSeconds);
        const until = Math.min(untilSeconds, piece.untilSeconds);
        if (until <= from) return;
        const start = offset + piece.offset;
        const known = past[index];
        if (known === undefined || until < piece.untilSeconds) {
          integratePiece(from, until, out, start);
          return;
        }
        if (known.from !== from) {
          known.sums.fill(0);
          integratePiece(from, until, known.sums, 0);
          known.from = from;
        }
        for (let slot = 0; slot < width; slot += 1) out[start + slot] = (out[start + slot] ?? 0) + (known.sums[slot] ?? 0);
      });
    },
  };
}
