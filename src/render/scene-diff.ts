/** What changed between two scenes, by identity: an element that is `===` is not looked at. */
import type { SceneEdge, SceneGroup, SceneNode } from '../scene/scene';

export interface ListDiff<T> {
  readonly added: readonly T[];
  readonly changed: readonly { readonly before: T; readonly after: T }[];
  readonly removed: readonly T[];
}

export function diffById<T extends SceneGroup | SceneNode | SceneEdge>(before: readonly T[], after: readonly T[]): ListDiff<T> {
  if (before === after) return { added: [], changed: [], removed: [] };
  const rest = new Map(before.map((item) => [item.id, item]));
  const added: T[] = [];
  const changed: { before: T; after: T }[] = [];
  for (const item of after) {
    const old = rest.get(item.id);
    rest.delete(item.id);
    if (old === undefined) added.push(item);
    else if (old !== item) changed.push({ before: old, after: item });
  }
  return { added, changed, removed: [...rest.values()] };
}
