/** Bounds of each destination's share over all rules that may apply (docs/policies.md §5.1). */
import type { OverallShare, RouteRule, RouteShare } from '../model';

/** One text a destination; what the proxy answers itself counts by its status. */
function keyOf({ host, port, subset, status, reason }: Omit<RouteShare, 'share'>): string {
  if (status !== undefined) return JSON.stringify([status]);
  return JSON.stringify(reason === undefined ? [host, port ?? null, subset ?? null] : [reason]);
}

/**
 * `unmatched` = requests that match no rule are possible, and answered with 404. Every rule may take none or all of the requests, unless it is
 * the only possibility. `idle` destinations are configured with weight 0.
 */
export function overallShares(
  rules: readonly Pick<RouteRule, 'shares'>[],
  unmatched: boolean,
  idle: readonly RouteShare[] = [],
): readonly OverallShare[] {
  const notFound: RouteShare = { host: '', status: 404, reason: 'no route matches (NR)', share: 1 };
  const splits = [...rules.map(({ shares }) => shares), ...(unmatched ? [[notFound]] : [])];
  const kinds = new Map<string, Omit<RouteShare, 'share'>>();
  const sums = splits.map((shares) => {
    const sum = new Map<string, number>();
    for (const { share, ...place } of shares) {
      const key = keyOf(place);
      if (!kinds.has(key)) kinds.set(key, place);
      sum.set(key, (sum.get(key) ?? 0) + share);
    }
    return sum;
  });
  for (const { share: _, ...place } of idle) if (!kinds.has(keyOf(place))) kinds.set(keyOf(place), place);
  return [...kinds].map(([key, place]) => {
    const shares = sums.map((sum) => sum.get(key) ?? 0);
    return { ...place, min: Math.min(...shares), max: Math.max(...shares) };
  });
}
