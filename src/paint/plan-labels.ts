/**
 * All labels of the map: near their edges where there is room, aside with a leader line, and the worst that find none in a strip at the
 * map's edge, their edges numbered. Pure and deterministic; units are CSS pixels.
 */

import { MOST_WORST } from '../scene/rank-worst';
import type { Scene, SceneEdge, SceneNode } from '../scene/scene';
import { arrangeLabels } from './arrange-labels';
import { edgeRequests, FEW_LABELS, isSick, type LabelSize, type MeasureEdge, markRequest, nameRequest } from './label-requests';
import { type Box, boxAt, type LabelRequest, leadersOf, overlaps, type PlacedLabel, placeLabels, widened } from './place-labels';
import type { SceneGeometry } from './scene-geometry';
import { screenBox, type View } from './view';

/** A map narrower than this has room for fewer. */
const NARROW = 600;
const WORST_OF_NARROW = 8;

/** Of the strip, which is as wide as the map where that is narrow. */
const STRIP_WIDTH = 300;
const STRIP_MARGIN = 8;
const STRIP_HEADER = 34;
const STRIP_ROW = 38;
const STRIP_SHARE_OF_HEIGHT = 0.45;
/** Room for some more than are known to need it: what is kept free for the strip is lost for labels. */
const SPARE_ROWS = 3;

export interface StripRow {
  readonly id: string;
  readonly rank: number;
  /** Its edge has a number on the map. */
  readonly marked: boolean;
}

export interface LabelStrip {
  readonly rows: readonly StripRow[];
  /** Of how many worst edges these rows are. */
  readonly of: number;
  readonly box: Box;
}

export interface LabelPlan {
  readonly placed: readonly PlacedLabel[];
  /** Numbers on the edges whose labels are in the strip. */
  readonly marks: readonly PlacedLabel[];
  readonly strip: LabelStrip | undefined;
}

/** In a corner of the map, or outside it, where it takes no room from labels. */
export type StripPlace = 'corner' | 'outside';

export interface PlanInput {
  readonly scene: Scene;
  readonly geometry: SceneGeometry;
  readonly view: View;
  /** Nodes whose names do not fit into them. */
  readonly nameless: readonly SceneNode[];
  readonly obstacles: readonly Box[];
  /** undefined = in a corner. */
  readonly strip?: StripPlace;
  readonly measureEdge: MeasureEdge;
  readonly measureName: (node: SceneNode) => Pick<LabelSize, 'width' | 'height'>;
}

export const worstKept = (view: View): number => (view.width < NARROW ? WORST_OF_NARROW : MOST_WORST);

/** Edges whose numbers must be readable, the worst first. */
export function worstOf(scene: Scene, view: View): readonly SceneEdge[] {
  const kept = worstKept(view);
  return scene.edges
    .filter(({ rank, labels }) => rank !== undefined && rank <= kept && labels.length > 0)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
}

type Corner = readonly ['left' | 'right', 'top' | 'bottom'];
/** Best first. */
const CORNERS: readonly Corner[] = [
  ['right', 'bottom'],
  ['left', 'bottom'],
  ['right', 'top'],
  ['left', 'top'],
];

/** In a corner of the map; it grows to a share of the map's height and is scrolled then. */
function stripBox(view: View, rows: number, [side, end]: Corner): Box {
  const most = Math.max(STRIP_HEADER + STRIP_ROW, view.height * STRIP_SHARE_OF_HEIGHT);
  const width = Math.min(view.width - 2 * STRIP_MARGIN, view.width < NARROW ? Number.POSITIVE_INFINITY : STRIP_WIDTH);
  const height = Math.min(STRIP_HEADER + rows * STRIP_ROW, most, view.height - 2 * STRIP_MARGIN);
  const x = side === 'left' ? STRIP_MARGIN : view.width - STRIP_MARGIN - width;
  return { x, y: end === 'top' ? STRIP_MARGIN : view.height - STRIP_MARGIN - height, width, height };
}

/** The first corner where so many rows cover no sick node, or fewest of them. */
function stripCorner({ scene, view }: PlanInput, rows: number): Corner {
  const sick = scene.nodes.filter((node) => isSick(node)).map((node) => screenBox(view, node));
  const covered = (corner: Corner): number => sick.filter((box) => overlaps(box, stripBox(view, rows, corner))).length;
  return CORNERS.reduce((best, corner) => (covered(corner) < covered(best) ? corner : best));
}

const clearOf = (requests: readonly LabelRequest[], taken: Box | undefined): readonly LabelRequest[] =>
  taken === undefined
    ? requests
    : requests.map((request) => ({
        ...request,
        forms: request.forms.map((form) => ({
          ...form,
          centres: form.centres.filter((centre) => !overlaps(boxAt(centre, form), taken)),
        })),
      }));

type Place = (requests: readonly LabelRequest[], obstacles: readonly Box[]) => readonly PlacedLabel[];

/** Where all texts of all labels find no room, those that may give way do so, if that lets more labels say everything else. */
const roomiest =
  (place: Place): Place =>
  (requests, obstacles) => {
    const all = place(requests, obstacles);
    if (!requests.some(({ forms }) => forms.some(({ lesser }) => lesser === true))) return all;
    const less = place(requests.map(lessOf), obstacles);
    return completeOf(less, requests) > completeOf(all, requests) ? less : all;
  };

/** Indices of forms stay: what says all has no place. */
function lessOf(request: LabelRequest): LabelRequest {
  if (!request.forms.some(({ lesser }) => lesser === true)) return request;
  return {
    ...request,
    forms: request.forms.map((form) => (form.complete === true && form.lesser !== true ? { ...form, centres: [] } : form)),
  };
}

function completeOf(placed: readonly PlacedLabel[], requests: readonly LabelRequest[]): number {
  const byId = new Map(requests.map((request) => [request.id, request]));
  return placed.filter(({ id, form }) => byId.get(id)?.forms[form]?.complete === true).length;
}

export function planLabels(input: PlanInput): LabelPlan {
  const { scene, geometry, view, nameless, obstacles, measureEdge, measureName } = input;
  const worst = worstOf(scene, view);
  const names = (faded: boolean) =>
    nameless.filter((node) => node.faded === faded).map((node) => nameRequest(node, view, measureName(node)));
  const stepsBack = new Set(scene.edges.filter(({ faded }) => faded).map(({ id }) => id));
  const edges = edgeRequests(scene, geometry, view, { measure: measureEdge, worst: new Set(worst.map(({ id }) => id)) });
  const requests = [...names(false), ...edges.filter(({ id }) => !stepsBack.has(id))];
  // What stepped back takes what is left, names before numbers.
  const last = edges.filter(({ id }) => stepsBack.has(id)).map((request) => ({ ...request, priority: 0, insistent: false }));
  const faded = [...names(true), ...last];
  const place = edges.length <= FEW_LABELS ? roomiest(arrangeLabels) : roomiest(placeLabels);
  const attempt = (taken: Box | undefined) => {
    const first = place(clearOf(requests, taken), obstacles);
    const around = [...obstacles, ...first.map(({ box }) => widened(box))];
    const placed = [...first, ...placeLabels(clearOf(faded, taken), around, leadersOf(first))];
    const ids = new Set(placed.map(({ id }) => id));
    return { placed, missing: worst.filter(({ id }) => !ids.has(id)) };
  };
  const corner = stripCorner(input, worst.length);
  let rows = 0;
  let { placed, missing } = attempt(undefined);
  while (input.strip !== 'outside' && missing.length > rows) {
    rows = Math.min(worst.length, missing.length + SPARE_ROWS);
    ({ placed, missing } = attempt(stripBox(view, rows, corner)));
  }
  const taken = rows === 0 ? undefined : stripBox(view, rows, corner);
  const around = [...obstacles, ...placed.map(({ box }) => widened(box))];
  const marks = placeLabels(
    clearOf(
      missing.flatMap((edge) => markRequest(edge, geometry, view) ?? []),
      taken,
    ),
    around,
  );
  return { placed, marks, strip: stripOf(missing, marks, worst.length, (count) => stripBox(view, count, corner)) };
}

function stripOf(
  missing: readonly SceneEdge[],
  marks: readonly PlacedLabel[],
  of: number,
  boxFor: (rows: number) => Box,
): LabelStrip | undefined {
  if (missing.length === 0) return undefined;
  const marked = new Set(marks.map(({ id }) => id));
  const rows = missing.map(({ id, rank }) => ({ id, rank: rank ?? 0, marked: marked.has(id) }));
  return { rows, of, box: boxFor(missing.length) };
}
