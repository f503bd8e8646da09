/** Which labels would like to stand where: pure arithmetic over scene, view and text widths. */

import type { Scene, SceneEdge, SceneNode } from '../scene/scene';
import { type EdgePath, type Point, pointOn } from './edge-geometry';
import { costAside, hidden, leaderFoot, placesBeside, placesOnLine, type Surroundings, screenLine } from './label-places';
import { type Box, boxAt, type LabelForm, type LabelPlace, type LabelRequest } from './place-labels';
import type { SceneGeometry } from './scene-geometry';
import { toScreen } from './target-marks';
import { isVisible, screenBox, screenX, screenY, type View } from './view';

/** At every zoom this many of the worst edges keep their label. */
const WORST_KEPT = 12;
/** More than these cannot fit on a screen; the rest is not even tried. */
const MOST_TRIED = 400;
/** Up to so many labels are arranged with regard to each other and may stand beside their lines. */
export const FEW_LABELS = 60;
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
  /** Nothing is left out. */
  readonly complete: boolean;
  /** Leaves out what may give way: taken only where it makes room. */
  readonly lesser?: true;
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

const inView = (view: View, { x, y }: Point, { width, height }: Size): boolean =>
  x - width / 2 >= 2 && x + width / 2 <= view.width - 2 && y - height / 2 >= 2 && y + height / 2 <= view.height - 2;

function edgeForm(path: EdgePath, part: VisiblePart, view: View, size: LabelSize, hasRoom: boolean): LabelForm & Pick<LabelSize, 'lesser'> {
  if (!hasRoom) return { ...size, centres: [] };
  return { ...size, centres: placesOnLine(path, part, view).filter((point) => inView(view, point, size)) };
}

/** On a stream a label hides how wide its parts are. */
const COST_ON_STREAM = 1;
const COST_OF_LESSER = 3;

type Size = Pick<LabelSize, 'width' | 'height'>;
type Priced = LabelPlace & { readonly cost: number };

/** The same form with places beside the line, each with what the label would hide there, the cheapest first. */
function arranged(form: LabelForm & Pick<LabelSize, 'lesser'>, { edge, path, part }: Wanted, view: View, around: Surroundings): LabelForm {
  if (form.complete !== true) return form;
  const least = form.lesser === true ? COST_OF_LESSER : 0;
  const onLine = edge.stream === undefined ? 0 : COST_ON_STREAM;
  const dearer = (by: number, one: LabelPlace): LabelPlace => ({ ...one, cost: (one.cost ?? 0) + least + by });
  const beside = placesBeside(path, part, view, form).filter((point) => inView(view, point, form));
  const centres = [...form.centres.map((one) => dearer(onLine, one)), ...beside.map((one) => dearer(0, one))];
  return { ...form, centres: byCost(centres.map((one) => priced(one, form, path.id, around))) };
}

function priced(place: LabelPlace, size: Size, own: string, around: Surroundings): Priced {
  return { ...place, cost: (place.cost ?? 0) + hidden(boxAt(place, size), own, around, place.foot) };
}

const byCost = (places: readonly Priced[]): readonly Priced[] => [...places].sort((a, b) => a.cost - b.cost);

/** Places around the middle for a label that must be somewhere; where labels are arranged, each with what it costs there. */
function ringForm({ edge, path, part }: Wanted, view: View, size: LabelSize, around: Surroundings | undefined): LabelForm {
  const middle = toScreen(view, pointOn(path, (part.from + part.to) / 2));
  const centres = RING_RADII.flatMap((radius) =>
    RING.map(([dx, dy]) => ({ x: middle.x + dx * (radius + size.width / 3), y: middle.y + dy * radius, cost: costAside(radius) })),
  )
    .filter((point) => inView(view, point, size))
    .map((centre) => footed(centre, leaderFoot(path, part, boxAt(centre, size), view)));
  if (around === undefined || !size.complete) return { ...size, centres };
  return { ...size, centres: byCost(centres.map((one) => priced(one, size, edge.id, around))) };
}

const footed = (centre: LabelPlace, foot: Point | undefined): LabelPlace => (foot === undefined ? centre : { ...centre, foot });

export const isSick = ({ tone }: Pick<SceneEdge, 'tone'>): boolean => tone === 'fail' || tone === 'warn' || tone === 'denied';

interface Wanted {
  readonly edge: SceneEdge;
  readonly path: EdgePath;
  readonly part: VisiblePart;
}

function wantedLabels(scene: Scene, geometry: SceneGeometry, view: View, worst: ReadonlySet<string>): readonly Wanted[] {
  const edges = scene.edges
    .filter((edge) => edge.labels.length > 0 && (!edge.faded || worst.has(edge.id)))
    .sort((a, b) => Number(worst.has(b.id)) - Number(worst.has(a.id)) || b.priority - a.priority || (a.id < b.id ? -1 : 1));
  const wanted: Wanted[] = [];
  for (const edge of edges) {
    if (wanted.length >= MOST_TRIED) break;
    const path = geometry.paths.get(edge.id);
    const part = path === undefined ? undefined : visiblePart(path, view);
    if (path !== undefined && part !== undefined) wanted.push({ edge, path, part });
  }
  return wanted;
}

export interface EdgeLabelling {
  readonly measure: MeasureEdge;
  /** Ids of edges whose labels may step aside, with a line to their edge. */
  readonly worst: ReadonlySet<string>;
}

/** Edge labels, sick, selected and busiest first. The last form of a label that may step aside lies around its edge. */
export function edgeRequests(
  scene: Scene,
  geometry: SceneGeometry,
  view: View,
  { measure, worst: mayStepAside }: EdgeLabelling,
): readonly LabelRequest[] {
  const wanted = wantedLabels(scene, geometry, view, mayStepAside);
  const few = wanted.length <= FEW_LABELS;
  const around: Surroundings = few
    ? { lines: [...geometry.paths.values()].map((path) => screenLine(path, view)), nodes: scene.nodes.map((node) => screenBox(view, node)) }
    : { lines: [], nodes: [] };
  let worst = 0;
  return wanted.map((one): LabelRequest => {
    const { edge, path, part } = one;
    const insistent = edge.selected || (isSick(edge) && worst < WORST_KEPT);
    if (insistent) worst += 1;
    const sizes = measure(edge);
    const onLine = sizes.map((size) => edgeForm(path, part, view, size, insistent || part.pixels > size.height + 8));
    const forms = few ? onLine.map((form) => arranged(form, one, view, around)) : onLine;
    const last = sizes.at(-1);
    // A label of one form says everything there too, but belongs to its line as long as there is room.
    const least = last !== undefined && sizes.length === 1 ? { ...last, complete: false } : last;
    const aside = (insistent || mayStepAside.has(edge.id)) && least !== undefined;
    const ring = aside ? [ringForm(one, view, least, few ? around : undefined)] : [];
    return { id: edge.id, priority: edge.priority, forms: [...forms, ...ring], insistent };
  });
}

const MARK_SIZE = 18;

/** The number of an edge on its line; undefined when none of it is on the canvas. */
export function markRequest(edge: SceneEdge, { paths }: SceneGeometry, view: View): LabelRequest | undefined {
  const path = paths.get(edge.id);
  const part = path === undefined ? undefined : visiblePart(path, view);
  if (path === undefined || part === undefined) return undefined;
  const size = { width: MARK_SIZE, height: MARK_SIZE };
  const centres = placesOnLine(path, part, view).filter((point) => inView(view, point, size));
  return { id: edge.id, priority: -(edge.rank ?? 0), forms: [{ ...size, centres }], insistent: false };
}

/** A name above, below or beside its node, for nodes too small on the screen to hold it. */
export function nameRequest(node: SceneNode, view: View, size: Size): LabelRequest {
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
  const urgent = !node.faded && (node.tone === 'fail' || node.tone === 'denied' || node.selected);
  return { id: node.id, priority: urgent ? 500 : namePriority(node), forms: [{ ...size, centres }], insistent: urgent };
}

/** Names of quiet nodes come before the numbers of quiet edges: a number without a place says little. */
const namePriority = (node: SceneNode): number => (node.tone === 'warn' || node.shape === 'group' ? 250 : 120);

/** Boxes that labels keep off: what is drawn of the nodes on the canvas. */
export function nodeObstacles(nodes: readonly SceneNode[], view: View): readonly Box[] {
  return nodes.map((node) => screenBox(view, node)).filter((box) => isVisible(view, box));
}
