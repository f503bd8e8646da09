/** Where the label of an edge may stand: on its line, beside it, and what it would hide there. Pure; units are CSS pixels. */
import { type EdgePath, type Point, piecesOf, pointOn } from './edge-geometry';
import type { Box, LabelPlace } from './place-labels';
import { touches } from './touches';
import { screenX, screenY, type View } from './view';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A stretch of a path, from and to as t. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Where along the visible part of an edge a label may stand, best first. */
export const ALONG = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82] as const;
const BESIDE = [0.5, 0.25, 0.75] as const;
/** Free space between a label and the line that it stands beside, nearest first. */
const DISTANCES = [4, 16, 34, 58] as const;
/** The head of an arrow, seen from its tip. */
const HEAD = 12;

const COST_OF_STEP = 0.02;
const COST_BESIDE = 0.5;
const COST_OF_PIXEL = 0.02;
/** More than the step to the nearest place beside the own line. */
const COST_OF_LINE = 0.65;
const COST_OF_HEAD = 0.7;
const COST_OF_NODE = 1;

/** Of a place so many pixels away from the line. */
export const costAside = (pixels: number): number => COST_BESIDE + pixels * COST_OF_PIXEL;

const screenPoint = (view: View, { x, y }: Point): Point => ({ x: screenX(view, x), y: screenY(view, y) });
const pointAt = (path: EdgePath, { from, to }: Stretch, share: number): Point => pointOn(path, from + (to - from) * share);

export const placesOnLine = (path: EdgePath, part: Stretch, view: View): readonly LabelPlace[] =>
  ALONG.map((share, step) => ({ ...screenPoint(view, pointAt(path, part, share)), cost: step * COST_OF_STEP }));

export interface PlaceBeside extends LabelPlace {
  readonly cost: number;
  readonly foot: Point;
}

/** On both sides of the line, near ones first. */
export function placesBeside(path: EdgePath, part: Stretch, view: View, { width, height }: Size): readonly PlaceBeside[] {
  const start = screenPoint(view, pointAt(path, part, 0));
  const end = screenPoint(view, pointAt(path, part, 1));
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
  const normal = { x: -(end.y - start.y) / length, y: (end.x - start.x) / length };
  const reach = (Math.abs(normal.x) * width + Math.abs(normal.y) * height) / 2;
  return DISTANCES.flatMap((distance) =>
    BESIDE.flatMap((share, step) => {
      const foot = screenPoint(view, pointAt(path, part, share));
      const cost = costAside(distance) + step * COST_OF_STEP;
      const away = reach + distance;
      return [-1, 1].map((side) => ({ x: foot.x + side * normal.x * away, y: foot.y + side * normal.y * away, cost, foot }));
    }),
  );
}

export interface ScreenLine {
  readonly id: string;
  readonly pieces: readonly { readonly from: Point; readonly to: Point }[];
  /** Of the arrow. */
  readonly head: Point;
}

/** What else is drawn where labels may stand. */
export interface Surroundings {
  readonly lines: readonly ScreenLine[];
  readonly nodes: readonly Box[];
}

export function screenLine(path: EdgePath, view: View): ScreenLine {
  const pieces = piecesOf(path).map(({ from, to }) => ({ from: screenPoint(view, from), to: screenPoint(view, to) }));
  const last = pieces.at(-1);
  const tip = last?.to ?? { x: 0, y: 0 };
  const length = last === undefined ? 1 : Math.hypot(tip.x - last.from.x, tip.y - last.from.y) || 1;
  const back = Math.min(HEAD, length / 2) / length;
  const from = last?.from ?? tip;
  return { id: path.id, pieces, head: { x: tip.x + (from.x - tip.x) * back, y: tip.y + (from.y - tip.y) * back } };
}

const holds = (box: Box, { x, y }: Point): boolean => x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height;

/** Twice the area of the triangle, with the sign of its turn. */
const turn = (a: Point, b: Point, c: Point): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
const cross = (a: Point, b: Point, c: Point, d: Point): boolean => turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;

/** What a label there would hide or confuse: lines of others under it or under the line to its foot, nodes under that, and arrowheads, its own too. */
export function hidden(box: Box, own: string, { lines, nodes }: Surroundings, foot?: Point): number {
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  let cost = foot !== undefined && nodes.some((node) => touches(node, centre, foot)) ? COST_OF_NODE : 0;
  for (const { id, pieces, head } of lines) {
    const meets = ({ from, to }: { readonly from: Point; readonly to: Point }): boolean =>
      touches(box, from, to) || (foot !== undefined && cross(centre, foot, from, to));
    if (id !== own && pieces.some(meets)) cost += COST_OF_LINE;
    if (holds(box, head)) cost += COST_OF_HEAD;
  }
  return cost;
}

/** Of a curve: enough to find a point of it that is near. */
const STEPS = 8;

/**
 * Where the line from a label that stands aside ends: the point of the edge that is nearest, in the middle half of the stretch that is seen,
 * so that it is not taken for a line to one of the nodes there. undefined for a label that stands on its line and needs none.
 */
export function leaderFoot(path: EdgePath, { from, to }: Stretch, box: Box, view: View): Point | undefined {
  const least = from + (to - from) / 4;
  const most = to - (to - from) / 4;
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const start = screenPoint(view, path.start);
  const end = screenPoint(view, path.end);
  if (path.control !== undefined) {
    const line = screenLine(path, view);
    if (line.pieces.some((piece) => touches(box, piece.from, piece.to))) return undefined;
    const points = Array.from({ length: STEPS + 1 }, (_, step) =>
      screenPoint(view, pointOn(path, least + ((most - least) * step) / STEPS)),
    );
    return points.reduce((best, point) => (distance(point, centre) < distance(best, centre) ? point : best));
  }
  if (touches(box, start, end)) return undefined;
  const along = { x: end.x - start.x, y: end.y - start.y };
  const squared = along.x * along.x + along.y * along.y || 1;
  const nearest = ((centre.x - start.x) * along.x + (centre.y - start.y) * along.y) / squared;
  const t = Math.max(least, Math.min(most, nearest));
  return { x: start.x + t * along.x, y: start.y + t * along.y };
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
