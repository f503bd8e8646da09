/** Which shares of a rule are those of a split, and what each of them is then (docs/policies.md §5.1). */
import type { RouteShare } from '../model';

type Destination = Omit<RouteShare, 'share'>;

/** A subset that selects no workload: what is sent there is lost with flag UH. */
export const NO_ENDPOINTS = 'no endpoints (UH)';

/** Not what the proxy answers itself. */
export const reachesWorkloads = ({ status, reason }: Destination): boolean => status === undefined && reason === undefined;

/** Requests that the proxy answers itself never choose a destination; those for one without endpoints do. */
export const choosesDestination = (destination: Destination): boolean =>
  reachesWorkloads(destination) || destination.reason === NO_ENDPOINTS;

/** The same for every port of a destination. */
export const destinationKey = ({ host, subset }: Pick<Destination, 'host' | 'subset'>): string => JSON.stringify([host, subset ?? null]);

/** By `destinationKey`: the shares of those that count, of the requests that go to any of them, 0..1. Empty where none gets any. */
export function sharesAmong(shares: readonly RouteShare[], counts: (destination: Destination) => boolean): ReadonlyMap<string, number> {
  const counted = shares.filter(counts);
  const total = counted.reduce((sum, { share }) => sum + share, 0);
  const byKey = new Map<string, number>();
  for (const each of counted) if (total > 0) byKey.set(destinationKey(each), (byKey.get(destinationKey(each)) ?? 0) + each.share / total);
  return byKey;
}
