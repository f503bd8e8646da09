/** The mark of what was found: corners around a node, a line on either side of an edge. Drawn in the text's colour, so it needs no other. */

import type { Scene, SceneNode } from '../scene/scene';
import type { EdgePath, Point } from './edge-geometry';
import type { Pen } from './pen';
import type { SceneGeometry } from './scene-geometry';
import { strokePixels, toScreen } from './target-marks';
import type { Theme } from './theme';
import { screenBox, type View } from './view';

/** CSS pixels between a box and its corners: outside the ring of inherited illness. */
const CORNER_GAP = 7;
const LEAST_ARM = 5;
const MOST_ARM = 14;
/** CSS pixels between an edge's stroke and the lines beside it. */
const RAIL_GAP = 3.5;
/** Lines shorter than this have no sides that could be seen. */
const LEAST_LENGTH = 8;

export function paintFoundNodes(context: Pen, nodes: readonly SceneNode[], theme: Theme, view: View): void {
  const found = nodes.filter((node) => node.found === true);
  if (found.length === 0) return;
  context.globalAlpha = 1;
  context.strokeStyle = theme.text;
  context.lineWidth = 2.5;
  context.beginPath();
  for (const node of found) traceCorners(context, node, view);
  context.stroke();
}

function traceCorners(context: Pen, node: SceneNode, view: View): void {
  const box = screenBox(view, node);
  const left = box.x - CORNER_GAP;
  const top = box.y - CORNER_GAP;
  const right = box.x + box.width + CORNER_GAP;
  const bottom = box.y + box.height + CORNER_GAP;
  const arm = Math.min(MOST_ARM, Math.max(LEAST_ARM, (bottom - top) / 3));
  for (const [x, inwards] of [
    [left, arm],
    [right, -arm],
  ] as const) {
    for (const [y, down] of [
      [top, arm],
      [bottom, -arm],
    ] as const) {
      context.moveTo(x + inwards, y);
      context.lineTo(x, y);
      context.lineTo(x, y + down);
    }
  }
}

export function paintFoundEdges(context: Pen, scene: Scene, geometry: SceneGeometry, theme: Theme, view: View): void {
  const found = scene.edges.filter((edge) => edge.found === true);
  if (found.length === 0) return;
  context.globalAlpha = 1;
  context.strokeStyle = theme.text;
  context.lineWidth = 1.25;
  context.beginPath();
  for (const edge of found) {
    const path = geometry.paths.get(edge.id);
    if (path === undefined) continue;
    const aside = strokePixels(edge, view.zoom) / 2 + RAIL_GAP;
    for (const side of [aside, -aside]) traceBeside(context, path, side, view);
  }
  context.stroke();
}

/** The line `aside` pixels to the right of the path (left when negative); of a loop, its curve that much wider. */
function traceBeside(context: Pen, path: EdgePath, aside: number, view: View): void {
  const start = toScreen(view, path.start);
  const end = toScreen(view, path.end);
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  if (path.control !== undefined && !path.loop) {
    const across = { x: ((start.y - end.y) / (length || 1)) * aside, y: ((end.x - start.x) / (length || 1)) * aside };
    const control = toScreen(view, path.control);
    context.moveTo(start.x + across.x, start.y + across.y);
    context.quadraticCurveTo(control.x + across.x, control.y + across.y, end.x + across.x, end.y + across.y);
    return;
  }
  if (path.control !== undefined) {
    const wider = outward(start, end, toScreen(view, path.control), 2 * aside);
    context.moveTo(start.x, start.y);
    context.quadraticCurveTo(wider.x, wider.y, end.x, end.y);
    return;
  }
  if (length < LEAST_LENGTH) return;
  const x = ((start.y - end.y) / length) * aside;
  const y = ((end.x - start.x) / length) * aside;
  context.moveTo(start.x + x, start.y + y);
  context.lineTo(end.x + x, end.y + y);
}

/** The control point moved away from the middle of its ends. */
function outward(start: Point, end: Point, control: Point, by: number): Point {
  const x = control.x - (start.x + end.x) / 2;
  const y = control.y - (start.y + end.y) / 2;
  const reach = Math.hypot(x, y) || 1;
  return { x: control.x + (x / reach) * by, y: control.y + (y / reach) * by };
}
