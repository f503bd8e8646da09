/** Everything about a scene that depends on places only: recomputed when something moved, came or went, not when it changed colour. */

import type { Scene, SceneEdge, SceneNode } from '../scene/scene';
import { type EdgePath, edgePath, laneOfEdges, type Point } from './edge-geometry';
import type { Pickable } from './pick-index';
import { type StreamPath, streamPaths } from './streams';
import type { Rectangle } from './view';

export interface SceneGeometry {
  readonly nodes: ReadonlyMap<string, SceneNode>;
  readonly paths: ReadonlyMap<string, EdgePath>;
  /** What is drawn as bands instead of lines. */
  readonly streams: readonly StreamPath[];
}

export function sceneGeometry(scene: Scene): SceneGeometry {
  const nodes = new Map(scene.nodes.map((node) => [node.id, node]));
  const lanes = laneOfEdges(scene.edges);
  const paths = new Map<string, EdgePath>();
  const bandsOf = new Map(scene.edges.map(({ id, stream }) => [id, stream?.bands.length ?? 0]));
  for (const edge of scene.edges) {
    const source = nodes.get(edge.source);
    const target = nodes.get(edge.target);
    if (source !== undefined && target !== undefined) paths.set(edge.id, edgePath(edge, source, target, lanes.get(edge.id) ?? 0));
  }
  const streams = streamPaths(scene.edges, nodes);
  // An edge that is one band runs where its band does; one that is several keeps a line through their middle.
  for (const { bands } of streams) for (const { edge, path } of bands) if (bandsOf.get(edge) === 1) paths.set(edge, path);
  return { nodes, paths, streams };
}

const samePlace = (a: SceneNode, b: SceneNode): boolean => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

/** Shares change how wide bands are, not where they run. */
function sameCourse({ stream: before }: SceneEdge, { stream: after }: SceneEdge): boolean {
  if (before === after) return true;
  return before?.id === after?.id && before?.bands.map(({ row }) => row).join() === after?.bands.map(({ row }) => row).join();
}

/** Of the scene that follows: the same paths where it differs in looks alone. */
export function nextGeometry(
  { scene: before, geometry }: { readonly scene: Scene | undefined; readonly geometry: SceneGeometry },
  scene: Scene,
): SceneGeometry {
  if (before === undefined || !sameGeometry(before, scene)) return sceneGeometry(scene);
  return { ...geometry, nodes: new Map(scene.nodes.map((node) => [node.id, node])) };
}

/** Whether something stands, or runs, in both where it did. */
export function sameCourseIn(before: SceneGeometry, after: SceneGeometry, id: string): boolean {
  const [node, path] = [after.nodes.get(id), after.paths.get(id)];
  const [nodeBefore, pathBefore] = [before.nodes.get(id), before.paths.get(id)];
  if (node !== undefined) return nodeBefore !== undefined && samePlace(nodeBefore, node);
  if (path === undefined || pathBefore === undefined || path === pathBefore) return path !== undefined && path === pathBefore;
  return samePoint(path.start, pathBefore.start) && samePoint(path.end, pathBefore.end) && samePoint(path.control, pathBefore.control);
}

const samePoint = (a: Point | undefined, b: Point | undefined): boolean => a?.x === b?.x && a?.y === b?.y;

/** Whether `after` needs a new geometry, or only new looks on the old one. */
function sameGeometry(before: Scene, after: Scene): boolean {
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
    if (!sameCourse(old, edge)) return false;
  }
  return true;
}

/** The box around everything drawn; undefined for an empty scene. */
export function sceneBounds({ groups, nodes }: Scene): Rectangle | undefined {
  if (groups.length + nodes.length === 0) return undefined;
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const corners = nodes.map((node) => ({ ...node, x: node.x - node.width / 2, y: node.y - node.height / 2 }));
  for (const { x, y, width, height } of [...groups, ...corners]) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export interface Place {
  /** Centre and size, scene pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const centred = ({ x, y, width, height }: Rectangle): Place => ({ x: x + width / 2, y: y + height / 2, width, height });

/** Where a node, an edge or a group is drawn. */
export function placeOf(scene: Scene, { nodes, paths }: SceneGeometry, id: string): Place | undefined {
  const node = nodes.get(id);
  if (node !== undefined) return node;
  const group = scene.groups.find((one) => one.id === id);
  if (group !== undefined) return centred(group);
  const path = paths.get(id);
  if (path === undefined) return undefined;
  const { start, end } = path;
  const corner = { x: Math.min(start.x, end.x), y: Math.min(start.y, end.y) };
  return centred({ ...corner, width: Math.abs(start.x - end.x), height: Math.abs(start.y - end.y) });
}

/** What the pointer can hit. */
export function pickable(scene: Scene, { paths, streams }: SceneGeometry): Pickable {
  const bands = streams.flatMap((stream) => stream.bands.map(({ path }) => path));
  return {
    nodes: scene.nodes,
    edges: [...paths.values(), ...bands],
    groups: scene.groups.map((group) => ({ id: group.id, ...centred(group) })),
  };
}
