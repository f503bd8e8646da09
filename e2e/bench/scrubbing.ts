/**
 * `npx tsx e2e/bench/scrubbing.ts`: pictures a second while the play head is dragged over 45 minutes of 300 services, all groups open, and
 * the frames a second that the same browser makes of a page that only moves a square: the floor.
 */
import { chromium, type Page } from '@playwright/test';
import { findBinary } from '../../scripts/find-binary';
import { serveDemo } from '../../scripts/serve-page';

const ROUNDS = 3;
const DRAG_MS = 6000;
const MOVE_EVERY_MS = 8;

const FLOOR =
  '<div id="square" style="width:40px;height:40px;background:red"></div><script>let x=0;const go=()=>{square.style.marginLeft=(x=(x+3)%600)+"px";requestAnimationFrame(go)};go()</script>';

/** Different values of an attribute, seen in animation frames: what was handled but never painted does not count. */
async function countInFrames(page: Page, read: string): Promise<() => Promise<number>> {
  await page.evaluate(`
    globalThis.values = [];
    globalThis.look = () => {
      const value = ${read};
      if (globalThis.values.at(-1)?.value !== value) globalThis.values.push({ value, ms: performance.now() });
      globalThis.frame = requestAnimationFrame(globalThis.look);
    };
    globalThis.look();`);
  return () =>
    page.evaluate(`(() => {
      cancelAnimationFrame(globalThis.frame);
      const seen = globalThis.values;
      return (seen.length - 1) / ((seen.at(-1).ms - seen[0].ms) / 1000);
    })()`);
}

/** As a hand does: it does not wait for the page between two places. */
async function drag(page: Page): Promise<void> {
  const box = await page.getByRole('slider', { name: 'Play head' }).boundingBox();
  if (box === null) throw new Error('The play head has no box.');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 5, y);
  await page.mouse.down();
  const input = await page.context().newCDPSession(page);
  const started = Date.now();
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const share = (Date.now() - started) / DRAG_MS;
      if (share >= 1) {
        clearInterval(timer);
        resolve();
        return;
      }
      const x = box.x + 5 + (box.width - 10) * share;
      void input.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y, button: 'left', buttons: 1 });
    }, MOVE_EVERY_MS);
  });
  await page.mouse.up();
}

async function main(): Promise<void> {
  const demo = await serveDemo({ scenario: 'huge', services: 300 });
  const executablePath = findBinary('chromium');
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const still = await browser.newPage();
    await still.setContent(FLOOR);
    const floor = await countInFrames(still, 'document.getElementById("square").style.marginLeft');
    await still.waitForTimeout(2000);
    process.stdout.write(`floor: ${(await floor()).toFixed(1)} frames a second\n`);
    await still.close();

    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${demo.url}/?end=2026-03-10T18:45:00Z&span=2026-03-10T18:15:00Z_2026-03-10T19:00:00Z&refresh=off`);
    await page.locator('[data-picture-stage="complete"]').waitFor({ timeout: 120_000 });
    await page.locator('[data-span-stage="complete"]').waitFor({ timeout: 120_000 });
    await page.getByRole('button', { name: 'Open all namespaces' }).click();
    await page.waitForTimeout(4000);
    const canvas = page.getByTestId('mesh-canvas');
    process.stdout.write(`${await canvas.getAttribute('data-drawn-edges')} edges drawn\n`);
    for (let round = 1; round <= ROUNDS; round += 1) {
      await page.getByRole('slider', { name: 'Play head' }).press('Home');
      await page.waitForTimeout(2000);
      const pictures = await countInFrames(page, 'document.querySelector("[data-testid=mesh-canvas]").dataset.pictureAt');
      await drag(page);
      process.stdout.write(`round ${round}: ${(await pictures()).toFixed(1)} pictures a second\n`);
      await page.waitForTimeout(2000);
    }
  } finally {
    await browser.close();
    await demo.stop();
  }
}

await main();
