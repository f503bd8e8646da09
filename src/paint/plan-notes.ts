/** Where notes stand: a marker at what each is about, its text beside it. Pure and deterministic; units are CSS pixels. */
import type { Scene, SceneNote } from '../scene/scene';
import { type Point, pointOn } from './edge-geometry';
import { type ScreenLine, screenLine } from './label-places';
import { type Box, overlaps } from './place-labels';
import { placeOf, type SceneGeometry } from './scene-geometry';
import { toScreen } from './target-marks';
import type { TextFit } from './text-fit';
import type { Theme } from './theme';
import { touches } from './touches';
import { isVisible, screenBox, type View } from './view';

export const NOTE_LINE = 15;
export const NOTE_PADDING = 8;
/** Before the text: the number of the note. */
export const NOTE_NUMBER_ROOM = 24;
export const MARKER_RADIUS = 9;
const MARGIN = 8;
/** Between what a note is about and its box, nearest first. */
const DISTANCES = [26, 60, 110, 170, 240] as const;
const DIRECTIONS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [0.8, 0.8],
  [-0.8, 0.8],
  [0.8, -0.8],
  [-0.8, -0.8],
] as const;
/** Where more lines are drawn, notes cover some anyway. */
const MOST_LINES = 600;
const ALONG = [0.5, 0.4, 0.6, 0.3, 0.7] as const;

export interface PlacedNote {
  readonly note: SceneNote;
  /** Centre of the marker; undefined for a note on the whole picture. */
  readonly marker: Point | undefined;
  /** Of the text; undefined for a note that shows its number alone. */
  readonly box: Box | undefined;
}

export const noteFont = (theme: Theme): string => `500 11px ${theme.fontFamily}`;

export function noteSize(note: SceneNote, fit: TextFit): { readonly width: number; readonly height: number } {
  const widest = Math.max(40, ...note.lines.map((line) => fit.width(line)));
  return {
    width: Math.ceil(widest) + NOTE_NUMBER_ROOM + 2 * NOTE_PADDING,
    height: Math.max(1, note.lines.length) * NOTE_LINE + 2 * NOTE_PADDING - 4,
  };
}

interface NoteInput {
  readonly scene: Scene;
  readonly geometry: SceneGeometry;
  readonly view: View;
  readonly theme: Theme;
}

/** `obstacles` are boxes of nodes and titles: a box covers as few of them as there is room for, and never another note. */
export function planNotes(fit: TextFit, input: NoteInput, obstacles: readonly Box[]): readonly PlacedNote[] {
  const { scene, theme, view } = input;
  if (scene.notes === undefined || scene.notes.length === 0) return [];
  fit.use(noteFont(theme));
  const paths = [...input.geometry.paths.values()];
  const lines = paths.length > MOST_LINES ? [] : paths.map((path) => screenLine(path, view));
  const placed: PlacedNote[] = [];
  for (const note of scene.notes) {
    const taken = placed.flatMap(({ box, marker }) => [
      ...(box === undefined ? [] : [box]),
      ...(marker === undefined ? [] : [around(marker)]),
    ]);
    const marker = note.about === undefined ? undefined : markerOf(input, note, taken);
    if (note.about !== undefined && (marker === undefined || !isVisible(view, around(marker)))) continue;
    const box = note.aside === true ? undefined : boxOf(fit, input, note, marker, { obstacles, taken, lines });
    placed.push({ note, marker, box });
  }
  return placed;
}

const around = ({ x, y }: Point): Box => ({
  x: x - MARKER_RADIUS,
  y: y - MARKER_RADIUS,
  width: 2 * MARKER_RADIUS,
  height: 2 * MARKER_RADIUS,
});

/** Boxes that labels keep off. */
export const noteBoxes = (notes: readonly PlacedNote[]): readonly Box[] =>
  notes.flatMap(({ box, marker }) => [...(box === undefined ? [] : [box]), ...(marker === undefined ? [] : [around(marker)])]);

/** On the lower left corner of a node, on the line of an edge, on the lower left corner of a box; several at one thing stand side by side. */
function markerOf({ scene, geometry, view }: NoteInput, { about }: SceneNote, taken: readonly Box[]): Point | undefined {
  if (about === undefined) return undefined;
  const path = geometry.paths.get(about.id);
  if (path !== undefined) {
    const points = ALONG.map((t) => toScreen(view, pointOn(path, t)));
    return points.find((point) => !taken.some((other) => overlaps(around(point), other))) ?? points[0];
  }
  const place = placeOf(scene, geometry, about.id);
  if (place === undefined) return undefined;
  const { x, y, height } = screenBox(view, place);
  const first = { x: x + 2, y: y + height - 1 };
  const shifts = Array.from({ length: 6 }, (_, index) => ({ ...first, x: first.x + index * (2 * MARKER_RADIUS + 2) }));
  return shifts.find((point) => !taken.some((other) => overlaps(around(point), other))) ?? first;
}

interface Others {
  readonly obstacles: readonly Box[];
  readonly taken: readonly Box[];
  readonly lines: readonly ScreenLine[];
}

function boxOf(fit: TextFit, input: NoteInput, note: SceneNote, marker: Point | undefined, others: Others): Box {
  const { view, scene, geometry } = input;
  const size = noteSize(note, fit);
  if (marker === undefined) return firstFree(cornerPlaces(view, size), others);
  const place = note.about === undefined ? undefined : placeOf(scene, geometry, note.about.id);
  const centre = place === undefined ? marker : toScreen(view, place);
  if (note.offset !== undefined) {
    const { x, y } = note.offset;
    return { x: centre.x + x * view.zoom - size.width / 2, y: centre.y + y * view.zoom - size.height / 2, ...size };
  }
  const own = geometry.paths.has(note.about?.id ?? '') || place === undefined ? around(marker) : screenBox(view, place);
  return firstFree(placesAround(own, size), others, view);
}

const cornerPlaces = (view: View, size: Pick<Box, 'width' | 'height'>): readonly Box[] =>
  Array.from({ length: 40 }, (_, row) => ({ x: MARGIN, y: MARGIN + row * (NOTE_LINE + 5), ...size })).filter(
    ({ y, height }) => y + height <= view.height || y === MARGIN,
  );

function placesAround(own: Box, size: Pick<Box, 'width' | 'height'>): readonly Box[] {
  const centre = { x: own.x + own.width / 2, y: own.y + own.height / 2 };
  return DISTANCES.flatMap((distance) =>
    DIRECTIONS.map(([dx, dy]) => ({
      x: centre.x + dx * (own.width / 2 + distance + size.width / 2) - size.width / 2,
      y: centre.y + dy * (own.height / 2 + distance + size.height / 2) - size.height / 2,
      ...size,
    })),
  );
}

/** Never on another note unless there is no other place; among the others where fewest nodes and lines are covered, within the view. */
function firstFree(places: readonly Box[], { obstacles, taken, lines }: Others, view?: View): Box {
  let best: { readonly box: Box; readonly cost: number } | undefined;
  for (const box of places) {
    const outside = view !== undefined && !within(view, box);
    const cost =
      (outside ? 1000 : 0) +
      taken.filter((other) => overlaps(box, other, 2)).length * 100 +
      obstacles.filter((other) => overlaps(box, other, 2)).length * 3 +
      lines.filter(({ pieces }) => pieces.some(({ from, to }) => touches(box, from, to))).length;
    if (cost === 0) return box;
    if (best === undefined || cost < best.cost) best = { box, cost };
  }
  return best?.box ?? { x: MARGIN, y: MARGIN, width: 0, height: 0 };
}

const within = (view: View, { x, y, width, height }: Box): boolean =>
  x >= MARGIN && y >= MARGIN && x + width <= view.width - MARGIN && y + height <= view.height - MARGIN;
