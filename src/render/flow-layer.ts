/** The canvas of travelling dots, above the lines and around text and nodes. It runs only while it is asked to, at 30 frames a second at most, and paints visible edges alone. */
import { listIn } from '../lib/list-in';
import { type EdgePath, type Point, pointOn } from '../paint/edge-geometry';
import { drawnBands } from '../paint/paint-streams';
import type { Box } from '../paint/place-labels';
import { strokePixels, toScreen } from '../paint/target-marks';
import { isVisible, seenFrom, type View } from '../paint/view';
import type { SceneEdge } from '../scene/scene';
import { CanvasLayer } from './canvas-layer';
import { FlowDots, type FlowingEdge } from './flow-dots';
import type { OverlayInput } from './overlay';

/** With the wait for the next frame of a 60 Hz screen about 30 frames a second. */
const BETWEEN_FRAMES_MS = 20;
const FADED = 0.3;
/** Ground around a dot, CSS pixels: it must stand out from the line it travels on. */
const RIM = 1.25;
/** Beads on wide bands stay beads. */
const MOST_STROKE = 5;
/** Room of the arrowhead at the end of a line. */
const ARROW = 14;

export interface FlowPort {
  readonly now: () => OverlayInput | undefined;
  /** The viewport or a node is moving: dots would lag behind. */
  readonly moving: () => boolean;
  /** Boxes that nothing may cover, as the overlay painted them. */
  readonly inFront: () => readonly Box[];
}

/** A line on the screen. */
interface Line extends FlowingEdge {
  readonly edge: SceneEdge;
  readonly path: EdgePath;
  /** CSS pixels. */
  readonly stroke: number;
}

export class FlowLayer {
  private readonly layer: CanvasLayer;
  private readonly dots = new FlowDots();
  private requestsPerDot: number | undefined;
  private frame: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastMs: number | undefined;

  constructor(
    container: HTMLElement,
    private readonly port: FlowPort,
  ) {
    this.layer = new CanvasLayer(container, 6, 'flow');
  }

  /** undefined stops and clears. */
  run(requestsPerDot: number | undefined): void {
    if (requestsPerDot !== this.requestsPerDot) this.dots.clear();
    this.requestsPerDot = requestsPerDot;
    if (requestsPerDot === undefined) this.stop();
    else if (this.frame === undefined) this.next();
  }

  dispose(): void {
    this.stop();
    this.layer.dispose();
  }

  private stop(): void {
    clearTimeout(this.timer);
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.timer = undefined;
    this.frame = undefined;
    this.lastMs = undefined;
    this.layer.clear();
  }

  /** The browser calls no frame of a hidden tab, and frames that would paint nothing are not asked for. */
  private next(): void {
    this.frame = requestAnimationFrame((ms) => {
      const seconds = (ms - (this.lastMs ?? ms)) / 1000;
      this.lastMs = ms;
      const now = this.port.now();
      if (now === undefined || this.port.moving()) this.layer.clear();
      else this.paint(now, seconds);
      this.timer = setTimeout(() => this.next(), BETWEEN_FRAMES_MS);
    });
  }

  private paint(now: OverlayInput, seconds: number): void {
    const { theme } = now;
    const view = seenFrom(now.view, theme.textScale);
    const lines = this.lines(now, view);
    this.dots.step(lines, seconds);
    this.layer.prepare(now.view);
    const { context } = this.layer;
    context.scale(theme.textScale, theme.textScale);
    const looks = new Map<string, Line[]>();
    for (const line of lines) listIn(looks, `${line.edge.tone} ${line.edge.faded}`).push(line);
    for (const alike of looks.values()) {
      const { tone = 'ok', faded = false } = alike[0]?.edge ?? {};
      context.globalAlpha = faded ? FADED : 1;
      this.paintDots(alike, RIM, theme.canvas);
      this.paintDots(alike, 0, theme.tones[tone]);
    }
    context.globalAlpha = 1;
    // Text and nodes stay whole: dots pass below them.
    for (const { x, y, width, height } of this.port.inFront()) context.clearRect(x, y, width, height);
  }

  private paintDots(lines: readonly Line[], rim: number, colour: string): void {
    const { context } = this.layer;
    context.fillStyle = colour;
    context.beginPath();
    for (const { id, path, stroke, length } of lines) {
      const radius = 1.75 + Math.min(MOST_STROKE, stroke) * 0.55 + rim;
      for (const place of this.dots.of(id)) {
        if ((1 - place) * length < ARROW) continue;
        const { x, y } = pointOn(path, place);
        context.moveTo(x + radius, y);
        context.arc(x, y, radius, 0, 2 * Math.PI);
      }
    }
    context.fill();
  }

  /** The lines on the screen along which something flows; of a stream each band is one, with its part of the rate. */
  private lines({ scene, geometry }: OverlayInput, view: View): readonly Line[] {
    const scale = this.requestsPerDot ?? 1;
    const bands = drawnBands(scene, geometry, view).flatMap(({ edge, band, start, control, end, place }): readonly Line[] => {
      const shares = edge.stream?.bands.reduce((sum, { share }) => sum + share, 0) ?? 0;
      const rate = shares > 0 ? ((edge.requestsPerSecond ?? 0) * band.share) / shares : 0;
      const id = `${edge.id} ${edge.stream?.bands.indexOf(band)}`;
      return lineOf(edge, { id, start, control, end, loop: false }, place.width, rate / scale);
    });
    const plain = scene.edges.flatMap((edge): readonly Line[] => {
      const path = geometry.paths.get(edge.id);
      if (path === undefined || edge.stream !== undefined) return [];
      const { start, control, end } = path;
      const onScreen = { ...path, start: toScreen(view, start), end: toScreen(view, end), control: control && toScreen(view, control) };
      return lineOf(edge, onScreen, strokePixels(edge, view.zoom), (edge.requestsPerSecond ?? 0) / scale);
    });
    return [...bands, ...plain].filter(({ path: { start, end } }) => isVisible(view, boxOf(start, end)));
  }
}

function lineOf(edge: SceneEdge, path: EdgePath, stroke: number, dotsPerSecond: number): readonly Line[] {
  if (dotsPerSecond <= 0 || edge.ghost === true) return [];
  const { start, control, end } = path;
  const direct = Math.hypot(end.x - start.x, end.y - start.y);
  // A curve is about as long as the mean of its chord and its two legs.
  const legs =
    control === undefined
      ? direct
      : Math.hypot(control.x - start.x, control.y - start.y) + Math.hypot(end.x - control.x, end.y - control.y);
  return [{ id: path.id, edge, path, stroke, dotsPerSecond, length: (direct + legs) / 2 }];
}

const boxOf = (a: Point, b: Point): Box => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
});
