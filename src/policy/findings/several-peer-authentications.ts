/** Only the oldest PeerAuthentication of a scope counts (docs/policies.md §1.1). */
import { compareByAge, decidedByAge, refOf, refText } from '../../istio/ref';
import type { PeerAuthentication } from '../../istio/resources/peer-authentication';
import { listIn } from '../../lib/list-in';
import { analyze } from './commands';
import { type FindingKind, finding } from './finding-kind';

const code = 'several-peer-authentications';

export const severalPeerAuthentications: FindingKind = {
  code,
  about: 'Several PeerAuthentications stand in one scope: only the oldest counts.',
  find: ({ inventory }) => {
    const scopes = new Map<string, PeerAuthentication[]>();
    for (const policy of inventory.of('PeerAuthentication')) {
      const scope = `${policy.namespace} ${scopeOf(policy)}`;
      listIn(scopes, scope).push(policy);
    }
    return [...scopes.values()].flatMap((policies) => {
      const [winner, ...losers] = policies.toSorted(compareByAge);
      return winner === undefined ? [] : losers.map((loser) => tell(winner, loser));
    });
  },
};

/** Equal selectors are one scope; selectors that overlap otherwise are found by the workloads they share. */
function scopeOf({ spec }: PeerAuthentication): string {
  return JSON.stringify([...(spec?.selector?.matchLabels ?? [])].sort());
}

function tell(winner: PeerAuthentication, loser: PeerAuthentication) {
  const ref = refOf(loser);
  const certain = decidedByAge(winner, loser);
  return finding(code, `${loser.namespace}/${loser.name}`, {
    severity: 'warning',
    title: certain
      ? `${refText(ref)} does nothing: ${refText(winner)} has the same scope and is older.`
      : `${refText(winner)} and ${refText(ref)} have the same scope: only the older one counts.`,
    evidence: [
      {
        sentence: certain ? `${refText(winner)} was created first.` : 'Without creation times nobody can tell which is older.',
        certainty: certain ? 'computed' : 'assumed',
        ref,
        path: 'metadata.creationTimestamp',
      },
    ],
    next: 'Keep one of them.',
    commands: analyze(loser.namespace),
    ref,
    path: 'spec.selector',
  });
}
