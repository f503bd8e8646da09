import { expect, type Page, test } from '@playwright/test';
import { recordText } from './support/drawn-text';
import { appNode, canvasOf, openMesh } from './support/mesh-page';
import { recordPictures } from './support/recorded-pictures';

/** Of the demo shop. */
const NAMESPACES = ['edge', 'storefront', 'catalog', 'checkout', 'fulfilment', 'payments'];

test('at 1440 × 900 every edge of the demo shop says rate, errors or bytes, latency and mTLS', async ({ page }) => {
  const written = await recordText(page);
  await openMesh(page);
  const edges = Number(await canvasOf(page).getAttribute('data-drawn-edges'));
  const texts = await written();
  const count = (pattern: RegExp) => texts.filter((text) => pattern.test(text)).length;
  expect(edges).toBe(32);
  // Seven edges are TCP and have bytes in place of requests, errors and latency.
  expect(count(/^[\d.]+k? rps$/)).toBe(25);
  expect(count(/^↑/)).toBe(7);
  expect(count(/^p99 /)).toBe(25);
  expect(count(/ err$|^18 % 503$|^0.4 % gRPC 13$/)).toBe(25);
  expect(count(/mTLS|^plaintext$/)).toBe(32);
});

test('what steps back beside a selection keeps its name, small as it is', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const written = await recordText(page);
  await openMesh(page, { select: appNode('checkout', 'orders') });
  const texts = await written();
  // None of them calls orders or is called by it, and their boxes are too small at this zoom.
  for (const name of ['gateway', 'session', 'payments', 'catalog', 'pricing']) expect(texts).toContain(name);
});

interface Title {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Titles of groups as painted last: left end, middle and width on the canvas. */
async function recordTitles(page: Page): Promise<() => Promise<readonly Title[]>> {
  await page.addInitScript((names) => {
    const prototype = CanvasRenderingContext2D.prototype;
    const { strokeText, clearRect } = prototype;
    const titles: Title[] = [];
    Object.defineProperty(window, 'paintedTitles', { value: titles });
    prototype.strokeText = function (text, x, y, ...rest) {
      if (names.includes(text)) titles.push({ text, x, y, width: this.measureText(text).width });
      strokeText.call(this, text, x, y, ...rest);
    };
    prototype.clearRect = function (...box) {
      if (this.canvas.style.zIndex === '5') titles.length = 0;
      clearRect.call(this, ...box);
    };
  }, NAMESPACES);
  return () => page.evaluate(() => [...(window as unknown as { paintedTitles: Title[] }).paintedTitles]);
}

for (const [width, height] of [
  [390, 844],
  [320, 640],
] as const) {
  test(`on a screen of ${width} × ${height} titles of namespaces cover no node`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const pictures = await recordPictures(page);
    const painted = await recordTitles(page);
    await openMesh(page);
    const [zoom = 1, panX = 0, panY = 0] = ((await canvasOf(page).getAttribute('data-viewport')) ?? '').split(' ').map(Number);
    const titles = await painted();
    expect(titles.length).toBeGreaterThanOrEqual(4);
    const nodes = Object.entries((await pictures()).at(-1)?.nodes ?? {});
    expect(nodes.length).toBe(26);
    const covered = titles.flatMap((title) =>
      nodes
        // Nodes are 44 high and at least 128 wide; a title's letters reach some 5 px up and down.
        .filter(([, { x, y }]) => {
          const [left, right] = [(x - 64) * zoom + panX, (x + 64) * zoom + panX];
          const [top, bottom] = [(y - 22) * zoom + panY, (y + 22) * zoom + panY];
          return title.x < right && title.x + title.width > left && title.y - 5 < bottom && title.y + 5 > top;
        })
        .map(([id]) => `${title.text} over ${id}`),
    );
    expect(covered).toEqual([]);
  });
}
