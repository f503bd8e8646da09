/** What becomes of one call: two answers of the engine → the worst thing that differs between them (docs/what-if.md). */
import { share } from '../../lib/share';
import type { AuthorizationVerdict, CallPolicy, Routing, Transport, Verdict } from '../../policy/model';
import type { Consequence } from './model';

/** The engine's answer on both sides. */
export interface CallPair {
  readonly before: CallPolicy;
  readonly after: CallPolicy;
  /** Plaintext that was observed would meet STRICT, and nobody knows what the caller sends otherwise. */
  readonly plaintextRefused: boolean;
}

/** How much stands in the way; what cannot be told stands between the two. */
const STRICTNESS: Readonly<Record<Verdict, number>> = { allowed: 0, depends: 1, unknown: 1, ambiguous: 1, denied: 2 };

/** undefined = the outcome is the same, whatever the reasons. */
export function consequenceOf(pair: CallPair): Consequence | undefined {
  const { before, after } = pair;
  if (whyBroken(pair) !== undefined) return 'breaks';
  const stricter = STRICTNESS[after.authorization.verdict] - STRICTNESS[before.authorization.verdict];
  if (stricter > 0) return after.authorization.verdict === 'denied' ? 'denied' : 'may-be-denied';
  if (isMutual(before.transport.value) && isPlain(after.transport.value)) return 'loses-mtls';
  if (stricter < 0) return 'opens';
  if (movesShares(before.routing, after.routing)) return 'moves';
  if (isPlain(before.transport.value) && isMutual(after.transport.value)) return 'gains-mtls';
  if (before.dryRun?.verdict !== after.dryRun?.verdict) return 'dry-run';
  return isOtherwise(before, after) ? 'otherwise' : undefined;
}

const isMutual = (transport: Transport): boolean => transport === 'mtls' || transport === 'hbone';
const isPlain = (transport: Transport): boolean => transport === 'plaintext' || transport === 'tls';

/** Why the call would not arrive; undefined = it does, or did not before either. */
export function whyBroken({ before, after, plaintextRefused }: CallPair): 'transport' | 'plaintext' | 'route' | undefined {
  if (after.transport.works === 'F') return before.transport.works === 'F' ? undefined : 'transport';
  if (plaintextRefused) return 'plaintext';
  return delivered(after.routing) < delivered(before.routing) ? 'route' : undefined;
}

/** The part of the requests that no proxy answers with an error for certain, 0..1. */
export function delivered({ kind, reachesWorkload, overall }: Routing): number {
  if (reachesWorkload !== undefined) return reachesWorkload;
  if (kind === 'unreachable') return 0;
  const failing = overall.filter(({ status, reason }) => (status === undefined ? reason !== undefined : status >= 400));
  return 1 - failing.reduce((sum, { min }) => sum + min, 0);
}

export function movesShares(before: Routing, after: Routing): boolean {
  return before.kind !== after.kind || share(before.overall, after.overall) !== before.overall;
}

function isOtherwise(before: CallPolicy, after: CallPolicy): boolean {
  const said = ({ verdict, undecided }: AuthorizationVerdict) => [verdict, ...undecided];
  const parts = ({ authorization, transport, path, routing }: CallPolicy): readonly unknown[] => [
    said(authorization),
    transport.value,
    transport.works,
    path,
    routing.rules,
    routing.limits,
  ];
  const old = parts(before);
  return share(old, parts(after)) !== old;
}
