/** Which routes of other namespaces may name a Service as backend (docs/policies.md §4.4). */
import type { Inventory } from '../../istio/inventory';
import type { Tri } from '../model';

/** `U` = ReferenceGrants could not be listed. */
export type IsGranted = (
  from: { readonly kind: string; readonly namespace: string },
  to: { readonly namespace: string; readonly name: string },
) => Tri;

export function createReferenceGrants(inventory: Inventory): IsGranted {
  const granted = new Set<string>();
  const key = (kind: string, from: string, to: string, name: string) => JSON.stringify([kind, from, to, name]);
  for (const { namespace, spec } of inventory.of('ReferenceGrant'))
    for (const from of spec?.from ?? [])
      for (const to of spec?.to ?? [])
        if (from.group === 'gateway.networking.k8s.io' && (to.group ?? '') === '' && to.kind === 'Service')
          granted.add(key(from.kind ?? '', from.namespace ?? '', namespace, to.name ?? ''));
  const listed = inventory.coverage('ReferenceGrant') !== 'forbidden';
  return (from, to) => {
    if (granted.has(key(from.kind, from.namespace, to.namespace, to.name)) || granted.has(key(from.kind, from.namespace, to.namespace, '')))
      return 'T';
    return listed ? 'F' : 'U';
  };
}
