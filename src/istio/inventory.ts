/** All resources at hand, by kind, and how complete each kind is. */
import { listIn } from '../lib/list-in';
import { type Ref, refKey } from './ref';
import { isKindName, type KindName, type ResourceTypes } from './resources/index';
import type { Resource } from './resources/resource';

/**
 * How much is known of a kind: `complete` = the Kubernetes API listed all of it; `given` = a bundle brought some; `none` = nobody said
 * anything about it; `forbidden` / `missing` = the Kubernetes API refused it or does not serve it. Absence of a resource means something
 * only where its kind is `complete` or `given` (docs/policies.md §0.1).
 */
export type Coverage = 'complete' | 'given' | 'none' | 'forbidden' | 'missing';

/** Immutable. Rejected resources are in `rejected` only. */
export interface Inventory {
  readonly of: <K extends KindName>(kind: K) => readonly ResourceTypes[K][];
  readonly find: <K extends KindName>(kind: K, namespace: string, name: string) => ResourceTypes[K] | undefined;
  /** Whatever stands under this name, rejected or not. */
  readonly get: (ref: Ref) => Resource | undefined;
  readonly coverage: (kind: KindName) => Coverage;
  /** Whether absence of a resource of the kind means something: it is `complete` or `given`. */
  readonly knows: (kind: KindName) => boolean;
  readonly rejected: readonly Resource[];
  /** Refs given more than once: the last one counts, as `kubectl apply` would have it. */
  readonly duplicates: readonly Resource[];
}

/** Kinds not named in `coverage` are `given` where there is a resource of them, else `none`. */
export function createInventory(resources: Iterable<Resource>, coverage: ReadonlyMap<KindName, Coverage> = new Map()): Inventory {
  const byKey = new Map<string, Resource>();
  const duplicates: Resource[] = [];
  for (const resource of resources) {
    const key = refKey(resource);
    const earlier = byKey.get(key);
    if (earlier !== undefined) duplicates.push(earlier);
    byKey.set(key, resource);
  }
  const byKind = new Map<string, Resource[]>();
  const rejected: Resource[] = [];
  for (const resource of byKey.values()) {
    if (resource.rejected) rejected.push(resource);
    else if (isKindName(resource.kind)) listIn(byKind, resource.kind).push(resource);
  }
  const coverageOf = (kind: KindName): Coverage => coverage.get(kind) ?? (byKind.has(kind) ? 'given' : 'none');
  // The kind is the key the resource was filed under by `parseResource`, so the list holds that kind's type.
  const listed = <K extends KindName>(kind: K) => (byKind.get(kind) ?? []) as unknown as readonly ResourceTypes[K][];
  return {
    of: listed,
    find: <K extends KindName>(kind: K, namespace: string, name: string) => {
      const found = byKey.get(refKey({ kind, namespace, name }));
      return found === undefined || found.rejected ? undefined : (found as unknown as ResourceTypes[K]);
    },
    get: (ref) => byKey.get(refKey(ref)),
    coverage: coverageOf,
    knows: (kind) => ['complete', 'given'].includes(coverageOf(kind)),
    rejected,
    duplicates,
  };
}
