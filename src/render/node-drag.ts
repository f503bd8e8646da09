/** The gesture that moves a node: with a mouse at once, with a finger after a long press, so that one finger still pans. */
import type { Point } from '../paint/edge-geometry';

/** A press becomes a drag beyond this many CSS pixels; a finger that moves so far before its press was long pans. */
const SLACK_PIXELS = 5;
const LONG_PRESS_MS = 450;

export interface DragPort {
  /** The node under a point of the canvas (CSS pixels), by its centre in scene pixels. */
  readonly nodeAt: (point: Point) => (Point & { readonly id: string }) | undefined;
  readonly toScene: (point: Point) => Point;
  readonly allowPanning: (allowed: boolean) => void;
  readonly onLift: (id: string) => void;
  readonly onMove: (id: string, centre: Point) => void;
  /** `keep` = it stays where it was dragged; else it goes back. */
  readonly onDrop: (keep: boolean) => void;
}

interface Press {
  readonly pointer: number;
  readonly id: string;
  readonly from: Point;
  /** From the pointer to the node's centre, scene pixels. */
  readonly grip: Point;
  readonly touch: boolean;
  lifted: boolean;
  last: Point;
}

export class NodeDrag {
  private press: Press | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private frame: number | undefined;
  private dragged = false;

  constructor(
    private readonly container: HTMLElement,
    private readonly port: DragPort,
    signal: AbortSignal,
  ) {
    // Else the browser takes a finger's way for scrolling and cancels the gesture.
    container.style.touchAction = 'none';
    // Before Cytoscape hears of it: it must not pan what is about to be dragged.
    const options = { signal, capture: true };
    container.addEventListener('pointerdown', (event) => this.onDown(event), options);
    container.addEventListener('pointermove', (event) => this.onMove(event), options);
    container.addEventListener('pointerup', (event) => this.onUp(event, true), options);
    container.addEventListener('pointercancel', (event) => this.onUp(event, false), options);
    window.addEventListener('keydown', (event) => this.onKey(event), options);
  }

  /** The press that just ended moved a node: it was no tap. */
  get justDragged(): boolean {
    return this.dragged;
  }

  private pointOf(event: PointerEvent): Point {
    const { left, top } = this.container.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  private onDown(event: PointerEvent): void {
    this.dragged = false;
    if (this.press !== undefined) {
      // A second finger: the gesture is a pinch.
      this.end(false);
      return;
    }
    if (event.button !== 0 || !event.isPrimary || event.ctrlKey) return;
    const from = this.pointOf(event);
    const node = this.port.nodeAt(from);
    if (node === undefined) return;
    const at = this.port.toScene(from);
    const touch = event.pointerType === 'touch';
    const grip = { x: node.x - at.x, y: node.y - at.y };
    this.press = { pointer: event.pointerId, id: node.id, from, grip, touch, lifted: false, last: from };
    if (touch) this.timer = setTimeout(() => this.lift(), LONG_PRESS_MS);
    else this.port.allowPanning(false);
  }

  private onMove(event: PointerEvent): void {
    const { press } = this;
    if (press === undefined || event.pointerId !== press.pointer) return;
    press.last = this.pointOf(event);
    if (!press.lifted) {
      if (Math.hypot(press.last.x - press.from.x, press.last.y - press.from.y) <= SLACK_PIXELS) return;
      if (press.touch) {
        this.release();
        return;
      }
      this.lift();
    }
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.follow();
    });
  }

  private follow(): void {
    const { press } = this;
    if (press === undefined || !press.lifted) return;
    const at = this.port.toScene(press.last);
    this.port.onMove(press.id, { x: at.x + press.grip.x, y: at.y + press.grip.y });
  }

  private lift(): void {
    const { press } = this;
    if (press === undefined) return;
    press.lifted = true;
    this.dragged = true;
    this.port.allowPanning(false);
    this.container.setPointerCapture(press.pointer);
    this.port.onLift(press.id);
    this.follow();
  }

  private onUp(event: PointerEvent, keep: boolean): void {
    // After Esc the button is still down: only now may a move pan again.
    if (this.press === undefined) this.port.allowPanning(true);
    if (this.press === undefined || event.pointerId !== this.press.pointer) return;
    if (keep) {
      this.press.last = this.pointOf(event);
      this.follow();
    }
    this.end(keep);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.press?.lifted !== true) return;
    event.preventDefault();
    event.stopPropagation();
    this.end(false);
    this.port.allowPanning(false);
  }

  private end(keep: boolean): void {
    const lifted = this.press?.lifted === true;
    this.release();
    if (lifted) this.port.onDrop(keep);
  }

  private release(): void {
    clearTimeout(this.timer);
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.frame = undefined;
    this.press = undefined;
    this.port.allowPanning(true);
  }
}
