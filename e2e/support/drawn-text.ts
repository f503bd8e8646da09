/** What is written on the canvas: every text of the last painting, in drawing order. Call before the page is opened. */
import type { Page } from '@playwright/test';

export async function recordText(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const prototype = CanvasRenderingContext2D.prototype;
    const { fillText, clearRect } = prototype;
    const texts: string[] = [];
    Object.defineProperty(window, 'writtenOnCanvas', { value: texts });
    prototype.fillText = function (text, ...rest) {
      if (this.canvas.getAttribute('aria-hidden') === 'true') texts.push(text);
      fillText.call(this, text, ...rest);
    };
    prototype.clearRect = function (...box) {
      if (this.canvas.getAttribute('aria-hidden') === 'true' && this.canvas.style.zIndex === '5') texts.length = 0;
      clearRect.call(this, ...box);
    };
  });
  return () => page.evaluate(() => [...(window as unknown as { writtenOnCanvas: string[] }).writtenOnCanvas]);
}
