/** Boxes and shapes of nodes, as Cytoscape draws them on the page. */
import type { SceneGroup, SceneNode } from '../scene/scene';
import { CHANGE_STYLES } from '../scene/style-table';
import { BORDER_DASHES, BOX_LOOK, isLoud, NODE_LOOK, SHAPE_LOOKS, type ShapeLook } from './element-looks';
import type { Pen } from './pen';
import type { Theme } from './theme';
import { isVisible, OVERSCAN, type Rectangle, screenBox, screenX, screenY, strokeScale, type View } from './view';

export interface ShapeBrush {
  readonly context: Pen;
  readonly theme: Theme;
  readonly view: View;
}

/** Outer boxes first. */
export function paintBoxes({ context, theme, view }: ShapeBrush, groups: readonly SceneGroup[]): void {
  context.setLineDash([]);
  for (const group of [...groups].sort((a, b) => a.depth - b.depth)) {
    const { zoom } = view;
    const box = { x: screenX(view, group.x), y: screenY(view, group.y), width: group.width * zoom, height: group.height * zoom };
    if (!isVisible(view, box, OVERSCAN)) continue;
    context.fillStyle = theme.groupFill;
    context.strokeStyle = theme.groupBorder;
    context.lineWidth = BOX_LOOK.border * strokeScale(zoom) * zoom;
    context.beginPath();
    traceRound(context, box, BOX_LOOK.corner * zoom);
    context.fill();
    context.stroke();
  }
}

export function paintNodeShapes(brush: ShapeBrush, nodes: readonly SceneNode[]): void {
  const { context, view } = brush;
  for (const node of nodes) {
    const box = screenBox(view, node);
    if (!isVisible(view, box, OVERSCAN)) continue;
    context.begin?.(node.id);
    paintNode(brush, node, box);
    context.end?.();
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}

function paintNode({ context, theme, view }: ShapeBrush, node: SceneNode, box: Rectangle): void {
  const stroke = strokeScale(view.zoom) * view.zoom;
  const look = SHAPE_LOOKS[node.shape];
  const opacity = node.faded ? NODE_LOOK.fadedOpacity : 1;
  const border = borderOf(node, look);
  context.setLineDash([]);
  if (node.selected) {
    const { padding, opacity: underlay } = NODE_LOOK.underlay;
    const wide = grown(box, padding * stroke);
    context.globalAlpha = underlay;
    context.fillStyle = theme.focus;
    context.beginPath();
    traceRound(context, wide, Math.min(8 * view.zoom, wide.width / 4, wide.height / 4));
    context.fill();
  }
  context.globalAlpha = opacity;
  if (node.ring !== undefined) {
    const by = ((border.width + NODE_LOOK.ring.width + NODE_LOOK.ring.offset) * stroke) / 2;
    context.strokeStyle = theme.tones[node.ring];
    context.lineWidth = NODE_LOOK.ring.width * stroke;
    context.beginPath();
    traceShape(context, look, grown(box, by), look.corner * view.zoom + by);
    context.stroke();
  }
  context.globalAlpha = border.through === true ? opacity * NODE_LOOK.ghostOpacity : opacity;
  context.fillStyle = node.shape === 'group' ? theme.closedFill : theme.nodeFill;
  context.beginPath();
  traceShape(context, look, box, look.corner * view.zoom);
  context.fill();
  context.globalAlpha = opacity;
  context.strokeStyle = theme.tones[node.tone];
  context.lineWidth = border.width * stroke;
  context.setLineDash(border.dash.map((length) => length * view.zoom));
  context.stroke();
  context.setLineDash([]);
  if (border.double !== true) return;
  context.strokeStyle = theme.canvas;
  context.lineWidth /= 3;
  context.stroke();
}

interface Border {
  readonly width: number;
  readonly dash: readonly number[];
  /** The ground shows between two strokes. */
  readonly double?: true;
  /** What is not there any more is seen through. */
  readonly through?: true;
}

/** A ghost is dashed whatever it was; a difference has its own border; what configuration alone knows is dotted. */
function borderOf(node: SceneNode, { dashed }: ShapeLook): Border {
  if (node.ghost === true) return { width: NODE_LOOK.border, dash: BORDER_DASHES.dashed, through: true };
  if (node.change !== undefined) {
    const { line, pixels } = CHANGE_STYLES[node.change].border;
    if (line === 'dashed') return { width: pixels, dash: BORDER_DASHES.dashed, through: true };
    return { width: pixels, dash: [], ...(line === 'double' && { double: true as const }) };
  }
  if (node.configured === true) return { width: NODE_LOOK.configuredBorder, dash: BORDER_DASHES.dotted };
  return { width: isLoud(node) ? NODE_LOOK.sickBorder : NODE_LOOK.border, dash: dashed === true ? BORDER_DASHES.dashed : [] };
}

const grown = ({ x, y, width, height }: Rectangle, by: number): Rectangle => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
});

const traceRound = (context: Pen, { x, y, width, height }: Rectangle, radius: number): void =>
  context.roundRect(x, y, width, height, Math.max(0, Math.min(radius, width / 2, height / 2)));

/** Corners of the unit shape, -1..1 in both directions, as Cytoscape has them. */
const EIGHTH = Math.SQRT2 - 1;
const RHOMBOID = [
  [-1, -1],
  [0.333, -1],
  [1, 1],
  [-0.333, 1],
] as const;
const OCTAGON = [
  [-EIGHTH, -1],
  [EIGHTH, -1],
  [1, -EIGHTH],
  [1, EIGHTH],
  [EIGHTH, 1],
  [-EIGHTH, 1],
  [-1, EIGHTH],
  [-1, -EIGHTH],
] as const;

export function traceShape(context: Pen, { outline }: Pick<ShapeLook, 'outline'>, box: Rectangle, corner: number): void {
  if (outline === 'round') traceRound(context, box, corner);
  else if (outline === 'cut') traceCut(context, box, corner);
  else tracePolygon(context, outline === 'rhomboid' ? RHOMBOID : OCTAGON, box);
}

function traceCut(context: Pen, { x, y, width, height }: Rectangle, corner: number): void {
  const cut = Math.min(corner, width / 2, height / 2);
  context.moveTo(x + cut, y);
  context.lineTo(x + width - cut, y);
  context.lineTo(x + width, y + cut);
  context.lineTo(x + width, y + height - cut);
  context.lineTo(x + width - cut, y + height);
  context.lineTo(x + cut, y + height);
  context.lineTo(x, y + height - cut);
  context.lineTo(x, y + cut);
  context.closePath();
}

function tracePolygon(context: Pen, corners: readonly (readonly [number, number])[], { x, y, width, height }: Rectangle): void {
  for (const [index, [right, down]] of corners.entries()) {
    const at = [x + ((right + 1) / 2) * width, y + ((down + 1) / 2) * height] as const;
    if (index === 0) context.moveTo(...at);
    else context.lineTo(...at);
  }
  context.closePath();
}
