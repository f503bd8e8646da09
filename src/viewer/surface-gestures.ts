/** Mouse, wheel and fingers on the canvas of a saved file: what pans, what zooms, what is a tap. */

export interface GesturePort {
  /** CSS pixels. */
  readonly onPan: (byX: number, byY: number) => void;
  /** Around a point of the canvas, CSS pixels. */
  readonly onZoom: (factor: number, x: number, y: number) => void;
  readonly onTap: (x: number, y: number) => void;
  readonly onDoubleTap: (x: number, y: number) => void;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A press that moves further is no tap. */
const SLACK_PIXELS = 5;
const DOUBLE_TAP_MS = 350;
/** So many pixels of the wheel double the zoom; most mice turn 100 a notch. */
const WHEEL_PIXELS_DOUBLE = 420;
const LINE_PIXELS = 16;

const between = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

export class SurfaceGestures {
  /** False while a node is dragged. */
  panning = true;
  private readonly fingers = new Map<number, Point>();
  private start: Point | undefined;
  private moved = false;
  private lastTap: (Point & { readonly atMs: number }) | undefined;
  private readonly stopListening = new AbortController();

  constructor(
    private readonly stage: HTMLElement,
    private readonly port: GesturePort,
  ) {
    const { signal } = this.stopListening;
    stage.addEventListener('pointerdown', (event) => this.onDown(event), { signal });
    stage.addEventListener('pointermove', (event) => this.onMove(event), { signal });
    stage.addEventListener('pointerup', (event) => this.onUp(event, true), { signal });
    stage.addEventListener('pointercancel', (event) => this.onUp(event, false), { signal });
    stage.addEventListener('wheel', (event) => this.onWheel(event), { signal, passive: false });
  }

  dispose(): void {
    this.stopListening.abort();
  }

  private pointOf(event: MouseEvent): Point {
    const { left, top } = this.stage.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  private onDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    const at = this.pointOf(event);
    this.fingers.set(event.pointerId, at);
    this.moved = this.fingers.size > 1;
    this.start = at;
  }

  private onMove(event: PointerEvent): void {
    const before = this.fingers.get(event.pointerId);
    if (before === undefined) return;
    const at = this.pointOf(event);
    if (!this.moved) {
      if (this.start === undefined || between(this.start, at) <= SLACK_PIXELS) return;
      this.moved = true;
      if (this.panning) this.stage.setPointerCapture(event.pointerId);
    }
    this.fingers.set(event.pointerId, at);
    if (!this.panning) return;
    const other = [...this.fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other === undefined) {
      this.port.onPan(at.x - before.x, at.y - before.y);
      return;
    }
    // Two fingers: what is between them stays between them.
    this.port.onPan((at.x - before.x) / 2, (at.y - before.y) / 2);
    const apart = between(before, other);
    if (apart > 0) this.port.onZoom(between(at, other) / apart, (at.x + other.x) / 2, (at.y + other.y) / 2);
  }

  private onUp(event: PointerEvent, kept: boolean): void {
    const pressed = this.fingers.delete(event.pointerId);
    if (!kept || !pressed || this.moved) return;
    const at = { ...this.pointOf(event), atMs: event.timeStamp };
    const twice =
      this.lastTap !== undefined && at.atMs - this.lastTap.atMs < DOUBLE_TAP_MS && between(at, this.lastTap) <= 2 * SLACK_PIXELS;
    this.lastTap = twice ? undefined : at;
    this.port.onTap(at.x, at.y);
    if (twice) this.port.onDoubleTap(at.x, at.y);
  }

  private onWheel(event: WheelEvent): void {
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * LINE_PIXELS : event.deltaY;
    const { x, y } = this.pointOf(event);
    this.port.onZoom(2 ** (-pixels / WHEEL_PIXELS_DOUBLE), x, y);
  }
}
