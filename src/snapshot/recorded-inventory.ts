/** The resources that a snapshot keeps → an inventory, as if they had just been read. */
import { type Coverage, createInventory, type Inventory } from '../istio/inventory';
import { isKindName, type KindName } from '../istio/resources/index';
import { readObject } from '../istio/sources/kubernetes-objects';
import type { RecordedResources } from './snapshot';

/** What is no resource that is read is left out; a kind whose coverage is not recorded is `none`. */
export function inventoryOfRecord({ objects, coverage }: RecordedResources): Inventory {
  const resources = objects.flatMap((object, index) => {
    const parsed = readObject(object, { file: 'snapshot', document: index + 1 });
    return parsed.outcome === 'read' ? [parsed.resource] : [];
  });
  const known = Object.entries(coverage).filter((entry): entry is [KindName, Coverage] => isKindName(entry[0]));
  return createInventory(resources, new Map(known));
}
