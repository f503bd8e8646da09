/** What istiod looks at at all: resources of other revisions and of namespaces it does not discover are left out (docs/policies.md §0.2). */
import { type Coverage, createInventory, type Inventory } from '../istio/inventory';
import { REVISION } from '../istio/label-names';
import { discovers, type MeshConfig } from '../istio/mesh-config';
import { KIND_NAMES, type KindName, RESOURCE_KINDS } from '../istio/resources/index';
import type { Resource, ResourceKind } from '../istio/resources/resource';

/** Configuration of Istio and of the Gateway API; core kinds say what runs, whoever looks at it. */
const CONFIGURATION = KIND_NAMES.filter((kind) => {
  const { group }: ResourceKind<unknown> = RESOURCE_KINDS[kind];
  return group.endsWith('.istio.io') || group === 'gateway.networking.k8s.io';
});

/**
 * The same inventory where nothing is left out. A namespace that is not known is looked at; so is a resource of another revision, unless that
 * revision has a control plane of its own: the label may be a tag of ours.
 */
export function considered(inventory: Inventory, mesh: MeshConfig): Inventory {
  const ignored = CONFIGURATION.flatMap((kind): readonly Resource[] => inventory.of(kind)).filter((resource) =>
    isIgnored(resource, inventory, mesh),
  );
  if (ignored.length === 0) return inventory;
  const left = new Set<Resource>(ignored);
  const kept = KIND_NAMES.flatMap((kind): readonly Resource[] => inventory.of(kind)).filter((resource) => !left.has(resource));
  const coverage = new Map<KindName, Coverage>(KIND_NAMES.map((kind) => [kind, inventory.coverage(kind)]));
  return createInventory([...kept, ...inventory.rejected], coverage);
}

function isIgnored({ labels, namespace }: Resource, inventory: Inventory, mesh: MeshConfig): boolean {
  const revision = labels.get(REVISION);
  if (revision !== undefined && mesh.revision !== undefined && revision !== (mesh.revision || 'default') && isServed(revision, inventory))
    return true;
  if (mesh.discoverySelectors.length === 0 || namespace === '' || namespace === mesh.rootNamespace) return false;
  const found = inventory.find('Namespace', '', namespace);
  return found !== undefined && !discovers(mesh, found.labels);
}

const isServed = (revision: string, inventory: Inventory): boolean =>
  inventory.of('Deployment').some(({ name }) => name === `istiod-${revision}`);
