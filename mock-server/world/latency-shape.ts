/** How sizes and times spread over Istio's histogram buckets. */
import type { Latency } from './description';

/** Istio's bucket bounds without the last, +Inf. */
export const bounds: readonly number[] = [
  0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000, 60000, 300000, 600000, 1800000, 3600000,
];

/** Bucket labels as Envoy prints them, +Inf last. */
export const boundLabels: readonly string[] = [...bounds.map(String), '+Inf'];

/** A distribution, ready to deal whole requests to buckets. */
export interface Shape {
  /**
   * Chance that a request of bucket b + 1 or below is of bucket b or below. Counting from +Inf down with these keeps every bucket, and
   * every difference between two buckets, growing by whole requests.
   */
  readonly keep: Float64Array;
  readonly mean: number;
}

/** Normal distribution, error below 1e-7 (Abramowitz and Stegun 26.2.17). */
function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - tail : tail;
}

/** The share of a lognormal beyond this is never simulated, so that a rare request does not land in a bucket of hours. */
const certain = 1 - 1e-6;

function shareBelow(latency: Latency, bound: number): number {
  const spread = Math.max(latency.spread, 0.01);
  const main = normalCdf(Math.log(bound / latency.medianMs) / spread);
  const slowShare = latency.slowShare ?? 0;
  const slow = slowShare === 0 ? 0 : normalCdf(Math.log(bound / (latency.slowMedianMs ?? latency.medianMs)) / spread);
  const share = (1 - slowShare) * main + slowShare * slow;
  return share > certain ? 1 : share;
}

/** The distribution of one latency (or size) over the buckets. */
export function shapeOf(latency: Latency): Shape {
  const cumulative = boundLabels.map((_, index) => {
    const bound = bounds[index];
    return bound === undefined ? 1 : shareBelow(latency, bound);
  });
  const keep = new Float64Array(boundLabels.length);
  cumulative.forEach((share, index) => {
    const above = cumulative[index + 1] ?? 1;
    keep[index] = above === 0 ? 0 : Math.min(1, share / above);
  });
  const lift = Math.exp(latency.spread ** 2 / 2);
  const slowShare = latency.slowShare ?? 0;
  const mean = ((1 - slowShare) * latency.medianMs + slowShare * (latency.slowMedianMs ?? latency.medianMs)) * lift;
  return { keep, mean };
}

export type ShapeFor = (latency: Latency) => Shape;

/** Shapes by their numbers: thousands of edges share a few. */
export function shapeCache(): ShapeFor {
  const known = new Map<string, Shape>();
  return (latency) => {
    const key = `${latency.medianMs},${latency.spread},${latency.slowShare ?? ''},${latency.slowMedianMs ?? ''}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const shape = shapeOf(latency);
    known.set(key, shape);
    return shape;
  };
}
