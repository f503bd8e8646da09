/** Calls to one target → its callers, and which of them a rule can name. */
import { compareText } from '../../istio/ref';
import { listIn } from '../../lib/list-in';
import { parseIdentity } from '../../policy/authorization/identity';
import type { WorkloadFacts } from '../../policy/facts/workload-facts';
import { endName } from '../../policy/findings/evidence';
import type { JudgedCall } from '../../policy/findings/finding-kind';
import type { Enforcing } from './enforcing';
import type { ObservedCaller } from './model';
import type { CountedCall } from './observed-span';

/** One call to the target, with what its enforcer sees. */
export interface SeenCall {
  readonly counted: CountedCall;
  readonly judged: JudgedCall;
  /** null = none, undefined = nobody knows. */
  readonly identity: string | null | undefined;
}

/** A caller with all its calls, and why it is (not) covered. */
export interface FoundCaller extends ObservedCaller {
  readonly calls: readonly SeenCall[];
  readonly source: WorkloadFacts | undefined;
  readonly namespace: string | undefined;
  readonly leftOut?: 'denied' | 'no-identity' | 'unknown-caller';
}

/** Busiest first. Calls that do not pass the enforcer are not among them. */
export function findCallers(
  counted: readonly CountedCall[],
  judgedOf: (call: CountedCall) => JudgedCall | undefined,
  enforcing: Enforcing,
): readonly FoundCaller[] {
  const byCaller = new Map<string, SeenCall[]>();
  for (const each of counted) {
    const judged = judgedOf(each);
    if (judged === undefined || !enforcing.isCalled(each.call, judged.destination?.key)) continue;
    const point = enforcing.pointOf(judged.policy);
    if (point === undefined) continue;
    for (const identity of identitiesOf(each, point.identitySeen)) {
      const refused = judged.policy.authorization.verdict === 'denied';
      listIn(byCaller, JSON.stringify([endName(each.call.source), identity ?? null, identity === null, refused])).push({
        counted: each,
        judged,
        identity,
      });
    }
  }
  return [...byCaller.values()].flatMap(callerOf).sort((a, b) => volume(b) - volume(a) || compareText(a.name, b.name));
}

const volume = ({ requests = 0, connections = 0 }: ObservedCaller): number => requests + connections;

/** What telemetry names arrived; without it what configuration says the enforcer sees. */
function identitiesOf({ principals }: CountedCall, seen: string | null | undefined): readonly (string | null | undefined)[] {
  return principals.length > 0 ? principals : [seen];
}

function callerOf(calls: readonly SeenCall[]): readonly FoundCaller[] {
  const [first] = calls;
  if (first === undefined) return [];
  const { identity, judged, counted } = first;
  const namespace = judged.call.source.namespace;
  const leftOut = whyLeftOut(first, namespace);
  const ports = calls.map((each) => each.judged.workloadPort);
  const lastSeen = calls.map((each) => each.counted.lastSeenSeconds).filter((seconds) => seconds !== undefined);
  const coveredBy = leftOut === undefined ? (identity === undefined ? 'namespace' : 'principal') : undefined;
  return [
    {
      name: endName(counted.call.source),
      ...(typeof identity === 'string' && { principal: identity }),
      ...(coveredBy !== undefined && { coveredBy }),
      requests: sumOf(calls.map((each) => each.counted.requests)),
      connections: sumOf(calls.map((each) => each.counted.connections)),
      ports: ports.includes(undefined) ? [] : [...new Set(ports.filter((port) => port !== undefined))].sort((a, b) => a - b),
      lastSeenSeconds: lastSeen.length === 0 ? undefined : Math.max(...lastSeen),
      says: SAYS[leftOut ?? coveredBy ?? 'principal'],
      calls,
      source: judged.source,
      namespace: typeof identity === 'string' ? (parseIdentity(identity)?.namespace ?? namespace) : namespace,
      ...(leftOut !== undefined && { leftOut }),
    },
  ];
}

function whyLeftOut({ judged, identity }: SeenCall, namespace: string | undefined): FoundCaller['leftOut'] {
  if (judged.policy.authorization.verdict === 'denied') return 'denied';
  if (identity === null) return 'no-identity';
  return canBeNamed(identity, namespace) ? undefined : 'unknown-caller';
}

/** Label values are anybody's: one with a wildcard would let in everybody. */
function canBeNamed(identity: string | undefined, namespace: string | undefined): boolean {
  if (identity !== undefined) return parseIdentity(identity) !== undefined && !identity.includes('*');
  return namespace !== undefined && /^[a-z0-9][-a-z0-9]*$/.test(namespace);
}

const SAYS = {
  principal: 'Named by its identity.',
  namespace: 'Its identity is not known, so its namespace is named: everybody there is let in.',
  denied: 'It is denied now, and stays so.',
  'no-identity': 'It has no identity (plaintext), so no rule can name it: it would be denied.',
  'unknown-caller': 'Telemetry does not say who it is, so no rule can name it.',
} as const;

function sumOf(counts: readonly (number | undefined)[]): number | undefined {
  const known = counts.filter((count) => count !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, count) => sum + count, 0);
}
