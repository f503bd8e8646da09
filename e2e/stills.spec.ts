/** Stills against the page: they look like the map, their letters are as wide as they count, and they are what goes onto paper. */
import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { appNode, canvasOf, edgeOf, follow, openMesh, panelOf, pictureOf } from './support/mesh-page';
import { OUTAGE, PAYMENTS } from './support/outage';

/** Pixels of two pictures of one size: how many of them differ by more than that of 255 in any channel, 0..1. */
const differing = (page: Page, pictures: readonly Buffer[], most: number): Promise<number> =>
  page.evaluate(
    async ({ encoded, most }) => {
      const pixels = await Promise.all(
        encoded.map(async (base64) => {
          const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))]));
          const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
          context?.drawImage(picture, 0, 0);
          return context?.getImageData(0, 0, picture.width, picture.height);
        }),
      );
      const [one, other] = pixels;
      if (one === undefined || other === undefined || one.width !== other.width || one.height !== other.height) return 1;
      let count = 0;
      for (let at = 0; at < one.data.length; at += 4) {
        const far = [0, 1, 2].some((channel) => Math.abs((one.data[at + channel] ?? 0) - (other.data[at + channel] ?? 0)) > most);
        if (far) count += 1;
      }
      return count / (one.width * one.height);
    },
    { encoded: pictures.map((picture) => picture.toString('base64')), most },
  );

async function savedFile(page: Page, name: 'PNG' | 'SVG'): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name, exact: true }).click();
  return readFile(await (await download).path());
}

const SCENES = [
  ['health', { ...OUTAGE }],
  ['policies, in the dark', { scenario: 'policies', overlay: 'authorization', theme: 'dark' }],
  ['a selection', { scenario: 'canary', select: 'none' }],
] as const;

for (const [what, { ...search }] of SCENES) {
  test.describe(() => {
    test.use({ colorScheme: what.includes('dark') ? 'dark' : 'light' });
    test(`a still of the viewport looks like the map: ${what}`, async ({ page }) => {
      await openMesh(page, search);
      const map = await pictureOf(page);
      await page.keyboard.press('E');
      const dialog = page.getByRole('dialog', { name: 'Export' });
      await dialog
        .getByRole('radio', { name: 'Viewport' })
        .or(dialog.getByRole('button', { name: 'Viewport' }))
        .click();
      await dialog.getByRole('checkbox', { name: /Words around it/ }).uncheck();
      await dialog
        .getByRole('radio', { name: '1×' })
        .or(dialog.getByRole('button', { name: '1×' }))
        .click();
      const still = await savedFile(page, 'PNG');
      // What Cytoscape draws is drawn again by other code: outlines may differ by a fraction of a pixel, a shape or a colour may not.
      expect(await differing(page, [map, still], 0.3 * 255)).toBeLessThan(0.02);
    });
  });
}

test('letters of an SVG are as wide in Chromium as the picture counts without asking a browser', async ({ page }) => {
  await openMesh(page, OUTAGE);
  await page.keyboard.press('E');
  const svg = (await savedFile(page, 'SVG')).toString('utf8');
  const wrong = await page.evaluate((text) => {
    const root = document.importNode(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement, true);
    document.body.append(root);
    const texts = [...root.querySelectorAll('text')];
    return {
      count: texts.length,
      wrong: texts.flatMap((element) => {
        const counted = element.textLength.baseVal.value;
        element.removeAttribute('textLength');
        const drawn = element.getComputedTextLength();
        // Arrows and other signs that Inter does not have are the system's.
        return Math.abs(drawn - counted) > 0.02 * counted + 0.5 && !/[→≥]/.test(element.textContent ?? '')
          ? [`${element.textContent} ${counted} ${drawn}`]
          : [];
      }),
    };
  }, svg);
  expect(wrong.count).toBeGreaterThan(40);
  expect(wrong.wrong).toEqual([]);
});

test('where a preview goes on after a text, the text has ended: its figures and letters are as wide as the picture counts', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const ends: { readonly on: string | null; readonly text: string; readonly next: string; readonly apart: number }[] = [];
    Object.defineProperty(window, 'textEnds', { value: ends });
    let last: { canvas: unknown; text: string; x: number; y: number; width: number } | undefined;
    const paint = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text: string, x: number, y: number): void {
      if (this.canvas.getAttribute('role') === 'img') {
        // A label's texts are written one after the other from where the counted width of the one before ends.
        if (last?.canvas === this.canvas && last.y === y && text.trim() === '·')
          ends.push({ on: this.canvas.getAttribute('aria-label'), text: last.text, next: text, apart: x - (last.x + last.width) });
        last = { canvas: this.canvas, text, x, y, width: this.measureText(text).width };
      }
      paint.call(this, text, x, y);
    };
  });
  await openMesh(page, { ...OUTAGE, compare: '30m' });
  const ends = () => page.evaluate(() => (window as unknown as { textEnds: { on: string; text: string; apart: number }[] }).textEnds);
  const drawn = (picture: string) => expect.poll(async () => (await ends()).filter(({ on }) => on.startsWith(picture)).length, picture);
  await page.keyboard.press('E');
  await drawn('Preview').toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'A and B side by side' }).click();
  await drawn('The mesh at A').toBeGreaterThan(0);
  await drawn('The mesh at B').toBeGreaterThan(0);
  // Arrows are the system's.
  expect((await ends()).filter(({ text, apart }) => !text.includes('→') && Math.abs(apart) > 0.02 * text.length)).toEqual([]);
});

test('on paper the whole graph stands with time, source, thresholds and legend, and the map of the screen does not', async ({ page }) => {
  await openMesh(page, OUTAGE);
  const printed = page.getByRole('region', { name: 'Printed picture' });
  await expect(printed).toHaveCount(0);
  await page.emulateMedia({ media: 'print' });
  await expect(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await expect(printed).toBeVisible({ timeout: 100 });
  }).toPass();
  for (const text of [
    '2026-03-10 18:40:00–18:45:00 UTC',
    'Demo mesh (outage)',
    'calls are degraded when any fails, failing from 10 %',
    'outer ring',
    // Seamark, its version, and the hash of the data.
    /data [0-9a-f]{12}/,
  ])
    await expect(printed).toContainText(text);
  await expect(printed.locator('figure svg text', { hasText: /^payments$/ })).toHaveCount(1);
  await expect(canvasOf(page)).toBeHidden();
  // The panel follows, without what only a screen can do.
  await expect(page.getByRole('heading', { name: 'Worst edges' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Overview' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Trends' })).toBeHidden();
  // Its sheet says by itself when and where; the rest of a sheet is white.
  await expect(panelOf(page).getByText(/Time: 2026-03-10 18:40:00–18:45:00 UTC · Source: Demo mesh \(outage\)/)).toBeVisible();
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(printed).toHaveCount(0);
  await expect(canvasOf(page)).toBeVisible();

  await page.emulateMedia({ media: 'screen' });
  await follow(page, { ...OUTAGE, compare: '30m' });
  await expect(page.getByTestId('moment-sign')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByTestId('moment-sign'), 'the sign of the screen lies over nothing that is printed').toBeHidden();

  await page.emulateMedia({ media: 'screen' });
  await follow(page, { ...OUTAGE, select: edgeOf(appNode('shop', 'checkout'), PAYMENTS, 'http') });
  const panel = panelOf(page);
  const ofTheScreen = [
    panel.getByRole('button', { name: 'Ask who speaks to whom' }),
    panel.getByRole('button', { name: 'Show charts' }),
    panel.getByRole('button', { name: 'Copy the PromQL of Request rate', exact: true }),
    panel.getByRole('heading', { name: 'PromQL behind these numbers' }),
  ];
  for (const part of ofTheScreen) await expect(part).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(panel.getByRole('heading', { name: 'Both sides' })).toBeVisible();
  for (const part of ofTheScreen) await expect(part).toBeHidden();
});
