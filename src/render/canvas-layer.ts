/** A canvas of its own above the map, as large as it: painting there repaints nothing else. */
import type { View } from '../paint/view';

const MOST_PIXEL_RATIO = 2;

export class CanvasLayer {
  private readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  private empty = true;

  constructor(container: HTMLElement, zIndex: number, name?: string) {
    this.canvas = document.createElement('canvas');
    if (name !== undefined) this.canvas.dataset.layer = name;
    this.canvas.setAttribute('aria-hidden', 'true');
    Object.assign(this.canvas.style, { position: 'absolute', left: '0', top: '0', pointerEvents: 'none', zIndex: String(zIndex) });
    container.append(this.canvas);
    const context = this.canvas.getContext('2d');
    if (context === null) throw new Error('This browser has no canvas to draw on.');
    this.context = context;
  }

  /** Wiped and scaled to CSS pixels. */
  prepare(view: View): void {
    const ratio = Math.min(globalThis.devicePixelRatio || 1, MOST_PIXEL_RATIO);
    const width = Math.round(view.width * ratio);
    const height = Math.round(view.height * ratio);
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.canvas.style.width = `${view.width}px`;
      this.canvas.style.height = `${view.height}px`;
    }
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.context.clearRect(0, 0, width, height);
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.empty = false;
  }

  clear(): void {
    if (this.empty) return;
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.empty = true;
  }

  dispose(): void {
    this.canvas.remove();
  }
}
