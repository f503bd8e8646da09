/** The canvas of travelling dots, below text and marks. It runs only while it is asked to, at 30 frames a second at most, and paints visible edges alone. */
import { listIn } from '../lib/list-in';
import type { SceneEdge } from '../scene/scene';
import { CanvasLayer } from './canvas-layer';
import { type EdgePath, type Point, pointOn } from './edge-geometry';
import { FlowDots, type FlowingEdge } from './flow-dots';
import type { OverlayInput } from './overlay';
import { strokePixels, toScreen } from './target-marks';
import { isVisible, seenFrom, type View } from './view';

const MOST_FRAMES_PER_SECOND = 30;
/** Frames come a little early or late; half of one is close enough. */
const FRAME_SLACK_MS = 8;
const FADED = 0.3;
/** Ground around a dot, CSS pixels: it must stand out from the line it travels on. */
const RIM = 1.25;

export interface FlowPort {
  readonly now: () => OverlayInput | undefined;
  /** The viewport or a node is moving: dots would lag behind. */
  readonly moving: () => boolean;
}

interface Visible extends FlowingEdge {
  readonly edge: SceneEdge;
  readonly path: EdgePath;
}

export class FlowLayer {
  private readonly layer: CanvasLayer;
  private readonly dots = new FlowDots();
  private requestsPerDot: number | undefined;
  private frame: number | undefined;
  private lastMs: number | undefined;

  constructor(
    container: HTMLElement,
    private readonly port: FlowPort,
  ) {
    this.layer = new CanvasLayer(container, 4, 'flow');
  }

  /** undefined stops and clears. */
  run(requestsPerDot: number | undefined): void {
    if (requestsPerDot !== this.requestsPerDot) this.dots.clear();
    this.requestsPerDot = requestsPerDot;
    if (requestsPerDot === undefined) this.stop();
    else this.frame ??= requestAnimationFrame((ms) => this.tick(ms));
  }

  dispose(): void {
    this.stop();
    this.layer.dispose();
  }

  private stop(): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.frame = undefined;
    this.lastMs = undefined;
    this.layer.clear();
  }

  /** The browser calls no frame of a hidden tab. */
  private tick(ms: number): void {
    this.frame = requestAnimationFrame((next) => this.tick(next));
    const sinceMs = ms - (this.lastMs ?? ms);
    if (this.lastMs !== undefined && sinceMs < 1000 / MOST_FRAMES_PER_SECOND - FRAME_SLACK_MS) return;
    this.lastMs = ms;
    const now = this.port.now();
    if (now === undefined || this.port.moving()) this.layer.clear();
    else this.paint(now, sinceMs / 1000);
  }

  private paint(now: OverlayInput, seconds: number): void {
    const { theme } = now;
    const view = seenFrom(now.view, theme.textScale);
    const edges = this.visible(now, view);
    this.dots.step(edges, seconds);
    this.layer.prepare(now.view);
    const { context } = this.layer;
    context.scale(theme.textScale, theme.textScale);
    const looks = new Map<string, Visible[]>();
    for (const one of edges) listIn(looks, `${one.edge.tone} ${one.edge.faded}`).push(one);
    for (const alike of looks.values()) {
      const { tone = 'ok', faded = false } = alike[0]?.edge ?? {};
      context.globalAlpha = faded ? FADED : 1;
      this.paintDots(alike, view, RIM, theme.canvas);
      this.paintDots(alike, view, 0, theme.tones[tone]);
    }
    context.globalAlpha = 1;
  }

  private paintDots(edges: readonly Visible[], view: View, rim: number, colour: string): void {
    const { context } = this.layer;
    context.fillStyle = colour;
    context.beginPath();
    for (const { id, edge, path } of edges) {
      const radius = 1.75 + strokePixels(edge, view.zoom) * 0.55 + rim;
      for (const place of this.dots.of(id)) {
        const { x, y } = toScreen(view, pointOn(path, place));
        context.moveTo(x + radius, y);
        context.arc(x, y, radius, 0, 2 * Math.PI);
      }
    }
    context.fill();
  }

  private visible({ scene, geometry }: OverlayInput, view: View): readonly Visible[] {
    const scale = this.requestsPerDot ?? 1;
    return scene.edges.flatMap((edge): Visible[] => {
      const path = geometry.paths.get(edge.id);
      if (path === undefined || edge.requestsPerSecond === undefined || edge.ghost === true) return [];
      const [start, end] = [toScreen(view, path.start), toScreen(view, path.end)];
      if (!isVisible(view, boxOf(start, end))) return [];
      const length = path.loop ? 2 * Math.hypot(start.x - end.x, start.y - end.y) : Math.hypot(start.x - end.x, start.y - end.y);
      return [{ id: edge.id, edge, path, length, dotsPerSecond: edge.requestsPerSecond / scale }];
    });
  }
}

const boxOf = (a: Point, b: Point) => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
});
