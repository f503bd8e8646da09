/** Where an edge runs, in scene pixels: the same curve that the stylesheet asks Cytoscape for. Pure. */
import type { SceneEdge, SceneNode } from '../scene/scene';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface EdgePath {
  readonly id: string;
  /** On the border of the source and of the target. */
  readonly start: Point;
  readonly end: Point;
  /** Of the quadratic curve; undefined = straight. */
  readonly control: Point | undefined;
  /** From a node to itself: `control` is the far point of a loop over the node's top right corner. */
  readonly loop: boolean;
}

/** How far lane 1 bends away from the straight line, scene pixels. */
export const LANE_PIXELS = 22;
const MOST_LANES = 5;
const LOOP_REACH = 34;

/**
 * The lane of every edge: 0 is straight, ±n bends by n × LANE_PIXELS. Edges between the same two nodes get different lanes, decided by
 * direction and id, so an edge keeps its lane as long as its company stays.
 */
export function laneOfEdges(edges: readonly SceneEdge[]): ReadonlyMap<string, number> {
  const between = new Map<string, SceneEdge[]>();
  for (const edge of edges) {
    const key = JSON.stringify(edge.source < edge.target ? [edge.source, edge.target] : [edge.target, edge.source]);
    const list = between.get(key);
    if (list === undefined) between.set(key, [edge]);
    else list.push(edge);
  }
  const lanes = new Map<string, number>();
  for (const list of between.values()) {
    const there = list.filter((edge) => edge.source <= edge.target).sort((a, b) => (a.id < b.id ? -1 : 1));
    const back = list.filter((edge) => edge.source > edge.target).sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const direction of [there, back]) {
      const alone = there.length === 0 || back.length === 0;
      direction.forEach((edge, index) => {
        const lane = alone ? 2 * index - (direction.length - 1) : 2 * index + 1;
        lanes.set(edge.id, Math.max(-MOST_LANES, Math.min(MOST_LANES, lane)));
      });
    }
  }
  return lanes;
}

/** The point where the ray from the centre of `node` towards `to` leaves the node's box. */
function border(node: SceneNode, to: Point): Point {
  const dx = to.x - node.x;
  const dy = to.y - node.y;
  const scale = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : node.width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : node.height / 2 / Math.abs(dy),
  );
  return Number.isFinite(scale) ? { x: node.x + dx * scale, y: node.y + dy * scale } : { x: node.x, y: node.y };
}

export function edgePath(edge: SceneEdge, source: SceneNode, target: SceneNode, lane: number): EdgePath {
  if (edge.source === edge.target) {
    const right = source.x + source.width / 2;
    const top = source.y - source.height / 2;
    const reach = LOOP_REACH + 10 * Math.abs(lane);
    return {
      id: edge.id,
      start: { x: right - 36, y: top },
      end: { x: right, y: top + 16 },
      control: { x: right + reach, y: top - reach },
      loop: true,
    };
  }
  if (lane === 0) return { id: edge.id, start: border(source, target), end: border(target, source), control: undefined, loop: false };
  const dx = target.x - source.x;
  const dy = target.y - source.y;
  const length = Math.hypot(dx, dy) || 1;
  const bend = lane * LANE_PIXELS;
  const control = { x: (source.x + target.x) / 2 - (dy / length) * bend, y: (source.y + target.y) / 2 + (dx / length) * bend };
  return { id: edge.id, start: border(source, control), end: border(target, control), control, loop: false };
}

/** The point at `t` of 0..1 from start to end. */
export function pointOn({ start, end, control }: EdgePath, t: number): Point {
  const u = 1 - t;
  if (control === undefined) return { x: u * start.x + t * end.x, y: u * start.y + t * end.y };
  return {
    x: u * u * start.x + 2 * u * t * control.x + t * t * end.x,
    y: u * u * start.y + 2 * u * t * control.y + t * t * end.y,
  };
}

/** The curve as a chain of straight pieces, good enough to point at. */
export function piecesOf(path: EdgePath): readonly { readonly from: Point; readonly to: Point }[] {
  const count = path.control === undefined ? 1 : 8;
  const points = Array.from({ length: count + 1 }, (_, index) => pointOn(path, index / count));
  return points.slice(1).map((to, index) => ({ from: points[index] ?? to, to }));
}

/** Distance of a point from a straight piece. */
export function distanceToPiece(point: Point, from: Point, to: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - from.x) * dx + (point.y - from.y) * dy) / squared));
  return Math.hypot(point.x - from.x - along * dx, point.y - from.y - along * dy);
}
