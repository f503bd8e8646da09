/** A node on its way to another place, with its edges and their labels, on a canvas of its own: dragging repaints nothing else. */

import { type EdgePath, pointOn } from '../paint/edge-geometry';
import { type LabelLines, labelForms } from '../paint/label-layout';
import { holdsName } from '../paint/node-texts';
import { tracePath } from '../paint/paint-edges';
import { traceArrow } from '../paint/paint-glyphs';
import { labelFont, nameFont, paintEdgeLabel, paintName } from '../paint/paint-labels';
import { paintNodes } from '../paint/paint-nodes';
import { markOf, strokePixels, toScreen } from '../paint/target-marks';
import { TextFit } from '../paint/text-fit';
import type { Theme } from '../paint/theme';
import { screenBox, type View } from '../paint/view';
import type { SceneEdge, SceneNode } from '../scene/scene';
import { CanvasLayer } from './canvas-layer';

/** More labels than these around one node would hide each other. */
const MOST_LABELS = 12;

export interface Carried {
  readonly node: SceneNode;
  readonly edges: readonly { readonly edge: SceneEdge; readonly path: EdgePath }[];
  readonly view: View;
  readonly theme: Theme;
}

export class DragLayer {
  private readonly layer: CanvasLayer;
  private readonly fit: TextFit;

  constructor(container: HTMLElement) {
    this.layer = new CanvasLayer(container, 7);
    this.fit = new TextFit(this.layer.context);
  }

  paint(carried: Carried): void {
    this.layer.prepare(carried.view);
    const { context } = this.layer;
    context.textBaseline = 'middle';
    for (const { edge, path } of carried.edges) this.paintLine(edge, path, carried);
    const worstFirst = [...carried.edges].sort((a, b) => b.edge.priority - a.edge.priority);
    for (const { edge, path } of worstFirst.slice(0, MOST_LABELS)) this.paintLabel(edge, path, carried);
    this.paintNode(carried);
  }

  clear(): void {
    this.layer.clear();
  }

  dispose(): void {
    this.layer.dispose();
  }

  private paintLine(edge: SceneEdge, path: EdgePath, { view, theme }: Carried): void {
    const { context } = this.layer;
    const stroke = strokePixels(edge, view.zoom);
    context.strokeStyle = theme.tones[edge.tone];
    context.fillStyle = theme.tones[edge.tone];
    context.lineWidth = stroke;
    context.beginPath();
    tracePath(context, path, view);
    context.stroke();
    const mark = markOf(edge, path, view);
    if (mark === undefined) return;
    context.beginPath();
    traceArrow(context, mark.tip, mark.along, { length: 7 + stroke * 1.4, halfWidth: 2.75 + stroke * 0.95 });
    context.fill();
  }

  private paintNode({ node, view, theme }: Carried): void {
    const { context } = this.layer;
    const box = screenBox(view, node);
    context.beginPath();
    context.roundRect(box.x, box.y, box.width, box.height, 8 * view.zoom);
    context.fillStyle = theme.nodeFill;
    context.fill();
    context.strokeStyle = theme.focus;
    context.lineWidth = 2;
    context.stroke();
    paintNodes({ context, fit: this.fit, theme, view }, [{ ...node, faded: false }]);
    if (holdsName(node, view)) return;
    this.fit.use(nameFont(theme));
    const width = Math.ceil(this.fit.width(node.label)) + 12;
    paintName(context, node, node.label, { x: box.x + (box.width - width) / 2, y: box.y + box.height + 2, width, height: 18 }, theme);
  }

  private paintLabel(edge: SceneEdge, path: EdgePath, { view, theme }: Carried): void {
    if (edge.labels.length === 0) return;
    this.fit.use(labelFont(theme));
    const lines: LabelLines | undefined = labelForms(edge, this.fit)[0];
    if (lines === undefined) return;
    const { width, height } = lines.size;
    if (Math.hypot(path.end.x - path.start.x, path.end.y - path.start.y) * view.zoom < width) return;
    const middle = toScreen(view, pointOn(path, 0.5));
    paintEdgeLabel(
      this.layer.context,
      edge,
      { box: { x: middle.x - width / 2, y: middle.y - height / 2, width, height }, lines },
      theme,
      this.fit,
    );
  }
}
