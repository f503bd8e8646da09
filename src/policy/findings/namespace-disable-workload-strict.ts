/** The namespace says DISABLE, a workload STRICT: clients are told to send plaintext, which the workload refuses (docs/policies.md §1.4). */
import { fullHost, hostWithin } from '../../istio/host';
import { type Ref, refOf, refText } from '../../istio/ref';
import type { PeerAuthentication } from '../../istio/resources/peer-authentication';
import type { WorkloadFacts } from '../facts/workload-facts';
import { getResource } from './commands';
import { askedTls } from './destination-rule-tls';
import { edgesOf } from './evidence';
import { type FindingContext, type FindingKind, finding } from './finding-kind';

const code = 'namespace-disable-workload-strict';

export const namespaceDisableWorkloadStrict: FindingKind = {
  code,
  about: 'A STRICT workload in a namespace (or mesh) with DISABLE, without a DestinationRule: clients send plaintext and are refused.',
  find: (context) =>
    [...context.workloads.values()].flatMap(({ workload, dataplane, serverMtls }) => {
      const facts = context.facts.workloads.get(workload);
      if (facts === undefined || dataplane.value !== 'sidecar' || serverMtls.value !== 'STRICT') return [];
      const strict = context.inventory.of('PeerAuthentication').length === 0 ? undefined : decidingRef(serverMtls.because);
      const disabling = strict === undefined ? undefined : disablingParent(context, facts.namespace, strict);
      if (strict === undefined || disabling === undefined || ruledByDestinationRule(context, facts)) return [];
      const calls = context.callsTo(workload);
      return [
        finding(code, workload, {
          severity: 'error',
          title: `${facts.namespace}/${facts.name} is STRICT, but ${refText(disabling)} has sidecars send plaintext to its services.`,
          evidence: [
            {
              sentence: 'Clients decide by the mode of the namespace or mesh, not by the one of the workload.',
              certainty: 'computed',
              ref: disabling,
              path: 'spec.mtls.mode',
            },
            ...serverMtls.because,
          ],
          next: 'Add a DestinationRule with ISTIO_MUTUAL for its services, or take DISABLE away from the namespace.',
          commands: [...getResource(strict), ...getResource(disabling)],
          ref: strict,
          path: 'spec.mtls.mode',
          workloads: [workload],
          edges: edgesOf(calls),
        }),
      ];
    }),
};

function decidingRef(because: readonly { readonly ref?: Ref }[]): Ref | undefined {
  return because.findLast(({ ref }) => ref?.kind === 'PeerAuthentication')?.ref;
}

/** The policy without selector that clients go by: the namespace's, else the mesh's. */
function disablingParent({ inventory, rootNamespace }: FindingContext, namespace: string, strict: Ref): Ref | undefined {
  const general = inventory.of('PeerAuthentication').filter(({ spec }) => (spec?.selector?.matchLabels?.size ?? 0) === 0);
  const own = inventory.find('PeerAuthentication', strict.namespace, strict.name);
  if (own === undefined || general.includes(own)) return undefined;
  const modeOf = (policy: PeerAuthentication | undefined) => policy?.spec?.mtls?.mode ?? 'UNSET';
  const inScope = (scope: string) => general.find((policy) => policy.namespace === scope && modeOf(policy) !== 'UNSET');
  const found = inScope(namespace) ?? inScope(rootNamespace);
  return modeOf(found) === 'DISABLE' && found !== undefined ? refOf(found) : undefined;
}

function ruledByDestinationRule({ facts, inventory }: FindingContext, workload: WorkloadFacts): boolean {
  const hosts = facts.services.of(workload).map(({ host }) => host);
  return inventory
    .of('DestinationRule')
    .some((rule) => askedTls(rule).length > 0 && hosts.some((host) => hostWithin(host, fullHost(rule.spec?.host ?? '', rule.namespace))));
}
