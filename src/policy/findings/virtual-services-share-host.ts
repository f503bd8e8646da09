/** Two VirtualServices for one host: at a sidecar only one of them acts (docs/policies.md §4.1). */
import { type Ref, refText } from '../../istio/ref';
import { callsRoutedBy } from './calls-of-route';
import { analyze } from './commands';
import { edgesOf } from './evidence';
import { type FindingContext, type FindingKind, finding } from './finding-kind';

const code = 'virtual-services-share-host';

export const virtualServicesShareHost: FindingKind = {
  code,
  about: 'Several VirtualServices name one host for sidecars: the first wins, the others do nothing.',
  find: (context) =>
    context
      .routes()
      .sharedHosts.flatMap(({ host, refs: [winner, ...losers], ambiguous }) =>
        winner === undefined ? [] : losers.map((loser) => tell(context, host, { winner, loser, ambiguous })),
      ),
};

interface Conflict {
  readonly winner: Ref;
  readonly loser: Ref;
  readonly ambiguous: boolean;
}

function tell(context: FindingContext, host: string, { winner, loser, ambiguous }: Conflict) {
  const stranger = winner.namespace !== loser.namespace;
  const calls = [...callsRoutedBy(context, winner), ...callsRoutedBy(context, loser)];
  return finding(code, `${host}/${loser.namespace}/${loser.name}`, {
    severity: 'error',
    title: ambiguous
      ? `${refText(winner)} and ${refText(loser)} both name ${host}: only one of them acts.`
      : `${refText(loser)} does nothing for ${host}: ${refText(winner)} is older and wins.`,
    evidence: [
      {
        sentence: ambiguous
          ? 'Without creation times nobody can tell which is older; the oldest one wins, and hosts are not merged at sidecars.'
          : `${refText(winner)} is the older one${stranger ? ', though of another namespace' : ''}; hosts are not merged at sidecars.`,
        certainty: ambiguous ? 'assumed' : 'computed',
        ref: loser,
        path: 'spec.hosts',
      },
    ],
    next: 'Put the routes of both into one VirtualService, or limit one of them with exportTo.',
    commands: analyze(loser.namespace),
    ref: loser,
    path: 'spec.hosts',
    edges: edgesOf(calls),
  });
}
