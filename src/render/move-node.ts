/** A scene with one node elsewhere: only the paths of its own edges are made anew. */

import { type EdgePath, edgePath, laneOfEdges, type Point } from '../paint/edge-geometry';
import type { SceneGeometry } from '../paint/scene-geometry';
import type { Scene, SceneEdge, SceneNode } from '../scene/scene';

export interface MovedNode {
  readonly node: SceneNode;
  readonly edges: readonly { readonly edge: SceneEdge; readonly path: EdgePath }[];
}

/** What moves with a node. The lanes of edges depend on who is connected, not on where. */
export function createMover(scene: Scene, { nodes }: SceneGeometry, id: string): ((to: Point) => MovedNode) | undefined {
  const node = nodes.get(id);
  if (node === undefined) return undefined;
  const lanes = laneOfEdges(scene.edges);
  const own = scene.edges.filter(({ source, target }) => source === id || target === id);
  return ({ x, y }) => {
    const { tie: _, ...untied } = node;
    const moved: SceneNode = { ...untied, x, y, pinned: true };
    const at = (end: string): SceneNode | undefined => (end === id ? moved : nodes.get(end));
    const edges = own.flatMap((edge) => {
      const source = at(edge.source);
      const target = at(edge.target);
      return source === undefined || target === undefined ? [] : [{ edge, path: edgePath(edge, source, target, lanes.get(edge.id) ?? 0) }];
    });
    return { node: moved, edges };
  };
}

export const withNode = (scene: Scene, node: SceneNode): Scene => ({
  ...scene,
  nodes: scene.nodes.map((one) => (one.id === node.id ? node : one)),
});

/** Without a node and its edges: what stays while it is carried. */
export const without = (scene: Scene, id: string): Scene => ({
  ...scene,
  nodes: scene.nodes.filter((node) => node.id !== id),
  edges: scene.edges.filter(({ source, target }) => source !== id && target !== id),
});
