/** Two VirtualServices for one host: at a sidecar only one of them acts (docs/policies.md §4.1). */
import { fullHost } from '../../istio/host';
import { compareByAge, decidedByAge, type Ref, refText } from '../../istio/ref';
import type { VirtualService } from '../../istio/resources/virtual-service';
import { callsRoutedBy } from './calls-of-route';
import { analyze } from './commands';
import { type FindingContext, type FindingKind, finding } from './finding-kind';

const code = 'virtual-services-share-host';

export const virtualServicesShareHost: FindingKind = {
  code,
  about: 'Several VirtualServices name one host for sidecars: the first wins, the others do nothing.',
  find: (context) => {
    const byHost = new Map<string, { readonly resource: VirtualService; readonly path: string }[]>();
    for (const resource of context.inventory.of('VirtualService')) {
      const { gateways = [], hosts = [] } = resource.spec ?? {};
      if (gateways.length > 0 && !gateways.includes('mesh')) continue;
      hosts.forEach((host, index) => {
        const full = fullHost(host, resource.namespace);
        const entry = { resource, path: `spec.hosts[${index}]` };
        const list = byHost.get(full);
        if (list === undefined) byHost.set(full, [entry]);
        else if (list.at(-1)?.resource !== resource) list.push(entry);
      });
    }
    return [...byHost].flatMap(([host, entries]) => {
      const sorted = entries.toSorted((a, b) => compareByAge(a.resource, b.resource));
      const [winner, ...losers] = sorted;
      if (winner === undefined) return [];
      return losers.filter((loser) => overlap(winner.resource, loser.resource)).map((loser) => tell(context, host, winner.resource, loser));
    });
  },
};

/** Some client sees both. A VirtualService that only its own namespace sees goes before others there, and hides nothing elsewhere. */
function overlap(a: VirtualService, b: VirtualService): boolean {
  const [from, to] = [seenBy(a), seenBy(b)];
  if (from === 'all' || to === 'all') return from === 'all' ? to !== 'none' : from !== 'none';
  if (from === 'none' || to === 'none') return false;
  return [...from].some((namespace) => to.has(namespace));
}

function seenBy({ namespace, spec }: VirtualService): 'all' | 'none' | ReadonlySet<string> {
  const { exportTo = [] } = spec ?? {};
  if (exportTo.length === 0 || exportTo.includes('*')) return 'all';
  if (exportTo.every((each) => each === '~')) return 'none';
  return new Set(exportTo.map((each) => (each === '.' ? namespace : each)));
}

function tell(
  context: FindingContext,
  host: string,
  winner: VirtualService,
  { resource, path }: { readonly resource: VirtualService; readonly path: string },
) {
  const ref = refOf(resource);
  const certain = decidedByAge(winner, resource);
  const stranger = winner.namespace !== resource.namespace;
  const calls = callsRoutedBy(context, refOf(winner));
  return finding(code, `${host}/${resource.namespace}/${resource.name}`, {
    severity: 'error',
    title: certain
      ? `${refText(ref)} does nothing for ${host}: ${refText(winner)} is older and wins.`
      : `${refText(winner)} and ${refText(ref)} both name ${host}: only one of them acts.`,
    evidence: [
      {
        sentence: certain
          ? `${refText(winner)} is the older one${stranger ? ', though of another namespace' : ''}; hosts are not merged at sidecars.`
          : 'Without creation times nobody can tell which is older; the oldest one wins, and hosts are not merged at sidecars.',
        certainty: certain ? 'computed' : 'assumed',
        ref,
        path,
      },
    ],
    next: 'Put the routes of both into one VirtualService, or limit one of them with exportTo.',
    commands: analyze(resource.namespace),
    ref,
    path,
    edges: [...new Set(calls.map(({ call }) => call.edge))],
  });
}

function refOf({ kind, namespace, name }: Ref): Ref {
  return { kind, namespace, name };
}
