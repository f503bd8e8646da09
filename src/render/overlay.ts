/** The canvas above the shapes: all text, arrowheads and marks. Painted when the picture rests, moved as a whole while it is dragged. */

import { type AbovePlan, paintAbove, planAbove } from '../paint/paint-above';
import type { Box, PlacedLabel } from '../paint/place-labels';
import type { LabelStrip } from '../paint/plan-labels';
import type { SceneGeometry } from '../paint/scene-geometry';
import { TextFit } from '../paint/text-fit';
import type { Theme } from '../paint/theme';
import { OVERSCAN, seenFrom, type View } from '../paint/view';
import type { Scene } from '../scene/scene';
import { type NoteSpot, noteSpots } from './note-spots';

const MOST_PIXEL_RATIO = 2;
/** While pictures pass by, labels look for a place this seldom, and for this part of the time: a label that jumps cannot be read. */
const PLANNED_EVERY_MS = 250;
const PLANNING_SHARE = 1 / 15;

export interface OverlayInput {
  readonly scene: Scene;
  readonly geometry: SceneGeometry;
  readonly view: View;
  readonly theme: Theme;
  /** The next picture is under way: labels may keep the places they have. */
  readonly passing?: boolean;
}

/** Back from the pixels of larger text to CSS pixels. */
const enlarged = (strip: LabelStrip, scale: number): LabelStrip => {
  const { x, y, width, height } = strip.box;
  return { ...strip, box: { x: x * scale, y: y * scale, width: width * scale, height: height * scale } };
};

const sameView = (before: OverlayInput, now: OverlayInput): boolean =>
  before.theme === now.theme &&
  before.view.zoom === now.view.zoom &&
  before.view.panX === now.view.panX &&
  before.view.panY === now.view.panY &&
  before.view.width === now.view.width &&
  before.view.height === now.view.height;

export class Overlay {
  private readonly canvas: HTMLCanvasElement;
  private readonly context: CanvasRenderingContext2D;
  private readonly fit: TextFit;
  private painted: View | undefined;
  /** Labels have looked for their places for this one. */
  private planned: { readonly plan: AbovePlan; readonly untilMs: number } | undefined;

  constructor(container: HTMLElement) {
    this.canvas = document.createElement('canvas');
    this.canvas.setAttribute('aria-hidden', 'true');
    Object.assign(this.canvas.style, {
      position: 'absolute',
      left: `${-OVERSCAN}px`,
      top: `${-OVERSCAN}px`,
      pointerEvents: 'none',
      transformOrigin: '0 0',
      zIndex: '5',
    });
    container.append(this.canvas);
    const context = this.canvas.getContext('2d');
    if (context === null) throw new Error('This browser has no canvas to draw on.');
    this.context = context;
    this.fit = new TextFit(context);
  }

  /** How many labels the last paint placed; for tests and benchmarks. */
  placedLabels: readonly PlacedLabel[] = [];

  /** Boxes of the last paint that nothing may cover: nodes, titles, labels. */
  inFront: readonly Box[] = [];

  /** Texts of notes of the last paint. */
  noteSpots: readonly NoteSpot[] = [];

  /** Returns what found no room. */
  paint(given: OverlayInput): LabelStrip | undefined {
    this.prepare(given.view, given.theme.textScale);
    const view = seenFrom(given.view, given.theme.textScale);
    const plan = this.plan({ ...given, view });
    paintAbove(this.context, this.fit, plan);
    const { placed, strip } = plan.labels;
    this.placedLabels = placed;
    this.inFront = plan.inFront;
    this.noteSpots = noteSpots(plan, given.theme.textScale);
    this.painted = given.view;
    return strip === undefined ? undefined : enlarged(strip, given.theme.textScale);
  }

  private plan(input: OverlayInput): AbovePlan {
    const { planned } = this;
    const keeps = input.passing && planned !== undefined && performance.now() < planned.untilMs && sameView(planned.plan.input, input);
    if (keeps) return planAbove(this.fit, input, planned.plan);
    const startedMs = performance.now();
    const plan = planAbove(this.fit, input);
    const endedMs = performance.now();
    this.planned = { plan, untilMs: endedMs + Math.max(PLANNED_EVERY_MS, (endedMs - startedMs) / PLANNING_SHARE) };
    return plan;
  }

  /** Moves what was painted to where `view` would show it: no drawing. */
  follow(view: View): void {
    if (this.painted === undefined) return;
    const scale = view.zoom / this.painted.zoom;
    const x = view.panX - scale * this.painted.panX + OVERSCAN - scale * OVERSCAN;
    const y = view.panY - scale * this.painted.panY + OVERSCAN - scale * OVERSCAN;
    this.canvas.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  }

  /** Fonts or theme changed: measured widths are worth nothing. */
  forgetText(): void {
    this.fit.forget();
  }

  dispose(): void {
    this.canvas.remove();
  }

  private prepare(view: View, textScale: number): void {
    const ratio = Math.min(globalThis.devicePixelRatio || 1, MOST_PIXEL_RATIO);
    const width = Math.round((view.width + 2 * OVERSCAN) * ratio);
    const height = Math.round((view.height + 2 * OVERSCAN) * ratio);
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.canvas.style.width = `${width / ratio}px`;
      this.canvas.style.height = `${height / ratio}px`;
    }
    this.canvas.style.transform = 'none';
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.context.clearRect(0, 0, width, height);
    const scale = ratio * textScale;
    this.context.setTransform(scale, 0, 0, scale, OVERSCAN * ratio, OVERSCAN * ratio);
    this.context.globalAlpha = 1;
    this.context.lineJoin = 'round';
  }
}
