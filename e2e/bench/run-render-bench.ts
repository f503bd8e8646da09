/** Starts the bench page and a Chromium, and brings home the rows: `npx tsx e2e/bench/run-render-bench.ts` prints them. */
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';
import { findBinary } from '../../scripts/find-binary';
import type { BenchRow } from './bench-row';

const SIZES = [50, 200, 1000, 3000] as const;
/** No waiting for a display: frame intervals are the work itself. */
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-frame-rate-limit',
  '--disable-gpu-vsync',
];

async function servePage(): Promise<{ readonly server: ViteDevServer; readonly url: string }> {
  const root = new URL('../..', import.meta.url).pathname;
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    cacheDir: 'node_modules/.vite-bench',
    appType: 'mpa',
    server: { port: 0, host: '127.0.0.1', hmr: false },
    optimizeDeps: { entries: ['e2e/bench/render.html'] },
  });
  await server.listen();
  const base = server.resolvedUrls?.local[0];
  if (base === undefined) throw new Error('The bench page is not served.');
  return { server, url: new URL('/e2e/bench/render.html', base).href };
}

/** All measures at all sizes, each against its floor in the same page and run. */
export async function runRenderBench(options: { readonly sizes?: readonly number[] } = {}): Promise<readonly BenchRow[]> {
  const executablePath = findBinary('chromium');
  const { server, url } = await servePage();
  const browser = await chromium.launch({ args: FLAGS, ...(executablePath === undefined ? {} : { executablePath }) });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const rows: BenchRow[] = [];
    const sizes = options.sizes ?? SIZES;
    for (const size of sizes) {
      await page.goto(url);
      await page.waitForFunction(() => window.bench !== undefined);
      rows.push(...(await page.evaluate((count) => window.bench.measure(count), size)));
    }
    await page.goto(url);
    await page.waitForFunction(() => window.bench !== undefined);
    rows.push(...(await page.evaluate((count) => window.bench.longTasks(count), Math.max(...sizes))));
    return rows;
  } finally {
    await browser.close();
    await server.close();
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const row of await runRenderBench()) process.stdout.write(`${JSON.stringify(row)}\n`);
}
