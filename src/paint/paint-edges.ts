/** Marks at the target end of every edge on the canvas: arrowhead, glyph of the sick, lock of plaintext; and loops, which only live here. */

import type { Scene, SceneEdge } from '../scene/scene';
import { LOCKS } from '../scene/style-table';
import type { EdgePath } from './edge-geometry';
import { paintEdgeBadges } from './paint-badges';
import { paintGlyph, paintLock, traceArrow } from './paint-glyphs';
import type { Pen } from './pen';
import type { SceneGeometry } from './scene-geometry';
import { behind, glyphOffset, LEAST_FOR_GLYPH, lockOffset, type Mark, type PlacedBadge, strokePixels, toScreen } from './target-marks';
import type { TextFit } from './text-fit';
import type { Theme } from './theme';
import type { View } from './view';

const FADED = 0.25;

/** The curve of `path` on the screen, as the current path of the context. */
export function tracePath(context: Pen, path: EdgePath, view: View): void {
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

function paintArrows(context: Pen, marks: readonly Mark[], theme: Theme, view: View): void {
  const byLook = new Map<string, { readonly alpha: number; readonly colour: string; readonly marks: Mark[] }>();
  for (const mark of marks) {
    // Bands have arrows of their own.
    if (mark.edge.stream !== undefined && mark.edge.source !== mark.edge.target) continue;
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

function paintTargetGlyphs(context: Pen, marks: readonly Mark[], theme: Theme, view: View): void {
  for (const mark of marks) {
    const { edge, length } = mark;
    if (edge.glyph === undefined || edge.faded || length < LEAST_FOR_GLYPH) continue;
    const colours = { colour: colourOf(edge, theme), ground: theme.canvas };
    paintGlyph(context, edge.glyph, { ...behind(mark, glyphOffset(mark, view)), radius: 6 }, colours);
  }
}

/** Plaintext and half encryption show at the target even where there is no room for a label. */
function paintTargetLocks(
  context: Pen,
  {
    marks,
    badges,
    labelled,
  }: { readonly marks: readonly Mark[]; readonly badges: readonly PlacedBadge[]; readonly labelled: ReadonlySet<string> },
  theme: Theme,
  view: View,
): void {
  const tags = new Map<string, number>();
  for (const { edge } of badges) tags.set(edge, (tags.get(edge) ?? 0) + 1);
  for (const mark of marks) {
    const { edge, length } = mark;
    if (edge.faded || labelled.has(edge.id) || length < 70 || (edge.lock !== 'open' && edge.lock !== 'half')) continue;
    const at = behind(mark, lockOffset(mark, tags.get(edge.id) ?? 0, view));
    context.fillStyle = theme.canvas;
    context.beginPath();
    context.arc(at.x, at.y, 8, 0, 2 * Math.PI);
    context.fill();
    paintLock(context, edge.lock, at, theme.tones[LOCKS[edge.lock].tone]);
  }
}

function paintLoops(context: Pen, scene: Scene, geometry: SceneGeometry, theme: Theme, view: View): void {
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
  context: Pen,
  input: {
    readonly fit: TextFit;
    readonly marks: readonly Mark[];
    readonly badges: readonly PlacedBadge[];
    readonly scene: Scene;
    readonly geometry: SceneGeometry;
    readonly view: View;
    readonly theme: Theme;
    readonly labelled: ReadonlySet<string>;
  },
): void {
  const { fit, marks, badges, scene, geometry, view, theme, labelled } = input;
  paintLoops(context, scene, geometry, theme, view);
  paintArrows(context, marks, theme, view);
  paintTargetGlyphs(context, marks, theme, view);
  paintTargetLocks(context, { marks, badges, labelled }, theme, view);
  paintEdgeBadges({ context, fit, theme }, badges);
}
