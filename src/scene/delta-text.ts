/** Two moments of one number in words: "120 → 480 rps", "p99 +310 ms", "mTLS → plaintext". */
import type { Delta, EdgeChange } from '../inquiry/diff/model';
import { formatMilliseconds, formatRatio } from '../lib/format-number';
import type { TrafficUnits } from './traffic-units';

/** What nobody knows of one of the moments. */
export const NOT_KNOWN = '–';

/** "120 → 480 rps": a unit that both have is said once; undefined when both texts are the same. */
export function fromTo(before: string, after: string): string | undefined {
  if (before === after) return undefined;
  const [head, tail] = [before.split(' '), after.split(' ')];
  while (head.length > 1 && tail.length > 1 && head.at(-1) === tail.at(-1)) {
    head.pop();
    tail.pop();
  }
  return `${head.join(' ')} → ${after}`;
}

const written = (value: number | undefined, write: (value: number) => string): string => (value === undefined ? NOT_KNOWN : write(value));

/** "+360 rps", "−0.3 s": the sign always stands there; undefined when a moment does not know it. */
export function signed({ before, after }: Delta, write: (amount: number) => string): string | undefined {
  if (before === undefined || after === undefined) return undefined;
  const amount = after - before;
  if (amount === 0) return `±${write(0)}`;
  return `${amount > 0 ? '+' : '−'}${write(Math.abs(amount))}`;
}

/** Requests, for TCP bytes a second. */
export const rateWords = (isTcp: boolean, units: TrafficUnits): ((value: number) => string) => (isTcp ? units.bytes : units.requests);

export const errorWords = (ratio: number): string => `${formatRatio(ratio)} err`;

/** Three states, and unknown is never plaintext (docs/telemetry.md §6.5). */
export function mtlsWords(ratio: number | undefined): string {
  if (ratio === undefined) return 'mTLS ?';
  if (ratio <= 0) return 'plaintext';
  return ratio >= 1 ? 'mTLS' : `${formatRatio(ratio)} mTLS`;
}

/** Undefined where the difference is within noise, or too small to be written. */
const ifSignificant = (delta: Delta, text: () => string | undefined): string | undefined => (delta.significant ? text() : undefined);

export const rateDelta = (delta: Delta, write: (value: number) => string): string | undefined =>
  ifSignificant(delta, () => fromTo(written(delta.before, write), written(delta.after, write)));

export const errorDelta = (delta: Delta): string | undefined =>
  ifSignificant(delta, () => fromTo(written(delta.before, errorWords), written(delta.after, errorWords)));

export function p99Delta(delta: Delta): string | undefined {
  return ifSignificant(delta, () => {
    const by = signed(delta, formatMilliseconds);
    return `p99 ${by ?? `${written(delta.before, formatMilliseconds)} → ${written(delta.after, formatMilliseconds)}`}`;
  });
}

export const mtlsDelta = ({ mtls }: Pick<EdgeChange, 'mtls'>): string | undefined =>
  ifSignificant(mtls, () => fromTo(mtlsWords(mtls.before), mtlsWords(mtls.after)));
