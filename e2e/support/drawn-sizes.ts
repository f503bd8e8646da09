/** How large texts on the canvas are: font size times what the canvas is scaled by, in CSS pixels. Call before the page is opened. */
import type { Page } from '@playwright/test';

export interface DrawnText {
  readonly text: string;
  readonly pixels: number;
}

/** Every text of the last painting of the map, in drawing order. */
export async function recordSizes(page: Page): Promise<() => Promise<readonly DrawnText[]>> {
  await page.addInitScript(() => {
    const prototype = CanvasRenderingContext2D.prototype;
    const { fillText, clearRect } = prototype;
    const drawn: DrawnText[] = [];
    Object.defineProperty(window, 'sizesOnCanvas', { value: drawn });
    const isText = (canvas: HTMLCanvasElement) => canvas.getAttribute('aria-hidden') === 'true' && canvas.style.zIndex === '5';
    prototype.fillText = function (text, ...rest) {
      const { canvas } = this;
      const pixels = Number.parseFloat(/([\d.]+)px/.exec(this.font)?.[1] ?? '0');
      const scale = (Math.hypot(this.getTransform().a, this.getTransform().b) * canvas.clientWidth) / canvas.width;
      if (isText(canvas)) drawn.push({ text, pixels: pixels * scale });
      fillText.call(this, text, ...rest);
    };
    prototype.clearRect = function (...box) {
      if (isText(this.canvas)) drawn.length = 0;
      clearRect.call(this, ...box);
    };
  });
  return () => page.evaluate(() => [...(window as unknown as { sizesOnCanvas: DrawnText[] }).sizesOnCanvas]);
}
