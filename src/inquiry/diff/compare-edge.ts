/** One edge of both moments, number by number (docs/diff.md). */
import type { MeshEdge } from '../../mesh/model';
import { compareLatency } from './compare-latency';
import { apart, chanceOfRates, chanceOfShares, type Held, UNKNOWN } from './held';
import type { BothSides, MomentSide, Pair, UnansweredPart } from './moment-side';

/** What no number has to beat chance for, it has to be further apart than. */
export const FLOORS = {
  /** Of the greater rate, and requests in the window. */
  rate: { share: 0.2, requests: 10 },
  /** Bytes are no counts: nothing tells how much of a difference is chance, so it has to be great. Of the greater; bytes in the window. */
  bytes: { share: 0.5, bytes: 10_000 },
  /** Shares of failed requests: 0.2 percentage points, and a fifth of the greater one. */
  errors: { points: 0.002, share: 0.2 },
  /** Shares of plaintext: a hundredth of the traffic; a tenth where both moments have bytes of both sorts. */
  mtls: { points: 0.01, mixedBytes: 0.1 },
} as const;

/** With fewer requests in the window nothing is said of an edge that is there at both moments. */
export const FEW_REQUESTS = 10;

export interface EdgeHeld extends Pair<MeshEdge> {
  readonly rate: Held;
  readonly errors: Held;
  readonly p99: Held;
  readonly mtls: Held;
}

/** A side whose traffic was not answered has undefined numbers, one that answered without it has rate 0. */
export function holdEdge(pair: Pair<MeshEdge>, sides: BothSides): EdgeHeld {
  const { before, after } = pair;
  const rate = pair.shown.protocol === 'tcp' ? bytesHeld(before, after, sides) : requestsHeld(before, after, sides);
  return {
    ...pair,
    rate,
    errors: errorsHeld(before, after, sides),
    p99: p99Held(before, after, sides),
    mtls: mtlsHeld(before, after, sides),
  };
}

function requestsHeld(before: MeshEdge | undefined, after: MeshEdge | undefined, sides: BothSides): Held {
  const rateOf = (edge: MeshEdge | undefined, { unanswered }: MomentSide) =>
    edge === undefined ? absent(unanswered, 'requests') : edge.requestsPerSecond;
  return rateHeld(
    { rate: rateOf(before, sides.before), seconds: sides.before.windowSeconds },
    { rate: rateOf(after, sides.after), seconds: sides.after.windowSeconds },
  );
}

/** What is not there has no traffic, if somebody looked. */
const absent = (unanswered: MomentSide['unanswered'], part: UnansweredPart): number | undefined => (unanswered.has(part) ? undefined : 0);

interface Rate {
  /** Requests per second. */
  readonly rate: number | undefined;
  readonly seconds: number;
}

/** Two rates of requests by their counts. */
export function rateHeld(before: Rate, after: Rate): Held {
  const [a, b] = [before.rate, after.rate];
  if (a === undefined || b === undefined) return { ...UNKNOWN, before: a, after: b };
  const enough = Math.abs(a - b) * Math.min(before.seconds, after.seconds) >= FLOORS.rate.requests;
  const beyond = enough && apart(a, b) >= FLOORS.rate.share;
  const events = ({ rate = 0, seconds }: Rate) => ({ count: rate * seconds, seconds });
  return { before: a, after: b, beyond, p: beyond ? chanceOfRates(events(before), events(after)) : 1 };
}

/** Both directions; undefined where nobody knows how much flows. */
const bytesOf = ({ bytesPerSecond }: MeshEdge): number | undefined =>
  bytesPerSecond === undefined ? undefined : bytesPerSecond.sent + bytesPerSecond.received;

function bytesHeld(before: MeshEdge | undefined, after: MeshEdge | undefined, sides: BothSides): Held {
  const rateOf = (edge: MeshEdge | undefined, { unanswered }: MomentSide) =>
    edge === undefined ? absent(unanswered, 'tcp') : bytesOf(edge);
  return bytesRateHeld(rateOf(before, sides.before), rateOf(after, sides.after), sides);
}

/** Two byte rates: no counts, the floor alone decides. */
export function bytesRateHeld(before: number | undefined, after: number | undefined, sides: BothSides): Held {
  if (before === undefined || after === undefined) return { ...UNKNOWN, before, after };
  const seconds = Math.min(sides.before.windowSeconds, sides.after.windowSeconds);
  const enough = Math.abs(before - after) * seconds >= FLOORS.bytes.bytes;
  return { before, after, beyond: enough && apart(before, after) >= FLOORS.bytes.share };
}

/** Failed ones of those that were counted, per second. */
interface Failing {
  readonly ratio: number | undefined;
  readonly perSecond: number;
  readonly seconds: number;
}

function failingOf(edge: MeshEdge | undefined, { windowSeconds: seconds }: MomentSide): Failing {
  if (edge === undefined) return { ratio: undefined, perSecond: 0, seconds };
  if (edge.protocol !== 'tcp') return { ratio: edge.errorRatio, perSecond: edge.requestsPerSecond ?? 0, seconds };
  const { closedPerSecond = 0, failedPerSecond = 0 } = edge.connections ?? {};
  const perSecond = Math.max(closedPerSecond, failedPerSecond);
  return { ratio: perSecond > 0 ? failedPerSecond / perSecond : undefined, perSecond, seconds };
}

const errorsHeld = (before: MeshEdge | undefined, after: MeshEdge | undefined, sides: BothSides): Held =>
  sharesHeld(failingOf(before, sides.before), failingOf(after, sides.after));

/** Two shares of failures by their counts. */
export function sharesHeld(before: Failing, after: Failing): Held {
  const [a, b] = [before.ratio, after.ratio];
  if (a === undefined || b === undefined) return { ...UNKNOWN, before: a, after: b };
  const beyond = Math.abs(a - b) >= FLOORS.errors.points && apart(a, b) >= FLOORS.errors.share;
  if (!beyond) return { before: a, after: b, beyond, p: 1 };
  const p = chanceOfShares(sampleOf(before), sampleOf(after));
  return p === undefined ? { before: a, after: b, beyond: false } : { before: a, after: b, beyond, p };
}

function sampleOf({ ratio = 0, perSecond, seconds }: Failing) {
  const total = Math.round(perSecond * seconds);
  return { total, failed: Math.min(total, Math.round(ratio * perSecond * seconds)) };
}

function p99Held(before: MeshEdge | undefined, after: MeshEdge | undefined, sides: BothSides): Held {
  const side = (edge: MeshEdge | undefined, { windowSeconds, bucketsOf, quantilesFor }: MomentSide) => ({
    latency: edge?.latency,
    quantilesFor,
    buckets: edge?.latency === undefined ? undefined : bucketsOf(edge.id),
    count: (edge?.requestsPerSecond ?? 0) * windowSeconds,
  });
  return compareLatency(side(before, sides.before), side(after, sides.after));
}

function mtlsHeld(before: MeshEdge | undefined, after: MeshEdge | undefined, sides: BothSides): Held {
  const [a, b] = [before?.mtls.ratio, after?.mtls.ratio];
  if (before === undefined || after === undefined || a === undefined || b === undefined) return { ...UNKNOWN, before: a, after: b };
  const points = Math.abs(a - b);
  const held = { before: a, after: b };
  // All of it mutual (or none) is what configuration makes; of a mixture of bytes nobody knows how much it sways.
  if (after.protocol === 'tcp')
    return { ...held, beyond: points >= (isPure(a) || isPure(b) ? FLOORS.mtls.points : FLOORS.mtls.mixedBytes) };
  if (points < FLOORS.mtls.points) return { ...held, beyond: false, p: 1 };
  const sample = ({ mtls: { mutual, plaintext } }: MeshEdge, { windowSeconds }: MomentSide) => {
    const total = Math.round((mutual + plaintext) * windowSeconds);
    return { total, failed: Math.min(total, Math.round(plaintext * windowSeconds)) };
  };
  const p = chanceOfShares(sample(before, sides.before), sample(after, sides.after));
  return p === undefined ? { ...held, beyond: false } : { ...held, beyond: true, p };
}

const isPure = (ratio: number): boolean => ratio === 0 || ratio === 1;

/** More than a hundredth of what flows is plaintext; not where nobody could tell. */
export const hasPlaintext = ({ mtls: { ratio } }: MeshEdge): boolean => ratio !== undefined && 1 - ratio >= FLOORS.mtls.points;
