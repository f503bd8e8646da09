/** The PeerAuthentication that selects a workload by labels and counts for it (docs/policies.md §1.1). */
import type { Inventory } from '../../istio/inventory';
import { selects } from '../../istio/labels';
import { compareByAge } from '../../istio/ref';
import type { PeerAuthentication } from '../../istio/resources/peer-authentication';
import type { WorkloadFacts } from '../../policy/facts/workload-facts';
import { selectorOf } from '../../policy/mtls/peer-authentications';

/** The oldest of those that select it; undefined = none does. */
export function ownPolicy(
  { namespace, labels }: Pick<WorkloadFacts, 'namespace' | 'labels'>,
  inventory: Inventory,
): PeerAuthentication | undefined {
  return inventory
    .of('PeerAuthentication')
    .filter((each) => each.namespace === namespace && selectorOf(each).size > 0 && selects(selectorOf(each), labels))
    .toSorted(compareByAge)[0];
}
