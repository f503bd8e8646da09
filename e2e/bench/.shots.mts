import { chromium } from '@playwright/test';
import { createServer } from 'vite';

const server = await createServer({
  root: '/work/main',
  configFile: false,
  logLevel: 'error',
  server: { port: 0, host: '127.0.0.1', hmr: false, ws: false as const },
  appType: 'mpa',
  optimizeDeps: { include: ['cytoscape'] },
  cacheDir: '/tmp/vite-bench',
});
await server.listen();
const port = (server.httpServer!.address() as any).port;
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const jobs = JSON.parse(process.argv[2]!);
for (const job of jobs) {
  const page = await browser.newPage({ viewport: job.viewport ?? { width: 1440, height: 900 } });
  page.on('console', (m) => console.log('console:', m.text()));
  page.on('pageerror', (e) => console.log('pageerror:', e.message, e.stack));
  await page.goto(`http://127.0.0.1:${port}/e2e/bench/render.html`);
  await page.waitForFunction(() => (window as any).bench !== undefined);
  await page.evaluate((j) => (window as any).bench.show(j.count, j), job);
  await page.waitForTimeout(job.wait ?? 600);
  if (job.selectFirstSick)
    await page.evaluate((j) => {
      const s = (window as any).bench.scene();
      const n = s.nodes.find((n: any) => n.tone === 'fail');
      (window as any).bench.show(j.count, { ...j, selected: n.id });
    }, job);
  if (job.zoom) {
    await page.evaluate((z) => (window as any).bench.zoomBy(z), job.zoom);
    await page.waitForTimeout(500);
  }
  if (job.hover) {
    await page.mouse.move(job.hover[0], job.hover[1]);
    await page.waitForTimeout(200);
  }
  await page.waitForTimeout(300);
  await page.screenshot({ path: `/tmp/shot-${job.name}.png` });
  await page.close();
}
await browser.close();
await server.close();
