/** The retro over a Prometheus itself: what the timeline, the comparison and the saved page show is what its instant queries answer. */
import { pathToFileURL } from 'node:url';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { type Asked, askNumber, expectSame } from './support/ask';
import { type RealMesh, startRealMesh } from './support/mesh-on-prometheus';
import { canvasOf, countQueries, drawn, edgeOf, numberOf, openMesh, panelOf } from './support/mesh-page';
import { FRAUD, PAYMENTS } from './support/outage';
import { AS_PAGE, saveSnapshot } from './support/save-snapshot';
import { watchForForeign } from './support/spotless';

/** The timeline of that moment: three quarters of an hour before it, one after; 15 s a step, as samples are scraped. */
const SHOWN = '2026-03-10T18:45:00Z';
const FROM = Date.parse('2026-03-10T18:00:00Z') / 1000;
/** Ten steps, which is what an arrow with Shift goes. */
const LEAP = 150;
/** The scenario's errors begin in minute 38. */
const HEALTHY = FROM + 6 * LEAP;
const FAILING = FROM + 18 * LEAP;

const CULPRIT = edgeOf(PAYMENTS, FRAUD, 'http');
const ENDS = 'reporter="source",source_canonical_service="payments",destination_canonical_service="fraud"';
const rate = (matchers: string) => `sum(rate(istio_requests_total{${ENDS}${matchers}}[5m]))`;
const QUESTIONS: Readonly<Record<string, string>> = {
  requestsPerSecond: rate(''),
  errorRatio: `(${rate(',response_code=~"5..|0"')} or vector(0)) / ${rate('')}`,
  p99: `histogram_quantile(0.99, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${ENDS}}[5m])))`,
};

const timelineOf = (page: Page): Locator => page.getByRole('region', { name: 'Timeline' });
const headOf = (page: Page): Locator => page.getByRole('slider', { name: 'Play head' });
const signOf = (page: Page): Locator => page.getByTestId('moment-sign');
const listed = (page: Page): Promise<readonly (string | null)[]> =>
  panelOf(page)
    .locator('[data-changed]')
    .evaluateAll((rows) => rows.map((row) => `${row.getAttribute('data-changed')} ${row.getAttribute('data-change')}`));

async function goTo(page: Page, seconds: number): Promise<void> {
  await headOf(page).focus();
  await page.keyboard.press('Home');
  for (let leaps = 0; leaps < (seconds - FROM) / LEAP; leaps += 1) await page.keyboard.press('Shift+ArrowRight');
  await expect(canvasOf(page)).toHaveAttribute('data-picture-at', String(seconds));
  await drawn(page);
}

/** Rate, errors and p99 of the culprit, where `cellOf` finds them, are what Prometheus itself answers at that instant. */
async function expectAnswered(cellOf: (metric: string) => Locator, asked: Asked): Promise<void> {
  await expect(async () => {
    for (const [metric, promql] of Object.entries(QUESTIONS))
      expectSame(await numberOf(cellOf(metric), metric), await askNumber(asked, promql), `${metric} at ${asked.atSeconds}`);
  }).toPass();
}

/** The walk of somebody who reads: two moments, then what differs between them. Gives what differs, in its order. */
async function readAll(page: Page, base: string): Promise<readonly (string | null)[]> {
  for (const atSeconds of [HEALTHY, FAILING]) {
    await goTo(page, atSeconds);
    await expectAnswered(() => panelOf(page), { base, atSeconds });
  }
  await canvasOf(page).focus();
  await page.keyboard.press('v');
  const dialog = page.getByRole('dialog', { name: 'Compare with another moment' });
  await dialog.getByLabel('Moment A').fill(new Date(HEALTHY * 1000).toISOString());
  await dialog.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(signOf(page)).toHaveAttribute('data-shown', 'difference');
  await expect(panelOf(page).getByTestId('change-class')).toHaveAttribute('data-change', 'worse');
  for (const [moment, atSeconds] of [
    ['before', HEALTHY],
    ['after', FAILING],
  ] as const)
    await expectAnswered((metric) => panelOf(page).locator(`[data-row="${metric}"] [data-moment="${moment}"]`), { base, atSeconds });
  await canvasOf(page).focus();
  await page.keyboard.press('Escape');
  await expect(panelOf(page).locator('[data-changed]').first()).toHaveAttribute('data-changed', CULPRIT);
  return listed(page);
}

test.describe('on a real Prometheus', () => {
  let mesh: RealMesh;
  test.beforeAll(async () => {
    // The hour of the timeline and the window before it.
    mesh = await startRealMesh('outage', { historySeconds: 3_900 });
  });
  test.afterAll(async () => mesh?.stop());

  test('moments of the timeline and a comparison across the onset are what instant queries answer, in the saved page too', async ({
    browser,
  }) => {
    const context = await browser.newContext({ baseURL: mesh.pageUrl, timezoneId: 'UTC' });
    const page = await context.newPage();
    const nothingForeign = await watchForForeign(page, new URL(mesh.pageUrl).origin);
    await openMesh(page, { end: SHOWN, select: CULPRIT });
    const queries = countQueries(page);
    await page.keyboard.press('T');
    await expect(timelineOf(page)).toHaveAttribute('data-span-stage', 'complete');
    // Size, totals, requests, TCP, connections, alerts, pods, percentiles and their total: one request each.
    const asked = queries.sent.length;
    expect(asked).toBe(9);
    const differences = await test.step('on the page', () => readAll(page, mesh.prometheusUrl));
    expect(queries.sent.length, 'queries while the moments were chosen and compared').toBe(asked);

    const path = await test.step('saved', async () => {
      await page.getByRole('region', { name: 'Comparison' }).getByRole('button', { name: 'Stop comparing' }).click();
      await expect(signOf(page)).toHaveCount(0);
      await drawn(page);
      const saved = await saveSnapshot(page, AS_PAGE);
      const to = test.info().outputPath(saved.suggestedFilename());
      await saved.saveAs(to);
      return to;
    });
    await nothingForeign();
    await context.close();

    await test.step('opened as a file without a network', async () => {
      const offline = await browser.newContext({ offline: true, timezoneId: 'UTC' });
      const file = await offline.newPage();
      const stillNothing = await watchForForeign(file, 'null');
      await file.goto(pathToFileURL(path).href);
      await drawn(file);
      await file.getByRole('button', { name: 'Table', exact: true }).click();
      await file
        .getByRole('grid')
        .getByRole('row', { name: /payments.*fraud/ })
        .click();
      await file.getByRole('button', { name: 'Map', exact: true }).click();
      expect(await readAll(file, mesh.prometheusUrl)).toEqual(differences);
      await canvasOf(file).focus();
      await file.keyboard.press('v');
      await file.getByRole('button', { name: 'Yesterday' }).click();
      await expect(panelOf(file).getByText('Moment A is not in this file, so nothing is compared.', { exact: false })).toBeVisible();
      await stillNothing();
      await offline.close();
    });
  });
});
