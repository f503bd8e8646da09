/** Where a field of a resource stands: "bundle.yaml:42". */
import type { Inventory } from '../istio/inventory';
import { locate } from '../istio/locate';
import type { Ref } from '../istio/ref';

export function positionText(inventory: Inventory, ref: Ref, path: string): string | undefined {
  const resource = inventory.get(ref);
  const position = resource === undefined ? undefined : locate(resource.origin, path);
  return position === undefined ? undefined : `${position.file}:${position.line}`;
}
