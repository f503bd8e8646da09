/** Where an edge runs, in scene pixels: Cytoscape is told these ends, the overlay and the pointer use them. Pure. */
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
  /** Of the quadratic curve of a loop; undefined = straight. */
  readonly control: Point | undefined;
  /** From a node to itself: `control` is the far point of a loop over the node's top right corner. */
  readonly loop: boolean;
}

/** Between two lines of the same pair lies a sixth of the smaller side of their nodes, within these bounds (scene pixels). */
const LEAST_LANE_GAP = 13;
const MOST_LANE_GAP = 160;
const MOST_LANES = 5;
const LOOP_REACH = 34;

/**
 * The lane of every edge: 0 runs from centre to centre, ±n is shifted aside by n half gaps. Edges between the same two nodes get
 * different lanes, decided by direction and id, so an edge keeps its lane as long as its company stays.
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

/** Where the line through `from` along (dx, dy) leaves the box of `node`; `from` lies inside it. */
export function border(node: SceneNode, from: Point, dx: number, dy: number): Point {
  const scale = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : (node.x + (Math.sign(dx) * node.width) / 2 - from.x) / dx,
    dy === 0 ? Number.POSITIVE_INFINITY : (node.y + (Math.sign(dy) * node.height) / 2 - from.y) / dy,
  );
  return Number.isFinite(scale) ? { x: from.x + dx * scale, y: from.y + dy * scale } : from;
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
  const dx = target.x - source.x;
  const dy = target.y - source.y;
  const length = Math.hypot(dx, dy) || 1;
  const side = Math.min(source.width, source.height, target.width, target.height);
  const gap = Math.max(LEAST_LANE_GAP, Math.min(MOST_LANE_GAP, side / 6));
  const aside = Math.sign(lane) * Math.min((Math.abs(lane) * gap) / 2, side * 0.42);
  const shift = { x: (-dy / length) * aside, y: (dx / length) * aside };
  return {
    id: edge.id,
    start: border(source, { x: source.x + shift.x, y: source.y + shift.y }, dx, dy),
    end: border(target, { x: target.x + shift.x, y: target.y + shift.y }, -dx, -dy),
    control: undefined,
    loop: false,
  };
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
