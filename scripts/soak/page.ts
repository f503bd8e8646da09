/** 1,000 forced refreshes of the real page in Chromium over answers that always change: the heap of page and worker stays. */
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CDPSession, Page } from '@playwright/test';
import { createServer } from '../../src/cli/serve/create-server';
import { listen } from '../../src/cli/serve/listen';
import { proxiedSource } from '../../src/cli/serve/serve-command';
import { builtPage } from '../bench/built-page';
import { launchChromium } from '../bench/chromium';
import { changingAnswer } from './changing-answers';
import { type HeapVerdict, heapVerdict } from './heap';

/** A Prometheus of which every refresh (it begins with the requests) is one round further. */
function fakePrometheus(): { readonly server: Server; readonly rounds: () => number } {
  let round = 0;
  const server = createHttpServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      const query = new URLSearchParams(body).get('query') ?? '';
      if (query.startsWith('sum by (reporter,') && query.includes('istio_requests_total')) round += 1;
      response.setHeader('content-type', 'application/json');
      response.end(changingAnswer(query, round));
    });
  });
  return { server, rounds: () => round };
}

/** Runs in the page: presses the key that refreshes, waits until everything has arrived and the frame after it. */
async function refreshInPage(times: number): Promise<void> {
  const canvas = document.querySelector<HTMLElement>('[data-testid="mesh-canvas"]');
  if (canvas === null) throw new Error('There is no canvas.');
  for (let done = 0; done < times; done += 1) {
    await new Promise<void>((resolve, reject) => {
      const patience = setTimeout(() => reject(new Error(`Refresh ${done} did not arrive.`)), 20_000);
      const observer = new MutationObserver(() => {
        if (canvas.dataset.pictureStage !== 'complete') return;
        observer.disconnect();
        clearTimeout(patience);
        requestAnimationFrame(() => resolve());
      });
      observer.observe(canvas, { attributes: true, attributeFilter: ['data-picture-at', 'data-picture-stage'] });
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'r', bubbles: true }));
    });
  }
}

async function heapOf(session: CDPSession): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

async function refreshed(page: Page, times: number): Promise<void> {
  const AT_ONCE = 50;
  for (let done = 0; done < times; done += AT_ONCE) await page.evaluate(refreshInPage, Math.min(AT_ONCE, times - done));
}

const QUARTERS = 4;

/** `say` is told the heap at every quarter: growth that levels off is a cache, growth that goes on is a leak. */
export async function soakPage(refreshes: number, warmUp: number, say: (text: string) => void): Promise<HeapVerdict> {
  const fake = fakePrometheus();
  await new Promise<void>((resolve) => fake.server.listen(0, '127.0.0.1', resolve));
  const { port } = fake.server.address() as AddressInfo;
  const prometheus = { url: `http://127.0.0.1:${port}` };
  const { directory } = await builtPage();
  const server = await createServer({ pageDirectory: directory, sources: [proxiedSource(prometheus)], prometheus });
  const browser = await launchChromium({ throttled: true });
  try {
    const address = await listen(server, '127.0.0.1', 0);
    if (!address.ok) throw new Error(address.error);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript('globalThis.__name = (value) => value');
    await page.goto(`${address.value}/?refresh=off`);
    await page.locator('[data-testid="mesh-canvas"][data-picture-stage="complete"]').waitFor({ state: 'attached' });
    const session = await page.context().newCDPSession(page);
    await refreshed(page, warmUp);
    const before = await heapOf(session);
    const roundsBefore = fake.rounds();
    let after = before;
    for (let quarter = 1; quarter <= QUARTERS; quarter += 1) {
      await refreshed(page, refreshes / QUARTERS);
      after = await heapOf(session);
      say(`  page after ${(refreshes / QUARTERS) * quarter}: ${(after / 1e6).toFixed(2)} MB`);
    }
    const asked = fake.rounds() - roundsBefore;
    if (asked < refreshes) throw new Error(`The page asked only ${asked} times in ${refreshes} refreshes.`);
    return heapVerdict(`page, ${refreshes} refreshes`, before, after);
  } finally {
    await browser.close();
    await server.close();
    fake.server.close();
  }
}
