/** The resources as they were while this page watched them: for the moment before of a comparison. */

import { isRunning } from '../inquiry/diff/compare-resources';
import type { Inventory } from '../istio/inventory';
import { inventoryChange } from '../policy/inventory-change';

export interface InventoryHistory {
  /** The resources from now on. */
  note(inventory: Inventory, nowSeconds: number): void;
  /** Another source, or another step of a demonstration, has another past. */
  startAnew(): void;
  /** undefined = nobody watched then, or it is too long ago. */
  at(seconds: number): Inventory | undefined;
}

interface Noted {
  readonly sinceSeconds: number;
  readonly inventory: Inventory;
}

/** Inventories share the resources that stayed, so one more costs its lists. */
const MOST_KEPT = 50;

export function createInventoryHistory(): InventoryHistory {
  let noted: readonly Noted[] = [];
  return {
    note(inventory, nowSeconds) {
      const last = noted.at(-1);
      // Pods come and go all the time; what they are judged by does not.
      if (last === undefined || isConfiguredOtherwise(last.inventory, inventory))
        noted = [...noted, { sinceSeconds: nowSeconds, inventory }].slice(-MOST_KEPT);
    },
    startAnew() {
      noted = [];
    },
    at: (seconds) => noted.findLast(({ sinceSeconds }) => sinceSeconds <= seconds)?.inventory,
  };
}

function isConfiguredOtherwise(before: Inventory, after: Inventory): boolean {
  const { kinds, coverage } = inventoryChange(before, after);
  return coverage || [...kinds].some((kind) => !isRunning(kind));
}
