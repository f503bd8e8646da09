/** Canaries: the split on the map, and configured beside measured shares in full. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { type Asked, askNumber, expectSame } from './support/ask';
import { recordText } from './support/drawn-text';
import { appNode, drawn, edgeOf, numberOf, openMesh, panelOf } from './support/mesh-page';

/** The demonstrations are anchored to the start of the server: any whole quarter of a minute after it does. */
const atSeconds = Math.floor(Date.now() / 15_000) * 15;
const END = new Date(atSeconds * 1000).toISOString();

const view = (page: Page): Locator => page.getByRole('dialog', { name: 'Canaries' });
const report = (page: Page): Locator => view(page).locator('[data-report]');
const versionOf = (page: Page, name: string): Locator => report(page).locator(`[data-version="${name}"]`);
const hostOf = (page: Page, name: string): Locator => view(page).locator(`[data-canary-host^="${name}."]`);

const CHECKOUT = 'reporter="source",source_workload="web",destination_service_name="checkout"';
const requests = (matchers: string): string => `sum(rate(istio_requests_total{${CHECKOUT},${matchers}}[5m]))`;
const quantile = (q: number, version: string): string =>
  `histogram_quantile(${q}, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${CHECKOUT},destination_version="${version}"}[5m])))`;

/** "25 %", "11.8 %". */
const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;

async function shareOf(asked: Asked, version: string): Promise<number> {
  const share = await askNumber(asked, `${requests(`destination_version="${version}"`)} / ${requests('destination_version!=""')}`);
  expect(share).toBeDefined();
  return share ?? 0;
}

test('a bad version at 25 %: the map and the canary view say what Prometheus answers, and that it is worse by how much', async ({
  page,
  baseURL,
}) => {
  const asked = { base: `${baseURL}/api/prometheus`, atSeconds, mock: 'scenario=canary:4' };
  const written = await recordText(page);
  await openMesh(page, { scenario: 'canary:4', end: END });
  const share = await shareOf(asked, 'v2');
  await expect.poll(written).toContain(`v2 ${percent(share)} of 25 %`);

  await page.keyboard.press('c');
  await expect(report(page)).toBeVisible();
  await expect(report(page).locator('[data-quality-verdict]')).toHaveAttribute('data-quality-verdict', 'worse');
  for (const version of ['v1', 'v2']) {
    const row = report(page).locator(`[data-quality="${version}"]`);
    const all = `destination_version="${version}"`;
    expectSame(await numberOf(row, 'rate'), await askNumber(asked, requests(all)), `rate of ${version}`);
    const ratio = `(${requests(`${all},response_code=~"5..|0"`)} or vector(0)) / ${requests(all)}`;
    expectSame(await numberOf(row, 'errorRatio'), await askNumber(asked, ratio), `errors of ${version}`);
    expectSame(await numberOf(row, 'p50'), await askNumber(asked, quantile(0.5, version)), `p50 of ${version}`);
    expectSame(await numberOf(row, 'p99'), await askNumber(asked, quantile(0.99, version)), `p99 of ${version}`);
    // Counts are whole requests, so their share is exact to one of some ten thousand.
    expect(await numberOf(versionOf(page, version), 'share')).toBeCloseTo(await shareOf(asked, version), 3);
    const increase = await askNumber(asked, `sum(increase(istio_requests_total{${CHECKOUT},${all}}[5m]))`);
    expect(await numberOf(versionOf(page, version), 'versionCount')).toBe(Math.round(increase ?? 0));
  }
  const errors = report(page).locator('[data-comparison="v2"] [data-compared="Errors"]');
  await expect(errors).toHaveAttribute('data-verdict', 'worse');
  await expect(errors).toContainText(/by at least [\d.]+ percentage points/);

  const chart = report(page).locator('[data-chart="canary-history"]');
  await expect(chart.locator('[data-line="version2"] [data-value]')).toBeVisible();
  const last = Number(await chart.locator('[data-line="version2"] [data-value]').getAttribute('data-value'));
  expect(last).toBeCloseTo(share, 6);
  await expect(chart.getByRole('slider', { name: /Share of each version/ })).toBeVisible();
  await expectAccessible(page, 'the canary view');

  await report(page)
    .getByRole('button', { name: /VirtualService shop\/checkout spec\.http\[0\]\.route\[1\]/ })
    .click();
  await expect(page.getByRole('dialog').last()).toContainText('weight: 25');
});

test('a version that nothing flows to is drawn on the map, named in the table and told in its panel', async ({ page }) => {
  const written = await recordText(page);
  await openMesh(page, { scenario: 'canary:1', end: END, group: 'versionedApp' });
  await expect.poll(written).toContain('0 % of 0 %');
  await expect.poll(written).toContain('100 % of 100 %');
  const at = (version: string): string => `versionedApp/Kubernetes/shop/checkout/${version}`;
  await page.keyboard.press('t');
  await page.getByText('Split, and without traffic: 1 version').click();
  await page.getByRole('button', { name: /web.* → v2.*0 % of 0 %/ }).click();
  await expect(panelOf(page)).toContainText('No requests reached v2 in this window. Configured: 0 %');
  expect(decodeURIComponent(page.url())).toContain(at('v2'));
  await panelOf(page).getByRole('button', { name: 'Configured and measured in full' }).click();
  await expect(versionOf(page, 'v2')).toContainText('0 % of 0 %');
});

test('every verdict with its reason, worst first; on a phone and in the dark', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(
    `/?${new URLSearchParams({ scenario: 'canary-kinds', end: END, details: 'canary', of: 'deviates.kinds.svc.cluster.local' })}`,
  );
  const verdict = (): Locator => report(page).locator('[data-split-verdict]');
  const choose = async (host: string): Promise<void> => {
    await hostOf(page, host).getByRole('button').click();
    await expect(report(page).getByRole('heading', { level: 3 })).toHaveText(host);
  };
  await expect(verdict()).toHaveAttribute('data-split-verdict', 'deviates');
  await expect(versionOf(page, 'v2')).toContainText('11.8 % of 10 %');
  await expectAccessible(page, 'the canary view on a phone, dark');

  for (const [host, says] of [
    ['matches', 'matches'],
    ['inconclusive', 'inconclusive'],
    ['few', 'insufficient'],
    ['conditional', 'not-comparable'],
  ] as const) {
    await choose(host);
    await expect(verdict(), host).toHaveAttribute('data-split-verdict', says);
  }
  await expect(verdict()).toHaveAttribute('data-reason', 'conditional');

  await choose('few');
  // 90 and 10 % need n ≥ 10 / (0.9 · 0.1) = 112 requests.
  const counted = (await numberOf(report(page), 'count')) ?? 0;
  await expect(versionOf(page, 'v2').locator('[data-still-needed]')).toHaveAttribute('data-still-needed', String(112 - counted));

  await choose('mirrored');
  await expect(report(page).locator('[data-mirror="v2"]')).toContainText('Mirrored: 50 % are copied to v2');
  await choose('silent');
  await expect(versionOf(page, 'v2')).toContainText('no traffic of 10 %');
  const hosts = await view(page)
    .locator('[data-canary-host]')
    .evaluateAll((rows) => rows.map((row) => row.textContent ?? ''));
  const firstFine = hosts.findIndex((text) => text.includes('Matches') && !text.includes('Worse'));
  expect(hosts.slice(firstFine).filter((text) => /Deviates|Worse/.test(text))).toEqual([]);
});

test('an app is the box of its versions, and the stream ends at their rows', async ({ page }) => {
  const edge = edgeOf(appNode('shop', 'web'), appNode('shop', 'checkout'), 'http');
  await openMesh(page, { scenario: 'canary:3', end: END, select: edge });
  const rows = panelOf(page).locator('[data-version]');
  await expect(rows).toHaveText([/v1.*75 %.*75 %/, /v2.*25 %.*25 %/]);
  await page.keyboard.press('Escape');
  await drawn(page);
});
