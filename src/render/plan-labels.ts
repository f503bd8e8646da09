/**
 * All labels of the map: near their edges where there is room, aside with a leader line, and the worst that find none in a strip at the
 * map's edge, their edges numbered. Pure and deterministic; units are CSS pixels.
 */
import type { Scene, SceneEdge, SceneNode } from '../scene/scene';
import { arrangeLabels } from './arrange-labels';
import { edgeRequests, FEW_LABELS, type LabelSize, type MeasureEdge, markRequest, nameRequest } from './label-requests';
import { type Box, type LabelRequest, overlaps, type PlacedLabel, placeLabels, widened } from './place-labels';
import type { SceneGeometry } from './scene-geometry';
import type { View } from './view';

/** A map narrower than this has room for fewer. */
const NARROW = 600;
const WORST_OF_NARROW = 8;
const WORST_OF_WIDE = 30;

/** Of the strip, which is as wide as the map where that is narrow. */
const STRIP_WIDTH = 300;
const STRIP_MARGIN = 8;
export const STRIP_HEADER = 34;
export const STRIP_ROW = 42;
const STRIP_SHARE_OF_HEIGHT = 0.42;
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

export interface PlanInput {
  readonly scene: Scene;
  readonly geometry: SceneGeometry;
  readonly view: View;
  /** Nodes whose names do not fit into them. */
  readonly nameless: readonly SceneNode[];
  readonly obstacles: readonly Box[];
  readonly measureEdge: MeasureEdge;
  readonly measureName: (node: SceneNode) => Pick<LabelSize, 'width' | 'height'>;
}

export const worstKept = (view: View): number => (view.width < NARROW ? WORST_OF_NARROW : WORST_OF_WIDE);

/** Edges whose numbers must be readable, the worst first. */
export function worstOf(scene: Scene, view: View): readonly SceneEdge[] {
  const kept = worstKept(view);
  return scene.edges
    .filter(({ rank, labels }) => rank !== undefined && rank <= kept && labels.length > 0)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
}

/** In the corner at the end of the map; it grows upwards to a share of the map and is scrolled then. */
export function stripBox(view: View, rows: number): Box {
  const most = Math.max(STRIP_HEADER + STRIP_ROW, view.height * STRIP_SHARE_OF_HEIGHT);
  const width = Math.min(view.width - 2 * STRIP_MARGIN, view.width < NARROW ? Number.POSITIVE_INFINITY : STRIP_WIDTH);
  const height = Math.min(STRIP_HEADER + rows * STRIP_ROW, most, view.height - 2 * STRIP_MARGIN);
  return { x: view.width - STRIP_MARGIN - width, y: view.height - STRIP_MARGIN - height, width, height };
}

const clearOf = (requests: readonly LabelRequest[], taken: Box | undefined): readonly LabelRequest[] =>
  taken === undefined
    ? requests
    : requests.map((request) => ({
        ...request,
        forms: request.forms.map((form) => ({
          ...form,
          centres: form.centres.filter(
            ({ x, y }) => !overlaps({ x: x - form.width / 2, y: y - form.height / 2, width: form.width, height: form.height }, taken),
          ),
        })),
      }));

export function planLabels(input: PlanInput): LabelPlan {
  const { scene, geometry, view, nameless, obstacles, measureEdge, measureName } = input;
  const worst = worstOf(scene, view);
  const names = (faded: boolean) =>
    nameless.filter((node) => node.faded === faded).map((node) => nameRequest(node, view, measureName(node)));
  const edges = edgeRequests(scene, geometry, view, { measure: measureEdge, worst: new Set(worst.map(({ id }) => id)) });
  const requests = [...names(false), ...edges];
  const faded = names(true);
  const place = edges.length <= FEW_LABELS ? arrangeLabels : placeLabels;
  const attempt = (taken: Box | undefined) => {
    const placed = place(clearOf(requests, taken), obstacles);
    const ids = new Set(placed.map(({ id }) => id));
    return { placed, missing: worst.filter(({ id }) => !ids.has(id)) };
  };
  let rows = 0;
  let { placed, missing } = attempt(undefined);
  while (missing.length > rows) {
    rows = Math.min(worst.length, missing.length + SPARE_ROWS);
    ({ placed, missing } = attempt(stripBox(view, rows)));
  }
  const taken = rows === 0 ? undefined : stripBox(view, rows);
  const around = [...obstacles, ...placed.map(({ box }) => widened(box))];
  const marks = placeLabels(
    clearOf(
      missing.flatMap((edge) => markRequest(edge, geometry, view) ?? []),
      taken,
    ),
    around,
  );
  // What stepped back takes what is left.
  const left = placeLabels(clearOf(faded, taken), [...around, ...marks.map(({ box }) => widened(box))]);
  return { placed: [...placed, ...left], marks, strip: stripOf(missing, marks, worst.length, view) };
}

function stripOf(missing: readonly SceneEdge[], marks: readonly PlacedLabel[], of: number, view: View): LabelStrip | undefined {
  if (missing.length === 0) return undefined;
  const marked = new Set(marks.map(({ id }) => id));
  const rows = missing.map(({ id, rank }) => ({ id, rank: rank ?? 0, marked: marked.has(id) }));
  return { rows, of, box: stripBox(view, missing.length) };
}
