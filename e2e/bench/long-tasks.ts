/** `npx tsx e2e/bench/long-tasks.ts`: tasks on the main thread over 200 ms after three thousand services were loaded, by what was done. */
import { chromium, type Page } from '@playwright/test';
import { findBinary } from '../../scripts/find-binary';
import { serveDemo } from '../../scripts/serve-page';

const LONG_MS = 200;
const ROUNDS = 3;

interface Deed {
  readonly name: string;
  readonly run: (page: Page) => Promise<void>;
}

const deeds: readonly Deed[] = [
  {
    name: 'zoom',
    run: async (page) => {
      await page.mouse.move(600, 420);
      for (let step = 0; step < 6; step += 1) await page.mouse.wheel(0, step < 3 ? -240 : 240);
    },
  },
  {
    name: 'pan',
    run: async (page) => {
      await page.mouse.move(600, 420);
      await page.mouse.down();
      await page.mouse.move(760, 520, { steps: 20 });
      await page.mouse.move(600, 420, { steps: 20 });
      await page.mouse.up();
    },
  },
  {
    name: 'expand a namespace',
    run: async (page) => {
      await page.getByRole('tab', { name: /^Nodes/ }).click();
      await page.getByRole('button', { name: /platform \d+ of/ }).click();
      await page.getByRole('button', { name: /^Open this namespace/ }).click();
      await rest(page);
      await page.getByRole('button', { name: 'Close all namespaces' }).click();
      await rest(page);
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'refresh',
    run: async (page) => {
      await page.keyboard.press('r');
      await page.locator('[aria-label="Refresh now"][aria-busy="true"]').waitFor();
      await page.locator('[aria-label="Refresh now"][aria-busy="false"]').waitFor({ timeout: 90_000 });
    },
  },
];

async function rest(page: Page): Promise<void> {
  await page.locator('[data-testid="mesh-canvas"][data-drawn="true"][data-picture-stage="complete"]').waitFor({ timeout: 120_000 });
}

async function main(): Promise<void> {
  const demo = await serveDemo({ scenario: 'huge', services: 3000 });
  const executablePath = findBinary('chromium');
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${demo.url}/?end=2026-03-10T19:00:00Z`);
    await rest(page);
    const tasks = await page.evaluateHandle(() => {
      const durations: number[] = [];
      new PerformanceObserver((list) => durations.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
      return durations;
    });
    for (const { name, run } of deeds) {
      for (let round = 0; round < ROUNDS; round += 1) {
        await run(page);
        await rest(page);
      }
      const seen = await tasks.evaluate((durations) => durations.splice(0));
      const long = seen.filter((duration) => duration > LONG_MS).length;
      process.stdout.write(
        `${name}: ${long} tasks over ${LONG_MS} ms in ${ROUNDS} rounds, the longest ${Math.round(Math.max(0, ...seen))} ms\n`,
      );
    }
  } finally {
    await browser.close();
    await demo.stop();
  }
}

await main();
