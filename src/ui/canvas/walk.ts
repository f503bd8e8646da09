/** Walking the picture by arrow keys: right to what is called, left to who calls, up and down among siblings in the picture's order. */
import type { Scene, SceneEdge, SceneNode } from '../../scene/scene';

/** Where the walk stands. On an edge `via` is the end it was entered from: its siblings are that node's. */
export interface Stand {
  readonly id: string;
  readonly via?: string;
}

export type Step = 'right' | 'left' | 'up' | 'down' | 'first' | 'last';

export interface WalkMap {
  /** Every node in reading order: its group's box first, then column, then row. */
  readonly nodes: readonly string[];
  readonly edges: ReadonlyMap<string, SceneEdge>;
  /** Edge ids from top to bottom of their other ends. */
  readonly outgoing: ReadonlyMap<string, readonly string[]>;
  readonly incoming: ReadonlyMap<string, readonly string[]>;
}

export function walkMap(scene: Scene, groupOf: (nodeId: string) => string | undefined): WalkMap {
  const boxes = new Map(scene.groups.map((group) => [group.id, group]));
  const placed = new Map(scene.nodes.map((node) => [node.id, node]));
  const key = (node: SceneNode): readonly [number, number, number, number] => {
    const box = boxes.get(groupOf(node.id) ?? '') ?? node;
    return [box.x, box.y, node.x, node.y];
  };
  const byPlace = (a: SceneNode, b: SceneNode): number => {
    const [keyA, keyB] = [key(a), key(b)];
    const differs = keyA.findIndex((value, index) => value !== keyB[index]);
    if (differs >= 0) return (keyA[differs] ?? 0) - (keyB[differs] ?? 0);
    return a.id < b.id ? -1 : 1;
  };
  const listed = (end: 'source' | 'target', other: 'source' | 'target') => {
    const lists = new Map<string, SceneEdge[]>();
    for (const edge of scene.edges) {
      const list = lists.get(edge[end]);
      if (list === undefined) lists.set(edge[end], [edge]);
      else list.push(edge);
    }
    const height = (edge: SceneEdge) => placed.get(edge[other])?.y ?? 0;
    return new Map(
      Array.from(lists, ([id, edges]) => [
        id,
        edges.sort((a, b) => height(a) - height(b) || (a.id < b.id ? -1 : 1)).map((edge) => edge.id),
      ]),
    );
  };
  return {
    nodes: [...scene.nodes].sort(byPlace).map(({ id }) => id),
    edges: new Map(scene.edges.map((edge) => [edge.id, edge])),
    outgoing: listed('source', 'target'),
    incoming: listed('target', 'source'),
  };
}

/** The next stand; undefined where there is nothing in that direction, so that the walk stays. */
export function walk(map: WalkMap, at: Stand | undefined, step: Step): Stand | undefined {
  const first = map.nodes[0];
  const last = map.nodes.at(-1);
  if (step === 'first') return standAt(first);
  if (step === 'last') return standAt(last);
  const edge = at === undefined ? undefined : map.edges.get(at.id);
  if (at === undefined || (edge === undefined && !map.nodes.includes(at.id))) return standAt(first);
  return edge === undefined ? fromNode(map, at.id, step) : fromEdge(map, edge, at.via ?? edge.source, step);
}

function fromNode(map: WalkMap, id: string, step: 'right' | 'left' | 'up' | 'down'): Stand | undefined {
  if (step === 'right') return standOn(map.outgoing.get(id)?.[0], id);
  if (step === 'left') return standOn(map.incoming.get(id)?.[0], id);
  return standAt(beside(map.nodes, id, step));
}

function fromEdge(map: WalkMap, edge: SceneEdge, via: string, step: 'right' | 'left' | 'up' | 'down'): Stand | undefined {
  if (step === 'right') return standAt(edge.target);
  if (step === 'left') return standAt(edge.source);
  return standOn(beside(siblingsOf(map, edge, via), edge.id, step), via);
}

const siblingsOf = (map: WalkMap, edge: SceneEdge, via: string): readonly string[] =>
  (via === edge.source ? map.outgoing : map.incoming).get(via) ?? [];

/** "2 of 5 calls" or "1 of 3 callers": where an edge stands among its siblings; for a node what leads on from it. */
export function orientation(map: WalkMap, at: Stand): string {
  const edge = map.edges.get(at.id);
  if (edge === undefined) return `calls ${map.outgoing.get(at.id)?.length ?? 0}, called by ${map.incoming.get(at.id)?.length ?? 0}`;
  const via = at.via ?? edge.source;
  const siblings = siblingsOf(map, edge, via);
  return `${siblings.indexOf(edge.id) + 1} of ${siblings.length} ${via === edge.source ? 'calls' : 'callers'}`;
}

const standAt = (id: string | undefined): Stand | undefined => (id === undefined ? undefined : { id });
const standOn = (id: string | undefined, via: string): Stand | undefined => (id === undefined ? undefined : { id, via });

function beside(ids: readonly string[], id: string, step: 'up' | 'down'): string | undefined {
  const index = ids.indexOf(id);
  return index < 0 ? undefined : ids[index + (step === 'down' ? 1 : -1)];
}
