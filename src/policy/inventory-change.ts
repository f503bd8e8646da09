/** What differs between two inventories: resources keep their identity from one reading to the next, so most are not even looked into. */
import type { Inventory } from '../istio/inventory';
import { refKey } from '../istio/ref';
import { KIND_NAMES, type KindName, type ResourceTypes } from '../istio/resources/index';
import type { Resource } from '../istio/resources/resource';

export interface InventoryChange {
  /** Old and new versions of everything that was added, removed or replaced. */
  readonly of: <K extends KindName>(kind: K) => readonly ResourceTypes[K][];
  readonly kinds: ReadonlySet<KindName>;
  /** A kind is now known better or worse. */
  readonly coverage: boolean;
}

export function inventoryChange(before: Inventory, after: Inventory): InventoryChange {
  const lists = new Map(KIND_NAMES.map((kind) => [kind, isSameList(before.of(kind), after.of(kind))]));
  return {
    of: (kind) => (lists.get(kind) === true ? [] : listChange(before.of(kind), after.of(kind))),
    kinds: new Set(KIND_NAMES.filter((kind) => lists.get(kind) !== true)),
    coverage: before !== after && KIND_NAMES.some((kind) => before.coverage(kind) !== after.coverage(kind)),
  };
}

function isSameList(before: readonly Resource[], after: readonly Resource[]): boolean {
  return before === after || (before.length === after.length && before.every((resource, index) => resource === after[index]));
}

function listChange<T extends Resource>(before: readonly T[], after: readonly T[]): readonly T[] {
  const old = new Map(before.map((resource) => [refKey(resource), resource]));
  const changed: T[] = [];
  for (const resource of after) {
    const known = old.get(refKey(resource));
    if (known !== resource) changed.push(resource, ...(known === undefined ? [] : [known]));
    old.delete(refKey(resource));
  }
  return [...changed, ...old.values()];
}
