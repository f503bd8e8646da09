import { expect, type Page, test } from '@playwright/test';
import { appNode, canvasOf, drawn, edgeOf, openMesh, panelOf } from './support/mesh-page';

/** Every text painted on the canvas with its colour, and the helper that compares colours; call before the page is opened. */
async function recordColours(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const prototype = CanvasRenderingContext2D.prototype;
    const { fillText, clearRect } = prototype;
    const written: { text: string; colour: string }[] = [];
    prototype.fillText = function (text, ...rest) {
      if (this.canvas.style.zIndex === '5' && this.globalAlpha === 1) written.push({ text, colour: String(this.fillStyle) });
      fillText.call(this, text, ...rest);
    };
    prototype.clearRect = function (...box) {
      if (this.canvas.style.zIndex === '5') written.length = 0;
      clearRect.call(this, ...box);
    };
    const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const luminance = (colour: string): number => {
      if (probe === null) return Number.NaN;
      probe.fillStyle = colour;
      probe.globalAlpha = 1;
      probe.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = [...probe.getImageData(0, 0, 1, 1).data].map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    /** WCAG 2.2. */
    const contrast = (a: string, b: string): number => {
      const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
      return (high + 0.05) / (low + 0.05);
    };
    Object.assign(window, { written, contrast });
  });
}

interface Recorded {
  readonly written: readonly { readonly text: string; readonly colour: string }[];
  readonly contrast: (a: string, b: string) => number;
}

/** What the system calls a colour now. */
const systemColour = (page: Page, name: string): Promise<string> =>
  page.evaluate((wanted) => {
    const probe = document.createElement('span');
    probe.style.setProperty('forced-color-adjust', 'none');
    probe.style.color = wanted;
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }, name);

const unreadableOnCanvas = (page: Page, ground: string) =>
  page.evaluate((canvas) => {
    const { written, contrast } = window as unknown as Recorded;
    return { count: written.length, faint: written.filter(({ colour }) => contrast(colour, canvas) < 4.5).map(({ text }) => text) };
  }, ground);

/** Texts outside the map whose colour does not stand out from what is behind them. */
const unreadableOnPage = (page: Page) =>
  page.evaluate(() => {
    const { contrast } = window as unknown as Recorded;
    const behind = (element: Element | null): string => {
      for (let at = element; at !== null; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if (!/, 0\)$|transparent/.test(backgroundColor)) return backgroundColor;
      }
      return 'Canvas';
    };
    const hasText = (element: Element): boolean => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
    const shown = [...document.querySelectorAll('#root *')].filter((element) => element.checkVisibility());
    const texts = shown.filter((element) => hasText(element) && element.closest('svg') === null && element.closest(':disabled') === null);
    const signs = shown.filter((element) => element.matches('section[aria-label="Legend"] svg'));
    return {
      count: texts.length,
      signs: signs.length,
      faint: [
        ...texts.filter((element) => contrast(getComputedStyle(element).color, behind(element)) < 4.5),
        ...signs.filter((element) => contrast(getComputedStyle(element).color, behind(element)) < 3),
      ].map((element) => element.textContent),
    };
  });

/** Share of the map's pixels by colour, and what is neither ground nor stands out from it. */
async function paintedColours(
  page: Page,
  ground: string,
): Promise<{ readonly onGround: number; readonly faint: number; readonly clear: number }> {
  const picture = (await canvasOf(page).screenshot()).toString('base64');
  return page.evaluate(
    async ([data, canvas = '']) => {
      const { contrast } = window as unknown as Recorded;
      const image = await createImageBitmap(
        new Blob([Uint8Array.from(atob(data ?? ''), (letter) => letter.charCodeAt(0))], { type: 'image/png' }),
      );
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.drawImage(image, 0, 0);
      const pixels = context.getImageData(0, 0, image.width, image.height).data;
      const counts = new Map<string, number>();
      for (let at = 0; at < pixels.length; at += 4) {
        const colour = `rgb(${pixels[at]}, ${pixels[at + 1]}, ${pixels[at + 2]})`;
        counts.set(colour, (counts.get(colour) ?? 0) + 1);
      }
      const all = pixels.length / 4;
      const seen = { onGround: 0, faint: 0, clear: 0 };
      for (const [colour, count] of counts) {
        const ratio = contrast(colour, canvas);
        if (ratio < 1.02) seen.onGround += count / all;
        else if (ratio < 3) seen.faint += count / all;
        else seen.clear += count / all;
      }
      return seen;
    },
    [picture, ground],
  );
}

// The second of each pair is the app's own theme, which must not win over the forced colours.
for (const [system, preferred] of [
  ['light', 'light'],
  ['dark', 'dark'],
  ['light', 'dark'],
  ['dark', 'light'],
] as const) {
  test(`forced colours, ${system} with the ${preferred} theme chosen: map, legend and panels use them and stay readable`, async ({
    page,
  }) => {
    await page.addInitScript((theme) => localStorage.setItem('seamark.preferences', JSON.stringify({ theme })), preferred);
    await page.emulateMedia({ forcedColors: 'active', colorScheme: system });
    await recordColours(page);
    await openMesh(page);
    const ground = await systemColour(page, 'Canvas');
    const text = await unreadableOnCanvas(page, ground);
    expect(text.count).toBeGreaterThan(80);
    expect(text.faint).toEqual([]);
    const rest = await unreadableOnPage(page);
    expect(rest.count).toBeGreaterThan(40);
    expect(rest.signs).toBeGreaterThan(3);
    expect(rest.faint).toEqual([]);
    // Fills are the ground; what is drawn on it is clear but for the soft edges of lines and letters.
    const colours = await paintedColours(page, ground);
    expect(colours.onGround).toBeGreaterThan(0.8);
    expect(colours.clear).toBeGreaterThan(0.02);
    expect(colours.faint).toBeLessThan(colours.clear);
  });
}

test('forced colours that come while the map is open repaint it, and a selection stands out', async ({ page }) => {
  await recordColours(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await openMesh(page);
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'light' });
  const ground = await systemColour(page, 'Canvas');
  await expect.poll(async () => (await unreadableOnCanvas(page, ground)).faint).toEqual([]);
  await drawn(page);
  await openMesh(page, { select: edgeOf(appNode('checkout', 'orders'), appNode('fulfilment', 'inventory'), 'http') });
  await expect(
    panelOf(page)
      .getByRole('heading', { name: /orders/ })
      .first(),
  ).toBeVisible();
  expect((await unreadableOnCanvas(page, ground)).faint).toEqual([]);
  expect((await unreadableOnPage(page)).faint).toEqual([]);
});
