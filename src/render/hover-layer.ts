/** What the pointer and the keyboard rest on, drawn on its own small canvas: moving the mouse repaints nothing else. */

import { pointOn } from '../paint/edge-geometry';
import { labelForms } from '../paint/label-layout';
import { tracePath } from '../paint/paint-edges';
import { traceArrow } from '../paint/paint-glyphs';
import { labelFont, paintEdgeLabel } from '../paint/paint-labels';
import type { Pick } from '../paint/pick-index';
import { placeOf, type SceneGeometry } from '../paint/scene-geometry';
import { strokePixels, toScreen } from '../paint/target-marks';
import { TextFit } from '../paint/text-fit';
import type { Theme } from '../paint/theme';
import { screenBox, screenX, screenY, seenFrom, type View } from '../paint/view';
import type { Scene } from '../scene/scene';
import { CanvasLayer } from './canvas-layer';

export interface HoverInput {
  readonly pick: Pick;
  /** Id of what the keyboard rests on. */
  readonly marked: string | undefined;
  readonly scene: Scene;
  readonly geometry: SceneGeometry;
  readonly view: View;
  readonly theme: Theme;
}

/** Names that a line passes under must stay readable. */
const HOVERED_ALPHA = 0.5;
const MARKED_ALPHA = 0.85;

export class HoverLayer {
  private readonly layer: CanvasLayer;
  private readonly context: CanvasRenderingContext2D;
  private readonly fit: TextFit;

  constructor(container: HTMLElement) {
    this.layer = new CanvasLayer(container, 6);
    this.context = this.layer.context;
    this.fit = new TextFit(this.context);
  }

  paint(given: HoverInput): void {
    const { pick, marked, theme } = given;
    this.clear();
    if (pick === undefined && marked === undefined) return;
    this.layer.prepare(given.view);
    this.context.scale(theme.textScale, theme.textScale);
    const input = { ...given, view: seenFrom(given.view, theme.textScale) };
    if (marked !== undefined) this.paintMarked(input, marked);
    if (pick === undefined || pick.id === marked) return;
    if (pick.kind === 'edge') {
      this.paintLine(input, pick.id, HOVERED_ALPHA);
      this.paintLabel(input, pick.id);
    } else this.paintBox(input, pick.kind, pick.id);
  }

  /** A ring in two colours, so that it stands out from any node and ground (WCAG 2.4.13); an edge as under the pointer, but opaque. */
  private paintMarked(input: HoverInput, id: string): void {
    const { scene, geometry, view, theme } = input;
    const place = geometry.paths.has(id) ? undefined : placeOf(scene, geometry, id);
    if (place === undefined) {
      this.paintLine(input, id, MARKED_ALPHA);
      if (this.hasRoom(input, id)) this.paintLabel(input, id);
      return;
    }
    const box = screenBox(view, place);
    const gap = geometry.nodes.has(id) ? 5 : 0;
    for (const [colour, width] of [
      [theme.canvas, 7],
      [theme.focus, 3],
    ] as const) {
      this.context.strokeStyle = colour;
      this.context.lineWidth = width;
      this.context.beginPath();
      this.context.roundRect(box.x - gap, box.y - gap, box.width + 2 * gap, box.height + 2 * gap, 10 * view.zoom + gap);
      this.context.stroke();
    }
  }

  clear(): void {
    this.layer.clear();
  }

  dispose(): void {
    this.layer.dispose();
  }

  private paintBox({ scene, geometry, view, theme }: HoverInput, kind: 'node' | 'group', id: string): void {
    const node = geometry.nodes.get(id);
    const group = scene.groups.find((one) => one.id === id);
    const context = this.context;
    context.strokeStyle = theme.focus;
    context.lineWidth = 2;
    context.beginPath();
    if (kind === 'node' && node !== undefined) {
      const box = screenBox(view, node);
      context.roundRect(box.x - 3, box.y - 3, box.width + 6, box.height + 6, 10 * view.zoom + 2);
    } else if (group !== undefined) {
      context.lineWidth = 1;
      context.roundRect(screenX(view, group.x), screenY(view, group.y), group.width * view.zoom, group.height * view.zoom, 10 * view.zoom);
    }
    context.stroke();
  }

  private paintLine(input: HoverInput, id: string, alpha: number): void {
    const { scene, geometry, view, theme } = input;
    const edge = scene.edges.find((one) => one.id === id);
    const path = geometry.paths.get(id);
    if (edge === undefined || path === undefined) return;
    const context = this.context;
    const stroke = strokePixels(edge, view.zoom);
    context.strokeStyle = theme.focus;
    context.fillStyle = theme.focus;
    context.lineWidth = stroke + 3;
    context.globalAlpha = alpha;
    context.beginPath();
    tracePath(context, path, view);
    context.stroke();
    context.globalAlpha = 1;
    const tip = toScreen(view, path.end);
    const from = toScreen(view, pointOn(path, 0.9));
    const reach = Math.hypot(tip.x - from.x, tip.y - from.y) || 1;
    context.beginPath();
    const along = { x: (tip.x - from.x) / reach, y: (tip.y - from.y) / reach };
    traceArrow(context, tip, along, { length: 11 + stroke * 1.4, halfWidth: 5 + stroke });
    context.fill();
  }

  /** Whether a label leaves something of its line to be seen: a mark says where one is. */
  private hasRoom({ scene, geometry, view, theme }: HoverInput, id: string): boolean {
    const edge = scene.edges.find((one) => one.id === id);
    const path = geometry.paths.get(id);
    if (edge === undefined || path === undefined) return false;
    const [start, end] = [toScreen(view, path.start), toScreen(view, path.end)];
    this.fit.use(labelFont(theme));
    const size = labelForms(edge, this.fit)[0]?.size;
    return size !== undefined && Math.hypot(end.x - start.x, end.y - start.y) > 1.5 * Math.max(size.width, size.height);
  }

  private paintLabel({ scene, geometry, view, theme }: HoverInput, id: string): void {
    const edge = scene.edges.find((one) => one.id === id);
    const path = geometry.paths.get(id);
    if (edge === undefined || path === undefined || edge.labels.length === 0) return;
    this.fit.use(labelFont(theme));
    const lines = labelForms(edge, this.fit)[0];
    if (lines === undefined) return;
    const middle = toScreen(view, pointOn(path, 0.5));
    const { width, height } = lines.size;
    const x = Math.max(2, Math.min(view.width - width - 2, middle.x - width / 2));
    const y = Math.max(2, Math.min(view.height - height - 2, middle.y - height / 2));
    this.context.textBaseline = 'middle';
    paintEdgeLabel(this.context, { ...edge, selected: true }, { box: { x, y, width, height }, lines }, theme, this.fit);
  }
}
