/** Marks at the target end of every edge on the canvas: arrowhead, glyph of the sick, lock of plaintext; and loops, which only live here. */
import type { Scene, SceneEdge } from '../scene/scene';
import { LOCKS, WIDTH_CLASSES } from '../scene/style-table';
import { type EdgePath, type Point, pointOn } from './edge-geometry';
import { paintGlyph, paintLock, traceArrow } from './paint-glyphs';
import type { SceneGeometry } from './scene-geometry';
import type { Theme } from './theme';
import { isVisible, OVERSCAN, screenX, screenY, strokeScale, type View } from './view';

type Context = CanvasRenderingContext2D;

const FADED = 0.25;
/** Shorter edges than this many CSS pixels get no mark: there is no room to tell the ends apart. */
const LEAST_LENGTH = 18;

/** CSS pixels of an edge's stroke at this zoom. */
export const strokePixels = (edge: SceneEdge, zoom: number): number =>
  (WIDTH_CLASSES[edge.width - 1]?.pixels ?? 1) * strokeScale(zoom) * zoom;

interface Mark {
  readonly edge: SceneEdge;
  readonly tip: Point;
  readonly along: Point;
  readonly length: number;
}

export const toScreen = (view: View, { x, y }: Point): Point => ({ x: screenX(view, x), y: screenY(view, y) });

function markOf(edge: SceneEdge, path: EdgePath, view: View): Mark | undefined {
  const tip = toScreen(view, path.end);
  if (!isVisible(view, { ...tip, width: 0, height: 0 }, OVERSCAN)) return undefined;
  const start = toScreen(view, path.start);
  const length = Math.hypot(tip.x - start.x, tip.y - start.y);
  if (length < LEAST_LENGTH && !path.loop) return undefined;
  const from = path.control === undefined ? start : toScreen(view, pointOn(path, 0.9));
  const reach = Math.hypot(tip.x - from.x, tip.y - from.y) || 1;
  return { edge, tip, along: { x: (tip.x - from.x) / reach, y: (tip.y - from.y) / reach }, length };
}

/** The curve of `path` on the screen, as the current path of the context. */
export function tracePath(context: Context, path: EdgePath, view: View): void {
  const start = toScreen(view, path.start);
  const end = toScreen(view, path.end);
  context.moveTo(start.x, start.y);
  if (path.control === undefined) {
    context.lineTo(end.x, end.y);
    return;
  }
  const control = toScreen(view, path.control);
  context.quadraticCurveTo(control.x, control.y, end.x, end.y);
}

const colourOf = (edge: SceneEdge, theme: Theme): string => theme.tones[edge.tone];

function paintArrows(context: Context, marks: readonly Mark[], theme: Theme, view: View): void {
  const byLook = new Map<string, { readonly alpha: number; readonly colour: string; readonly marks: Mark[] }>();
  for (const mark of marks) {
    const colour = colourOf(mark.edge, theme);
    const key = `${colour} ${mark.edge.faded}`;
    const list = byLook.get(key);
    if (list === undefined) byLook.set(key, { alpha: mark.edge.faded ? FADED : 1, colour, marks: [mark] });
    else list.marks.push(mark);
  }
  for (const look of byLook.values()) {
    context.fillStyle = look.colour;
    context.globalAlpha = look.alpha;
    context.beginPath();
    for (const { edge, tip, along } of look.marks) {
      const stroke = strokePixels(edge, view.zoom);
      traceArrow(context, tip, along, { length: 7 + stroke * 1.4, halfWidth: 2.75 + stroke * 0.95 });
    }
    context.fill();
  }
  context.globalAlpha = 1;
}

/** How far behind the tip the centre of a mark lies. */
const glyphOffset = (mark: Mark, view: View): number => 18 + strokePixels(mark.edge, view.zoom) * 1.4;

function paintTargetGlyphs(context: Context, marks: readonly Mark[], theme: Theme, view: View): void {
  for (const mark of marks) {
    const { edge, tip, along, length } = mark;
    if (edge.glyph === undefined || edge.faded || length < 40) continue;
    const back = glyphOffset(mark, view);
    const colours = { colour: colourOf(edge, theme), ground: theme.canvas };
    paintGlyph(context, edge.glyph, { x: tip.x - along.x * back, y: tip.y - along.y * back, radius: 6 }, colours);
  }
}

/** Plaintext and half encryption show at the target even where there is no room for a label. */
function paintTargetLocks(context: Context, marks: readonly Mark[], labelled: ReadonlySet<string>, theme: Theme, view: View): void {
  for (const mark of marks) {
    const { edge, tip, along, length } = mark;
    if (edge.faded || labelled.has(edge.id) || length < 70 || (edge.lock !== 'open' && edge.lock !== 'half')) continue;
    const back = glyphOffset(mark, view) + (edge.glyph === undefined ? 0 : 17);
    const at = { x: tip.x - along.x * back, y: tip.y - along.y * back };
    context.fillStyle = theme.canvas;
    context.beginPath();
    context.arc(at.x, at.y, 8, 0, 2 * Math.PI);
    context.fill();
    paintLock(context, edge.lock, at, theme.tones[LOCKS[edge.lock].tone]);
  }
}

function paintLoops(context: Context, scene: Scene, geometry: SceneGeometry, theme: Theme, view: View): void {
  for (const edge of scene.edges) {
    if (edge.source !== edge.target) continue;
    const path = geometry.paths.get(edge.id);
    if (path === undefined) continue;
    context.globalAlpha = edge.faded ? FADED : 1;
    context.strokeStyle = colourOf(edge, theme);
    context.lineWidth = strokePixels(edge, view.zoom);
    context.beginPath();
    tracePath(context, path, view);
    context.stroke();
  }
  context.globalAlpha = 1;
}

export function paintEdgeMarks(
  context: Context,
  input: {
    readonly scene: Scene;
    readonly geometry: SceneGeometry;
    readonly view: View;
    readonly theme: Theme;
    readonly labelled: ReadonlySet<string>;
  },
): void {
  const { scene, geometry, view, theme, labelled } = input;
  paintLoops(context, scene, geometry, theme, view);
  const marks: Mark[] = [];
  for (const edge of scene.edges) {
    const path = geometry.paths.get(edge.id);
    const mark = path === undefined ? undefined : markOf(edge, path, view);
    if (mark !== undefined) marks.push(mark);
  }
  paintArrows(context, marks, theme, view);
  paintTargetGlyphs(context, marks, theme, view);
  paintTargetLocks(context, marks, labelled, theme, view);
}
