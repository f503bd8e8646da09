/** T9: the built data worker in Chromium on one large answer, against `fetch().json()` of the same answer on the main thread. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { syntheticAnswers } from '../../src/testing/synthetic-answer';
import { type BenchFamily, type BenchLine, median, ratioAtMost, valueAtMost } from './bench-line';
import { assetNamed, builtPage } from './built-page';
import { launchChromium } from './chromium';
import { type Measured, measureInPage } from './worker-page';

/** Services and pairs; each pair answers six series of requests. */
const SIZES = [
  { services: 1000, edges: 3000 },
  { services: 3000, edges: 8334 },
] as const;
const SERIES_PER_EDGE = 6;
const ROUNDS = 7;
/** A page that stays open has refreshed before. */
const WARM_UP = 4;

/** Another program's time slice looks like a block, so the best round counts. */
const least = (values: readonly number[]): number => Math.min(...values);

const EMPTY = JSON.stringify({ status: 'success', data: { resultType: 'vector', result: [] } });
const PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Worker bench</title></html>';

/** Answers requests with the large answer and every other query with nothing. */
function serve(requests: string, worker: string): Server {
  return createServer((request, response) => {
    if (request.url === '/') {
      response.setHeader('content-type', 'text/html');
      response.end(PAGE);
      return;
    }
    if (request.url === '/worker.js') {
      response.setHeader('content-type', 'text/javascript');
      response.end(worker);
      return;
    }
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      const query = new URLSearchParams(body).get('query') ?? '';
      response.setHeader('content-type', 'application/json');
      response.setHeader('cache-control', 'no-store');
      response.end(request.url === '/answer.json' || query.startsWith('sum by (reporter,') ? requests : EMPTY);
    });
  });
}

async function measure(services: number, edges: number, worker: string): Promise<Measured> {
  const server = serve(syntheticAnswers(services, edges).requests, worker);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const browser = await launchChromium({ throttled: true });
  try {
    const page = await browser.newPage();
    // tsx marks functions with this helper, also those that are sent to the page.
    await page.addInitScript('globalThis.__name = (value) => value');
    await page.goto(`http://127.0.0.1:${port}/`);
    return await page.evaluate(measureInPage, { rounds: ROUNDS, warmUp: WARM_UP });
  } finally {
    await browser.close();
    server.close();
  }
}

export const workerFamily: BenchFamily = {
  name: 'worker',
  about: 'T9: the data worker’s fetch → edges ÷ fetch().json() on the main thread; how long that thread is blocked',
  run: async (say) => {
    const worker = readFileSync(assetNamed(await builtPage(), 'data-worker', '.js'), 'utf8');
    const lines: BenchLine[] = [];
    for (const { services, edges } of SIZES) {
      const measured = await measure(services, edges, worker);
      const size = `${edges * SERIES_PER_EDGE} series`;
      const best = least(measured.closed.ms) / least(measured.json.ms);
      say(`${size}: best round ${least(measured.closed.ms).toFixed(0)} ÷ ${least(measured.json.ms).toFixed(0)} ms = ${best.toFixed(2)}`);
      const floor = median(measured.json.ms);
      const blockedFloor = least(measured.json.blockedMs);
      const blocked = valueAtMost(16);
      lines.push(
        {
          measure: 'T9 worker fetch → edges, closed ÷ fetch().json()',
          size,
          value: median(measured.closed.ms),
          floor,
          target: ratioAtMost(1.6),
        },
        { measure: 'T9 worker fetch → edges, open ÷ fetch().json()', size, value: median(measured.open.ms), floor },
        { measure: 'T9 first picture with layout ÷ fetch().json()', size, value: measured.firstMs, floor },
        {
          measure: 'T9 main thread blocked, closed ÷ json()',
          size,
          value: least(measured.closed.blockedMs),
          floor: blockedFloor,
          target: blocked,
        },
        { measure: 'T9 main thread blocked, open ÷ json()', size, value: least(measured.open.blockedMs), floor: blockedFloor },
      );
    }
    return lines;
  },
};
