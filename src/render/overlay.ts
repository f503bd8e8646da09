/** The canvas above the shapes: all text, arrowheads and marks. Painted when the picture rests, moved as a whole while it is dragged. */

import { type LabelLines, labelForms } from '../paint/label-layout';
import { screenLine, touches } from '../paint/label-places';
import { leaderEnd, nodeObstacles } from '../paint/label-requests';
import { paintEdgeMarks } from '../paint/paint-edges';
import { paintFoundEdges, paintFoundNodes } from '../paint/paint-found';
import { labelFont, nameFont, paintEdgeLabel, paintLeader, paintName, paintNumber } from '../paint/paint-labels';
import { type Brush, holdsName, paintNodes, paintTies } from '../paint/paint-nodes';
import { paintStreams } from '../paint/paint-streams';
import { paintTitles } from '../paint/paint-titles';
import type { Box, PlacedLabel } from '../paint/place-labels';
import { type LabelPlan, type LabelStrip, planLabels } from '../paint/plan-labels';
import type { SceneGeometry } from '../paint/scene-geometry';
import { markBoxes, marksOf, placeBadges } from '../paint/target-marks';
import { TextFit } from '../paint/text-fit';
import type { Theme } from '../paint/theme';
import { isVisible, OVERSCAN, screenBox, seenFrom, type View } from '../paint/view';
import type { Scene, SceneNode } from '../scene/scene';

const MOST_PIXEL_RATIO = 2;
const NAME_ROOM = 150;

export interface OverlayInput {
  readonly scene: Scene;
  readonly geometry: SceneGeometry;
  readonly view: View;
  readonly theme: Theme;
}

interface Labels extends LabelPlan {
  readonly forms: ReadonlyMap<string, readonly LabelLines[]>;
  readonly names: ReadonlyMap<string, string>;
}

/** Back from the pixels of larger text to CSS pixels. */
const enlarged = (strip: LabelStrip, scale: number): LabelStrip => {
  const { x, y, width, height } = strip.box;
  return { ...strip, box: { x: x * scale, y: y * scale, width: width * scale, height: height * scale } };
};

export class Overlay {
  private readonly canvas: HTMLCanvasElement;
  private readonly context: CanvasRenderingContext2D;
  private readonly fit: TextFit;
  private painted: View | undefined;

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

  /** Returns what found no room. */
  paint(given: OverlayInput): LabelStrip | undefined {
    this.prepare(given.view, given.theme.textScale);
    const input = { ...given, view: seenFrom(given.view, given.theme.textScale) };
    const { scene, geometry, view, theme } = input;
    const context = this.context;
    const visible = scene.nodes.filter((node) => isVisible(view, screenBox(view, node), OVERSCAN));
    const brush: Brush = { context, fit: this.fit, theme, view };
    const boxes = nodeObstacles(visible, view);
    const titles = paintTitles(brush, scene.groups, boxes);
    const marks = marksOf(scene, geometry, view);
    const badges = placeBadges(marks, view);
    const labels = this.plan(input, visible, [...boxes, ...titles, ...markBoxes(marks, badges, view)]);
    paintFoundEdges(context, scene, geometry, theme, view);
    paintTies(brush, scene.nodes);
    paintStreams(brush, scene, geometry);
    paintEdgeMarks(context, {
      fit: this.fit,
      marks,
      badges,
      scene,
      geometry,
      view,
      theme,
      labelled: new Set(labels.placed.map((label) => label.id)),
    });
    this.paintLeaders(input, labels);
    paintNodes(brush, visible);
    paintFoundNodes(context, visible, theme, view);
    this.paintLabels(input, labels);
    this.placedLabels = labels.placed;
    this.inFront = [...boxes, ...titles, ...labels.placed.map(({ box }) => box), ...labels.marks.map(({ box }) => box)];
    this.painted = given.view;
    return labels.strip === undefined ? undefined : enlarged(labels.strip, given.theme.textScale);
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

  private plan({ scene, geometry, view, theme }: OverlayInput, visible: readonly SceneNode[], obstacles: readonly Box[]): Labels {
    const names = new Map<string, string>();
    const forms = new Map<string, readonly LabelLines[]>();
    const plan = planLabels({
      scene,
      geometry,
      view,
      obstacles,
      // Names that do not fit into their boxes stand beside them, as far as there is room.
      nameless: visible.filter((node) => !holdsName(node, view)),
      measureName: (node) => {
        this.fit.use(nameFont(theme));
        const text = this.fit.fit(node.label, NAME_ROOM);
        names.set(node.id, text);
        return { width: Math.ceil(this.fit.width(text)) + 12, height: 18 };
      },
      measureEdge: (edge) => {
        this.fit.use(labelFont(theme));
        const lines = labelForms(edge, this.fit);
        forms.set(edge.id, lines);
        return lines.map((one) => one.size);
      },
    });
    return { ...plan, forms, names };
  }

  /** Labels that stand beside their edge keep a line to it. */
  private paintLeaders({ scene, geometry, view, theme }: OverlayInput, { placed }: Labels): void {
    const edges = new Map(scene.edges.map((edge) => [edge.id, edge]));
    for (const { id, box } of placed) {
      const edge = edges.get(id);
      const path = geometry.paths.get(id);
      if (edge === undefined || path === undefined || screenLine(path, view).pieces.some(({ from, to }) => touches(box, from, to)))
        continue;
      paintLeader(this.context, box, leaderEnd(path, box, view), theme.tones[edge.tone]);
    }
  }

  private paintLabels(input: OverlayInput, labels: Labels): void {
    const { scene, theme } = input;
    const { placed, marks, forms, names } = labels;
    const edges = new Map(scene.edges.map((edge) => [edge.id, edge]));
    const nodes = new Map(scene.nodes.map((node) => [node.id, node]));
    this.context.textBaseline = 'middle';
    for (const { id, form, box } of placed) {
      const edge = edges.get(id);
      const lines = forms.get(id);
      const node = nodes.get(id);
      const name = names.get(id);
      if (node !== undefined && name !== undefined) {
        this.fit.use(nameFont(theme));
        paintName(this.context, node, name, box, theme);
      } else if (edge !== undefined && lines !== undefined) {
        this.fit.use(labelFont(theme));
        const shown = lines.find((one) => one.size.width === box.width && one.size.height === box.height) ?? lines[form];
        if (shown !== undefined) paintEdgeLabel(this.context, edge, { box, lines: shown }, theme, this.fit);
      }
    }
    this.fit.use(labelFont(theme));
    for (const { id, box } of marks) {
      const edge = edges.get(id);
      if (edge !== undefined) paintNumber(this.context, edge, box, theme);
    }
  }
}
