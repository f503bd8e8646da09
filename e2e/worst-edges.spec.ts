import { expect as briefly, type Page, test } from '@playwright/test';
import { recordText } from './support/drawn-text';
import { address, canvasOf } from './support/mesh-page';

// Three thousand simulated services share two cores with the other specs: every step may take long.
test.describe.configure({ timeout: 420_000 });
const expect = briefly.configure({ timeout: 120_000 });

async function drawn(page: Page): Promise<void> {
  await expect(canvasOf(page)).toHaveAttribute('data-picture-stage', 'complete');
  await expect(canvasOf(page)).toHaveAttribute('data-drawn', 'true');
}

async function openMesh(page: Page, search: Parameters<typeof address>[0]): Promise<void> {
  await page.goto(address(search));
  await drawn(page);
}

const strip = (page: Page) => page.getByRole('region', { name: 'Worst edges without room for their numbers' });

/** Font sizes of everything written on the canvas since the page was opened, CSS pixels. */
async function recordFontSizes(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const { fillText } = CanvasRenderingContext2D.prototype;
    let smallest = Number.POSITIVE_INFINITY;
    Object.defineProperty(window, 'smallestText', { get: () => smallest });
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
      const pixels = Number(/([\d.]+)px/.exec(this.font)?.[1]);
      if (this.canvas.getAttribute('aria-hidden') === 'true') smallest = Math.min(smallest, pixels);
      fillText.call(this, text, ...rest);
    };
  });
  return () => page.evaluate(() => (window as unknown as { smallestText: number }).smallestText);
}

/** Rates (or bytes, reasons) written on the map, one an edge with a label there at least. */
const labelled = (texts: readonly string[]) => texts.filter((text) => /rps$|^↑|\d %|sick/.test(text)).length;

for (const [scenario, width, height, worst] of [
  ['outage', 1280, 800, 9],
  ['outage', 390, 844, 8],
  ['huge', 1280, 800, 30],
  ['huge', 390, 844, 8],
] as const) {
  test(`the worst edges of ${scenario} can be read at ${width} × ${height}, near and far`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const smallest = await recordFontSizes(page);
    const written = await recordText(page);
    await openMesh(page, { scenario });
    for (const step of ['fitted', '+', '+', '+', '+', '-', '-', '-', '-', '-', '-', '-', '-']) {
      if (step !== 'fitted') await page.keyboard.press(step);
      await drawn(page);
      const rows = (await strip(page).count()) === 0 ? 0 : await strip(page).locator('[data-rank]').count();
      expect(rows + labelled(await written()), `after ${step}`).toBeGreaterThanOrEqual(worst);
      for (const row of rows === 0 ? [] : await strip(page).locator('[data-rank] span span').all()) {
        expect(Number.parseFloat(await row.evaluate((element) => getComputedStyle(element).fontSize))).toBeGreaterThanOrEqual(10);
        break;
      }
    }
    expect(await smallest()).toBeGreaterThanOrEqual(10);
  });
}

test('a row of the strip selects its edge and brings it into view; folded away it stays so', async ({ page }) => {
  const near = 'end=2026-03-10T19:00:00Z&scenario=outage&viewport=200_0_1.6';
  await openMesh(page, near);
  const row = strip(page).getByRole('button', { name: /payments → fraud/ });
  await row.click();
  await expect(page).toHaveURL(/select=app%2FKubernetes%2Fbank%2Fpayments%3E/);
  await drawn(page);
  await expect(row).toBeHidden();
  // Beside a selection what is well steps back and needs no strip.
  await openMesh(page, near);
  await strip(page).getByRole('button', { expanded: true }).click();
  await expect(strip(page).locator('[data-rank]')).toHaveCount(0);
  await page.keyboard.press('+');
  await drawn(page);
  await expect(strip(page).locator('[data-rank]')).toHaveCount(0);
  await expect(canvasOf(page)).toBeVisible();
});
