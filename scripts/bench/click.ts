/** From a click to the first graph, on a real Prometheus behind our own server, against the slowest query the first graph needs. */
import type { Page } from '@playwright/test';
import { createServer } from '../../src/cli/serve/create-server';
import { listen } from '../../src/cli/serve/listen';
import { proxiedSource } from '../../src/cli/serve/serve-command';
import { requestsFamily } from '../../src/telemetry/families/requests';
import { tcpFamily } from '../../src/telemetry/families/tcp';
import { metricNames } from '../../src/telemetry/metric-names';
import { type BenchFamily, type BenchLine, median, ratioAtMost } from './bench-line';
import { builtPage } from './built-page';
import { launchChromium } from './chromium';
import { type LargePrometheus, startLargePrometheus } from './large-prometheus';

const SIZES = [50, 200, 1000, 3000] as const;
/** Fewer where the latency that follows every first graph takes many seconds. */
const roundsAt = (services: number): number => (services > 1000 ? 3 : 7);
const WINDOWS = [240, 300] as const;
const STEP_SECONDS = 15;
const TARGET = ratioAtMost(1.3);
const JUDGED_FROM = 1000;
const WHOLE = 'whole mesh';
const PATIENCE_MS = 180_000;

/** A click: another moment and another window, over some namespaces or all. */
interface View {
  readonly endSeconds: number;
  readonly windowSeconds: number;
  readonly namespaces: readonly string[];
}

/** What the floor asks: the queries without which there is no first graph, as the page asks them. */
function neededQueries({ windowSeconds, namespaces }: View): readonly string[] {
  const context = { windowSeconds, namespaces, names: metricNames(), showIdle: false };
  return [requestsFamily.promql(context), tcpFamily.promql(context)];
}

/** Asked straight, side by side as the page asks them, and read as text: the slowest one's time. */
async function slowestQuery(prometheusUrl: string, view: View): Promise<number> {
  const times = neededQueries(view).map(async (query) => {
    const start = performance.now();
    const answer = await fetch(`${prometheusUrl}/api/v1/query`, {
      method: 'POST',
      body: new URLSearchParams({ query, time: String(view.endSeconds), stats: 'all' }),
    });
    await answer.text();
    if (!answer.ok) throw new Error(`Prometheus answered ${answer.status} to ${query}`);
    return performance.now() - start;
  });
  return Math.max(...(await Promise.all(times)));
}

function searchOf({ endSeconds, windowSeconds, namespaces }: View): string {
  const search = new URLSearchParams({ refresh: 'off', end: new Date(endSeconds * 1000).toISOString(), window: `${windowSeconds}s` });
  for (const namespace of namespaces) search.append('ns', namespace);
  return `?${search}`;
}

interface Click {
  readonly search: string;
  readonly endSeconds: number;
}

/** Runs in the page: goes to another view as the back button does, waits for its picture and the frame that shows it. */
function clickInPage({ search, endSeconds }: Click): Promise<number> {
  const canvas = document.querySelector<HTMLElement>('[data-testid="mesh-canvas"]');
  if (canvas === null) throw new Error('There is no canvas.');
  return new Promise((resolve) => {
    const start = performance.now();
    const observer = new MutationObserver(() => {
      if (canvas.dataset.pictureAt !== String(endSeconds)) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    });
    observer.observe(canvas, { attributes: true, attributeFilter: ['data-picture-at'] });
    history.pushState(null, '', search);
    dispatchEvent(new PopStateEvent('popstate'));
  });
}

async function settled(page: Page): Promise<void> {
  await page.locator('[data-testid="mesh-canvas"][data-picture-stage="complete"]').waitFor({ state: 'attached', timeout: PATIENCE_MS });
}

/** Clicks and bare queries by turns, so that both meet the same machine. */
async function byTurns(
  page: Page,
  prometheus: LargePrometheus,
  views: readonly View[],
): Promise<{ readonly clicks: number[]; readonly floors: number[] }> {
  const clicks: number[] = [];
  const floors: number[] = [];
  for (const view of views) {
    await settled(page);
    const before = await slowestQuery(prometheus.url, view);
    clicks.push(await page.evaluate(clickInPage, { search: searchOf(view), endSeconds: view.endSeconds }));
    await settled(page);
    // Another program's time slice is no part of a query: the better of the two around a click.
    floors.push(Math.min(before, await slowestQuery(prometheus.url, view)));
  }
  return { clicks, floors };
}

/** `from` and `to` are rounds, each at another moment. */
function viewsOf({ endSeconds }: LargePrometheus, from: number, to: number, namespaces: readonly string[]): readonly View[] {
  return Array.from(
    { length: to - from },
    (_, round): View => ({
      endSeconds: endSeconds - (from + round) * STEP_SECONDS,
      windowSeconds: WINDOWS[round % WINDOWS.length] ?? WINDOWS[0],
      namespaces,
    }),
  );
}

async function measure(services: number, say: (text: string) => void): Promise<readonly BenchLine[]> {
  const started = performance.now();
  const prometheus = await startLargePrometheus(services);
  say(`${services} services: ${prometheus.samples} samples written in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  const upstream = { url: prometheus.url };
  const { directory } = await builtPage();
  const server = await createServer({ pageDirectory: directory, sources: [proxiedSource(upstream)], prometheus: upstream });
  // Frames as a screen takes them: drawn as fast as can be, a loading sign takes the cores that Prometheus answers with.
  const browser = await launchChromium({ throttled: true });
  try {
    const address = await listen(server, '127.0.0.1', 0);
    if (!address.ok) throw new Error(address.error);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript('globalThis.__name = (value) => value');
    await page.goto(`${address.value}/${searchOf({ endSeconds: prometheus.endSeconds, windowSeconds: WINDOWS[1], namespaces: [] })}`);
    const rounds = roundsAt(services);
    const whole = await byTurns(page, prometheus, viewsOf(prometheus, 1, 1 + rounds, []));
    const scoped = await byTurns(page, prometheus, viewsOf(prometheus, 1 + rounds, 1 + 2 * rounds, prometheus.namespaces.slice(0, 1)));
    const line = (what: string, { clicks, floors }: typeof whole): BenchLine => ({
      measure: `click to first graph, ${what} ÷ slowest query`,
      size: services,
      value: median(clicks),
      floor: median(floors),
      ...(services >= JUDGED_FROM && what === WHOLE && { target: TARGET }),
    });
    const lines = [line(WHOLE, whole), line('one namespace', scoped)];
    for (const { measure: what, value, floor } of lines) say(`${what}: ${value.toFixed(0)} ÷ ${floor.toFixed(0)} ms`);
    say(`best of the whole mesh: ${Math.min(...whole.clicks).toFixed(0)} ÷ ${Math.min(...whole.floors).toFixed(0)} ms`);
    return lines;
  } finally {
    await browser.close();
    await server.close();
    await prometheus.stop();
  }
}

export const clickFamily: BenchFamily = {
  name: 'click',
  about: 'time from a click to the first graph ÷ the slowest query it needs, on a real Prometheus',
  run: async (say) => {
    const lines: BenchLine[] = [];
    for (const services of SIZES) lines.push(...(await measure(services, say)));
    return lines;
  },
};
