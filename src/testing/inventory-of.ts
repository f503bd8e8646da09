/** YAML texts → an inventory, for tests. */
import { createInventory, type Inventory } from '../istio/inventory';
import { readDocuments } from '../istio/read-documents';
import type { Resource } from '../istio/resources/resource';

/** Throws on what is not a resource, so that a fixture cannot be misread in silence. */
export function inventoryOf(...texts: readonly string[]): Inventory {
  return createInventory(texts.flatMap(resourcesOf));
}

export function resourcesOf(text: string): readonly Resource[] {
  return readDocuments('test.yaml', text).map((parsed) => {
    if (parsed.outcome !== 'read') throw new Error(`the fixture is not read: ${JSON.stringify(parsed)}`);
    return parsed.resource;
  });
}
