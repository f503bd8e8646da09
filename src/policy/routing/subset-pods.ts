/** Whether a subset has workloads: endpoints of the service whose labels hold the subset's (docs/policies.md §4.2). */
import type { Inventory } from '../../istio/inventory';
import { type Labels, selects } from '../../istio/labels';
import { listIn } from '../../lib/list-in';
import { collectInstances } from '../facts/collect-instances';
import type { Tri } from '../model';
import type { KnownHost } from './known-hosts';

/** `U` = the service's workloads are not among the resources. */
export type HasPods = (known: KnownHost, subset: Labels) => Tri;

export function createHasPods(inventory: Inventory): HasPods {
  const byNamespace = new Map<string, Labels[]>();
  for (const { instances } of collectInstances(inventory).values())
    for (const { ref, labels } of instances) {
      listIn(byNamespace, ref.namespace).push(labels);
    }
  const backing = new Map<KnownHost, readonly Labels[]>();
  return (known, subset) => {
    const { selector } = known;
    if (selector === undefined || selector.size === 0) return 'U';
    const behind = backing.get(known) ?? (byNamespace.get(known.namespace) ?? []).filter((labels) => selects(selector, labels));
    backing.set(known, behind);
    if (behind.some((labels) => selects(subset, labels))) return 'T';
    return behind.length > 0 || inventory.coverage('Pod') === 'complete' ? 'F' : 'U';
  };
}
