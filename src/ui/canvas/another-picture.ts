/** Whether a scene is of something else than the one before (another source, scenario, grouping, a dropped text): then the map is fitted anew. */
import type { Scene } from '../../scene/scene';

interface Placed {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/**
 * A refresh, a filter, opening and closing keep what they share where it was, so less than half in its place means another picture.
 * The boxes of groups count too: a closed namespace shares no node with its open form, but its footprint.
 */
export function anotherPicture(before: Scene, next: Scene): boolean {
  if (before.nodes.length === 0 || next.nodes.length === 0) return before.nodes.length !== next.nodes.length;
  const places = new Map(placed(before).map((one) => [one.id, one]));
  let shared = 0;
  let kept = 0;
  for (const one of placed(next)) {
    const old = places.get(one.id);
    if (old === undefined) continue;
    shared += 1;
    if (old.x === one.x && old.y === one.y) kept += 1;
  }
  return kept * 2 < shared || shared === 0;
}

const placed = (scene: Scene): readonly Placed[] => [...scene.groups, ...scene.nodes];
