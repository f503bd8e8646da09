/** Everything about a scene that depends on places only: recomputed when something moved, came or went, not when it changed colour. */
import type { Scene, SceneNode } from '../scene/scene';
import { type EdgePath, edgePath, laneOfEdges } from './edge-geometry';

export interface SceneGeometry {
  readonly nodes: ReadonlyMap<string, SceneNode>;
  readonly paths: ReadonlyMap<string, EdgePath>;
}

export function sceneGeometry(scene: Scene): SceneGeometry {
  const nodes = new Map(scene.nodes.map((node) => [node.id, node]));
  const lanes = laneOfEdges(scene.edges);
  const paths = new Map<string, EdgePath>();
  for (const edge of scene.edges) {
    const source = nodes.get(edge.source);
    const target = nodes.get(edge.target);
    if (source !== undefined && target !== undefined) paths.set(edge.id, edgePath(edge, source, target, lanes.get(edge.id) ?? 0));
  }
  return { nodes, paths };
}

const samePlace = (a: SceneNode, b: SceneNode): boolean => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

/** Whether `after` needs a new geometry, or only new looks on the old one. */
export function sameGeometry(before: Scene, after: Scene): boolean {
  if (before.nodes.length !== after.nodes.length || before.edges.length !== after.edges.length || before.groups !== after.groups)
    return false;
  for (const [index, node] of after.nodes.entries()) {
    const old = before.nodes[index];
    if (old === node) continue;
    if (old === undefined || old.id !== node.id || !samePlace(old, node)) return false;
  }
  for (const [index, edge] of after.edges.entries()) {
    const old = before.edges[index];
    if (old === edge) continue;
    if (old === undefined || old.id !== edge.id || old.source !== edge.source || old.target !== edge.target) return false;
  }
  return true;
}
