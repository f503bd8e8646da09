import { expect, type Page, test } from '@playwright/test';
import { type Asked, askNumber, expectSame } from './support/ask';
import { recordText } from './support/drawn-text';
import { type RealMesh, startRealMesh } from './support/mesh-on-prometheus';
import { appNode, canvasOf, drawn, follow, MOMENT, MOMENT_SECONDS, mockBy, numberOf, openMesh, panelOf } from './support/mesh-page';
import { EXPECTED_EDGES, EXPLAINED } from './support/numbers';

test.describe('the first picture', () => {
  test('shows the whole demo shop: its services, edges and what is sick', async ({ page }) => {
    await openMesh(page);
    // 24 apps (recommendations and pricing have two versions each, the legacy caller has no proxy), an unknown caller, two hosts outside.
    await expect(canvasOf(page)).toHaveAttribute('aria-label', /26 nodes and 32 edges/);
    await expect(
      panelOf(page)
        .getByRole('button', { name: /orders → inventory/ })
        .first(),
    ).toBeVisible();
    await expect(page).toHaveTitle(/sick/);
  });

  test('comes from the rates, while latency is still being asked for', async ({ page, context, baseURL }) => {
    await mockBy(context, baseURL, 'scenario=shop;fault=latency:10000@duration_milliseconds');
    await page.goto(`/?end=${MOMENT}&select=${encodeURIComponent(EXPECTED_EDGES[0]?.id ?? '')}`);
    await expect(canvasOf(page)).toHaveAttribute('data-picture-stage', 'rates');
    const panel = panelOf(page);
    await expect(panel.getByText('Latency is being asked for; rates come first.')).toBeVisible();
    expect(await numberOf(panel, 'requestsPerSecond')).toBeGreaterThan(0);
    expect(await numberOf(panel, 'p99')).toBeUndefined();
    await drawn(page);
    expect(await numberOf(panel, 'p99')).toBeGreaterThan(0);
  });

  test('writes rate, errors, p99 and mTLS with their units on the edges', async ({ page }) => {
    const written = await recordText(page);
    await openMesh(page, { select: EXPECTED_EDGES[0]?.id ?? '' });
    const texts = await written();
    expect(texts).toEqual(expect.arrayContaining([expect.stringMatching(/^[\d.]+ rps$/)]));
    expect(texts).toEqual(expect.arrayContaining([expect.stringMatching(/^[\d.]+ % (err|503)/)]));
    expect(texts).toEqual(expect.arrayContaining([expect.stringMatching(/^p99 [\d.]+ m?s$/)]));
    expect(texts).toEqual(expect.arrayContaining(['mTLS']));
  });

  test('writes every label there is room for when one zooms in', async ({ page }) => {
    const written = await recordText(page);
    await openMesh(page);
    const count = async () => (await written()).filter((text) => text.startsWith('p99 ')).length;
    const before = await count();
    for (let step = 0; step < 2; step += 1) await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(count).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Fit' }).click();
    await expect.poll(count).toBe(before);
  });
});

/** Each number of the panel against the test's own question, and each question the panel offers against the number it explains. */
async function compareNumbers(page: Page, asked: Asked): Promise<void> {
  const panel = panelOf(page);
  for (const { what, id, questions } of EXPECTED_EDGES) {
    await test.step(what, async () => {
      await follow(page, { select: id });
      await expect(panel.getByRole('heading', { name: 'PromQL behind these numbers' })).toBeVisible();
      await expect(panel.locator('pre').first()).toBeAttached();
      for (const [metric, promql] of Object.entries(questions)) {
        expectSame(await numberOf(panel, metric), await askNumber(asked, promql), `${what}, ${metric}`);
      }
      const numbers = panel.getByRole('region', { name: 'PromQL behind these numbers' });
      const offered = numbers.getByRole('listitem').filter({ has: page.locator('pre') });
      for (const row of await offered.all()) {
        const title = (await row.getByRole('button').first().textContent()) ?? '';
        const metric = EXPLAINED[title];
        expect(metric, `the page explains ${title}`).toBeDefined();
        const promql = (await row.locator('pre').textContent()) ?? '';
        expectSame(await numberOf(panel, metric ?? ''), await askNumber(asked, promql), `${what}, PromQL of ${title}`);
      }
    });
  }
}

test('every number of an edge is what the demo mesh answers to the same question', async ({ page, baseURL }) => {
  await openMesh(page);
  await compareNumbers(page, { base: `${baseURL}/api/prometheus`, atSeconds: MOMENT_SECONDS });
});

test('an edge between two closed namespaces adds up exactly: buckets first, then the quantile', async ({ page, baseURL }) => {
  await openMesh(page, { group: 'namespace' });
  await panelOf(page).getByRole('tab', { name: /Nodes/ }).click();
  await panelOf(page)
    .getByRole('button', { name: /checkout/ })
    .click();
  const http = panelOf(page).getByRole('row', { name: /^\w+ fulfilment \d/ });
  await http.getByRole('button', { name: 'Edge checkout → fulfilment' }).click();
  await expect(panelOf(page).getByText('Edge · HTTP')).toBeVisible();
  const ends = 'reporter="source",source_workload_namespace="checkout",destination_workload_namespace="fulfilment",request_protocol="http"';
  const asked = { base: `${baseURL}/api/prometheus`, atSeconds: MOMENT_SECONDS };
  const rate = `sum(rate(istio_requests_total{${ends}}[5m]))`;
  const p99 = `histogram_quantile(0.99, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${ends}}[5m])))`;
  expectSame(await numberOf(panelOf(page), 'requestsPerSecond'), await askNumber(asked, rate), 'rate');
  expectSame(await numberOf(panelOf(page), 'p99'), await askNumber(asked, p99), 'p99');
});

test('the panel of a node shows who calls it, what it calls, and how its versions share the traffic', async ({ page, baseURL }) => {
  await openMesh(page, { select: appNode('catalog', 'pricing') });
  const asked = { base: `${baseURL}/api/prometheus`, atSeconds: MOMENT_SECONDS };
  const panel = panelOf(page);
  for (const version of ['v1', 'v2']) {
    const ends = `reporter="source",destination_canonical_service="pricing",destination_canonical_revision="${version}"`;
    const part = panel.locator(`[data-version="${version}"]`);
    expectSame(await numberOf(part, 'requestsPerSecond'), await askNumber(asked, `sum(rate(istio_requests_total{${ends}}[5m]))`), version);
  }
  await expect(panel.getByRole('table', { name: 'Callers' }).getByRole('button', { name: 'Degraded catalog gRPC' })).toBeVisible();
});

test('both sides of an edge stand beside each other and are never added up', async ({ page, baseURL }) => {
  await openMesh(page, { select: EXPECTED_EDGES[0]?.id ?? '' });
  const asked = { base: `${baseURL}/api/prometheus`, atSeconds: MOMENT_SECONDS };
  const panel = panelOf(page);
  for (const reporter of ['source', 'destination']) {
    const ends = `reporter="${reporter}",source_canonical_service="orders",destination_canonical_service="inventory"`;
    const shown = await numberOf(panel.locator(`td[data-reporter="${reporter}"]`).first(), 'requestsPerSecond');
    expectSame(shown, await askNumber(asked, `sum(rate(istio_requests_total{${ends}}[5m]))`), reporter);
  }
  // The client's proxy answered 6 % itself (circuit breaker): the server never saw them.
  await expect(panel.locator('[data-code="503"][data-flags="UO"]')).toBeVisible();
  await expect(panel.getByText(/^Difference|▲ Difference/)).toBeVisible();
});

test('the identities of both ends are asked for one edge, on demand', async ({ page }) => {
  await openMesh(page, { select: EXPECTED_EDGES[0]?.id ?? '' });
  await panelOf(page).getByRole('button', { name: 'Ask who speaks to whom' }).click();
  await expect(panelOf(page).getByText('spiffe://cluster.local/ns/checkout/sa/orders')).toBeVisible();
});

test.describe('on a real Prometheus', () => {
  test.describe.configure({ mode: 'default' });
  let shop: RealMesh;
  test.beforeAll(async () => {
    shop = await startRealMesh('shop');
  });
  test.afterAll(async () => shop?.stop());

  test('every number of an edge is what Prometheus answers to the same question', async ({ browser }) => {
    const page = await browser.newPage({ baseURL: shop.pageUrl });
    await openMesh(page);
    await expect(canvasOf(page)).toHaveAttribute('aria-label', /26 nodes and 32 edges/);
    await compareNumbers(page, { base: shop.prometheusUrl, atSeconds: MOMENT_SECONDS });
    await page.close();
  });

  test('the corner says what each query cost: time, series and bytes', async ({ browser }) => {
    const page = await browser.newPage({ baseURL: shop.pageUrl });
    await openMesh(page);
    await page.getByRole('button', { name: /^Query costs/ }).click();
    const costs = page.getByRole('dialog', { name: 'Query costs' });
    for (const family of ['requests', 'tcp', 'latency', 'connections']) {
      await expect(costs.locator(`[data-family="${family}"]`)).toContainText(/[\d.]+ (m?s|µs).*\d+ series.*\d+ k?B/);
    }
    await page.close();
  });
});
