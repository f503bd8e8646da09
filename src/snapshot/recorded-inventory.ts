/** The resources that a snapshot keeps → an inventory, as if they had just been read. */
import { type Coverage, createInventory, type Inventory } from '../istio/inventory';
import { parseResource } from '../istio/parse-resource';
import { isKindName, type KindName } from '../istio/resources/index';
import { renderObject } from '../istio/sources/kubernetes-objects';
import type { RecordedResources } from './snapshot';

/** What is no resource that is read is left out; a kind whose coverage is not recorded is `none`. */
export function inventoryOfRecord({ objects, coverage }: RecordedResources): Inventory {
  const resources = objects.flatMap((object, index) => {
    const source = {
      file: 'snapshot',
      document: index + 1,
      firstLine: 1,
      get text() {
        return renderObject(object);
      },
    };
    const parsed = parseResource(object, { source, path: '' });
    return parsed.outcome === 'read' ? [parsed.resource] : [];
  });
  const known = Object.entries(coverage).filter((entry): entry is [KindName, Coverage] => isKindName(entry[0]));
  return createInventory(resources, new Map(known));
}
