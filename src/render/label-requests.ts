/** Which labels would like to stand where: pure arithmetic over scene, view and text widths. */
import type { Scene, SceneEdge, SceneNode } from '../scene/scene';
import { type EdgePath, pointOn } from './edge-geometry';
import type { Box, LabelForm, LabelRequest } from './place-labels';
import type { SceneGeometry } from './scene-geometry';
import { isVisible, screenBox, screenX, screenY, type View } from './view';

/** At every zoom this many of the worst edges keep their label. */
const WORST_KEPT = 12;
/** More than these cannot fit on a screen; the rest is not even tried. */
const MOST_TRIED = 400;
/** Where along the visible part of an edge a label may stand, best first. */
const ALONG = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82] as const;
const SAMPLES = 24;
const RING = [
  [0, -1],
  [0, 1],
  [1, 0],
  [-1, 0],
  [0.8, -0.8],
  [-0.8, -0.8],
  [0.8, 0.8],
  [-0.8, 0.8],
] as const;
const RING_RADII = [30, 60, 100, 150, 210] as const;

export interface LabelSize {
  readonly width: number;
  readonly height: number;
}

/** The forms an edge's label can take, longest first, measured by the painter. */
export type MeasureEdge = (edge: SceneEdge) => readonly LabelSize[];

interface VisiblePart {
  readonly from: number;
  readonly to: number;
  readonly pixels: number;
}

/** The longest stretch of the edge, as t of start and end, whose points are on the canvas. */
function visiblePart(path: EdgePath, view: View): VisiblePart | undefined {
  let best: { from: number; to: number } | undefined;
  let current: { from: number; to: number } | undefined;
  for (let step = 0; step <= SAMPLES; step += 1) {
    const t = step / SAMPLES;
    const point = pointOn(path, t);
    const x = screenX(view, point.x);
    const y = screenY(view, point.y);
    const inside = x >= 0 && y >= 0 && x <= view.width && y <= view.height;
    current = inside ? { from: current?.from ?? t, to: t } : undefined;
    if (current !== undefined && (best === undefined || current.to - current.from > best.to - best.from)) best = current;
  }
  if (best === undefined) return undefined;
  const a = pointOn(path, best.from);
  const b = pointOn(path, best.to);
  return { ...best, pixels: Math.hypot(a.x - b.x, a.y - b.y) * view.zoom };
}

const inView = (view: View, { x, y }: { x: number; y: number }, { width, height }: LabelSize): boolean =>
  x - width / 2 >= 2 && x + width / 2 <= view.width - 2 && y - height / 2 >= 2 && y + height / 2 <= view.height - 2;

function edgeForm(path: EdgePath, part: VisiblePart, view: View, size: LabelSize, hasRoom: boolean): LabelForm {
  if (!hasRoom) return { ...size, centres: [] };
  const centres = ALONG.map((share) => pointOn(path, part.from + (part.to - part.from) * share))
    .map((point) => ({ x: screenX(view, point.x), y: screenY(view, point.y) }))
    .filter((point) => inView(view, point, size));
  return { ...size, centres };
}

/** Places around the middle for a label that must be somewhere. */
function ringForm(middle: { x: number; y: number }, view: View, size: LabelSize): LabelForm {
  const centres = RING_RADII.flatMap((radius) =>
    RING.map(([dx, dy]) => ({ x: middle.x + dx * (radius + size.width / 3), y: middle.y + dy * radius })),
  ).filter((point) => inView(view, point, size));
  return { ...size, centres };
}

const isSick = (edge: SceneEdge): boolean => edge.tone === 'fail' || edge.tone === 'warn' || edge.tone === 'denied';

/** Edge labels, sick, selected and busiest first. The last form of an insistent label lies beside its edge. */
export function edgeRequests(scene: Scene, geometry: SceneGeometry, view: View, measure: MeasureEdge): readonly LabelRequest[] {
  const wanted = scene.edges
    .filter((edge) => edge.labels.length > 0 && !edge.faded)
    .sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));
  const requests: LabelRequest[] = [];
  let worst = 0;
  for (const edge of wanted) {
    if (requests.length >= MOST_TRIED) break;
    const path = geometry.paths.get(edge.id);
    const part = path === undefined ? undefined : visiblePart(path, view);
    if (path === undefined || part === undefined) continue;
    const insistent = edge.selected || (isSick(edge) && worst < WORST_KEPT);
    if (insistent) worst += 1;
    const sizes = measure(edge);
    const forms = sizes.map((size) => edgeForm(path, part, view, size, insistent || part.pixels > size.height + 8));
    const least = sizes.at(-1);
    if (insistent && least !== undefined) {
      const middle = pointOn(path, (part.from + part.to) / 2);
      forms.push(ringForm({ x: screenX(view, middle.x), y: screenY(view, middle.y) }, view, least));
    }
    requests.push({ id: edge.id, priority: edge.priority, forms, insistent });
  }
  return requests;
}

/** A name above, below or beside its node, for nodes too small on the screen to hold it. */
export function nameRequest(node: SceneNode, view: View, size: LabelSize): LabelRequest {
  const box = screenBox(view, node);
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  const up = box.height / 2 + size.height / 2 + 2;
  const aside = box.width / 2 + size.width / 2 + 4;
  const centres = [
    { x, y: y + up },
    { x, y: y - up },
    { x: x + aside, y },
    { x: x - aside, y },
  ].filter((point) => inView(view, point, size));
  const urgent = node.tone === 'fail' || node.tone === 'denied' || node.selected;
  return { id: node.id, priority: urgent ? 500 : namePriority(node), forms: [{ ...size, centres }], insistent: urgent };
}

/** Names of quiet nodes come before the numbers of quiet edges: a number without a place says little. */
const namePriority = (node: SceneNode): number => (node.tone === 'warn' || node.shape === 'group' ? 250 : 120);

/** Where the line from a label that stands aside ends: the point of the edge's visible part that is nearest to it. */
export function leaderEnd(path: EdgePath, box: Box, view: View): { readonly x: number; readonly y: number } {
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  let best = { x: centre.x, y: centre.y };
  let least = Number.POSITIVE_INFINITY;
  for (let step = 1; step < SAMPLES; step += 1) {
    const point = pointOn(path, step / SAMPLES);
    const at = { x: screenX(view, point.x), y: screenY(view, point.y) };
    const distance = Math.hypot(at.x - centre.x, at.y - centre.y);
    if (distance >= least) continue;
    least = distance;
    best = at;
  }
  return best;
}

/** Boxes that labels keep off: what is drawn of the nodes on the canvas. */
export function nodeObstacles(nodes: readonly SceneNode[], view: View): readonly Box[] {
  return nodes.map((node) => screenBox(view, node)).filter((box) => isVisible(view, box));
}
