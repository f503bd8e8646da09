import { expect, type Page, test } from '@playwright/test';
import { canvasOf, drawn, MOMENT, mockBy, numberOf, openMesh, panelOf } from './support/mesh-page';
import { EXPECTED_EDGES } from './support/numbers';

const FAILURES = [
  { fault: 'refused', code: 'prometheus-unreachable', says: /could not be reached/ },
  { fault: 'unauthorized', code: 'prometheus-unauthorized', says: /asks for credentials \(401\)/ },
  { fault: 'forbidden', code: 'prometheus-forbidden', says: /refuses this user \(403\)/ },
  { fault: 'status:404', code: 'prometheus-wrong-path', says: /base path is probably wrong/ },
  { fault: 'status:429', code: 'prometheus-rate-limited', says: /Wait 2 s, then ask less often/ },
  { fault: 'status:503', code: 'prometheus-unavailable', says: /is not ready \(503\)/ },
  { fault: 'proxy-error', code: 'prometheus-proxy-error', says: /A proxy before .* answered with its own error page \(502\)/ },
  { fault: 'html', code: 'prometheus-html', says: /web page instead of data: a login page/ },
  { fault: 'redirect-login', code: 'prometheus-(login|html)', says: /login/ },
  { fault: 'truncated', code: 'prometheus-truncated', says: /broke off in the middle/ },
];

const problem = (page: Page, code: string) =>
  page
    .locator('[data-problem]')
    .filter({ visible: true })
    .and(page.locator(`[data-problem="${code}"]`));

for (const { fault, code, says } of FAILURES) {
  test(`says what to do when the source answers ${fault}, and draws as soon as it is well again`, async ({ page, context, baseURL }) => {
    await mockBy(context, baseURL, `fault=${fault}`);
    await page.goto(`/?end=${MOMENT}`);
    const alert = page.getByRole('alert', { name: 'No picture' });
    await expect(alert).toBeVisible();
    await expect(alert.locator('[data-problem]').first()).toHaveAttribute('data-problem', new RegExp(`^${code}$`));
    await expect(alert).toContainText(says);
    await context.clearCookies();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await drawn(page);
    await expect(alert).toBeHidden();
  });
}

test('a source that fails later leaves the picture, marked stale with its age, until it answers again', async ({
  page,
  context,
  baseURL,
}) => {
  await page.goto('/?refresh=1s');
  await drawn(page);
  const nodes = await canvasOf(page).getAttribute('data-drawn-nodes');
  await mockBy(context, baseURL, 'fault=refused');
  const banner = page.getByRole('region', { name: 'The last refresh failed' });
  await expect(banner).toBeVisible();
  await expect(banner).toContainText(/The picture is from .*, \d+ s ago/);
  await expect(page.locator('[data-freshness="stale"]')).toContainText(/stale, from \d+ s ago/);
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', nodes ?? '');
  await expect(
    panelOf(page)
      .getByRole('button', { name: /orders → inventory/ })
      .first(),
  ).toBeVisible();
  await context.clearCookies();
  await expect(banner).toBeHidden();
  await expect(page.locator('[data-freshness="fresh"]')).toBeVisible();
});

test('a source that is still starting is asked again without a click', async ({ page, context, baseURL }) => {
  await mockBy(context, baseURL, 'fault=status:503');
  await page.goto('/?refresh=1s');
  await expect(page.getByRole('alert', { name: 'No picture' })).toBeVisible();
  await context.clearCookies();
  await drawn(page);
});

test('a slow source keeps the picture and says that it is asking', async ({ page, context, baseURL }) => {
  await openMesh(page);
  await mockBy(context, baseURL, 'fault=latency:3000');
  await page.keyboard.press('r');
  await expect(page.getByRole('button', { name: 'Refresh now' })).toHaveAttribute('aria-busy', 'true');
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', '26');
  await expect(page.getByRole('button', { name: 'Refresh now' })).toHaveAttribute('aria-busy', 'false');
});

test('the first question shows its shape while a slow source thinks, and an answer in drips is read whole', async ({
  page,
  context,
  baseURL,
}) => {
  await mockBy(context, baseURL, 'fault=drip:60');
  await page.goto(`/?end=${MOMENT}`);
  await expect(page.getByText('Asking Demo mesh what flows…')).toBeVisible();
  await drawn(page);
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', '26');
});

test('without latency the rest stands: p99 is unknown, the failed query is named', async ({ page, context, baseURL }) => {
  await mockBy(context, baseURL, 'fault=status:422@duration_milliseconds');
  await openMesh(page, { select: EXPECTED_EDGES[0]?.id ?? '' });
  expect(await numberOf(panelOf(page), 'requestsPerSecond')).toBeGreaterThan(0);
  expect(await numberOf(panelOf(page), 'p99')).toBeUndefined();
  await page.keyboard.press('Escape');
  await panelOf(page)
    .getByRole('tab', { name: /^Problems [1-9]/ })
    .click();
  await expect(panelOf(page).locator('[data-problem]').first()).toContainText(/latency/i);
  await page.getByRole('button', { name: /^Query costs.*failed/ }).click();
  await expect(page.locator('[data-family="latency"]')).toContainText('✕');
});

test('without TCP the requests stand', async ({ page, context, baseURL }) => {
  await mockBy(context, baseURL, 'fault=status:500@istio_tcp_received_bytes_total');
  await openMesh(page);
  await expect(panelOf(page).locator('[data-protocol="http"]')).toBeVisible();
  await expect(panelOf(page).locator('[data-protocol="tcp"]')).not.toContainText(/\d B\/s/);
  await expect(panelOf(page).getByRole('tab', { name: /^Problems [1-9]/ })).toBeVisible();
});

test('numbers that are not a number are counted, never shown', async ({ page, context, baseURL }) => {
  await mockBy(context, baseURL, 'fault=nan');
  await page.goto(`/?end=${MOMENT}`);
  await panelOf(page)
    .getByRole('tab', { name: /^Problems [1-9]/ })
    .click();
  await expect(problem(page, 'rows-unplaced').first()).toContainText(/\d+ series .* no finite value/);
  await expect(page.getByText('NaN')).toBeHidden();
});

test('warnings and notes in an answer are shown', async ({ page, context, baseURL }) => {
  await mockBy(context, baseURL, 'fault=warnings:one store did not answer');
  await openMesh(page);
  await panelOf(page)
    .getByRole('tab', { name: /^Problems [1-9]/ })
    .click();
  await expect(problem(page, 'prometheus-warning').first()).toContainText('one store did not answer');
  await expect(problem(page, 'prometheus-info').first()).toContainText('PromQL info');
});

test('an empty mesh says what to check', async ({ page, context, baseURL }) => {
  await mockBy(context, baseURL, 'fault=empty');
  await page.goto(`/?end=${MOMENT}&ns=shop`);
  const card = page.getByRole('status', { name: 'Nothing flows' });
  await expect(card).toContainText('This Prometheus has no istio_requests_total');
  await expect(card).toContainText('Scrape the proxies.');
  await expect(card).toContainText('Only shop was asked for.');
  await context.clearCookies();
  await card.getByRole('button', { name: 'All namespaces' }).click();
  await drawn(page);
  await expect(card).toBeHidden();
});

test('a clock that differs from the server is named', async ({ page, context, baseURL }) => {
  await mockBy(context, baseURL, 'fault=skew:600');
  await page.goto('/');
  await drawn(page);
  await panelOf(page)
    .getByRole('tab', { name: /^Problems [1-9]/ })
    .click();
  await expect(problem(page, 'clock-skew')).toContainText('10m ahead of');
});

test('a window shorter than four scrape intervals says so and offers the smallest sound one', async ({ page }) => {
  // The demo mesh is scraped every 15 s: four of them make a minute.
  await openMesh(page, { window: '30s' });
  const banner = page.getByRole('region', { name: 'The window is too short' });
  await expect(banner).toContainText('A window of 30s is shorter than 4 scrape intervals (15s each)');
  await banner.getByRole('button', { name: 'Use 1m' }).click();
  await expect(banner).toBeHidden();
  await expect(page).toHaveURL(/window=1m/);
});

test('a token goes to the source alone: not to the address, not to storage, and it lets the questions through', async ({
  page,
  context,
  baseURL,
}) => {
  await mockBy(context, baseURL, 'fault=unauthorized');
  await page.goto(`/?end=${MOMENT}`);
  await page.getByRole('alert', { name: 'No picture' }).getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Bearer token').fill('s3cret-token');
  await context.clearCookies();
  const asked = page.waitForRequest((request) => request.url().includes('/api/prometheus/'));
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
  expect((await asked).headers().authorization).toBe('Bearer s3cret-token');
  await drawn(page);
  expect(page.url()).not.toContain('s3cret');
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain('s3cret');
});

test('a page without its configuration says so', async ({ page }) => {
  await page.route('**/config.json', (route) => route.fulfill({ status: 404, body: 'no' }));
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Seamark cannot start' })).toBeVisible();
  await expect(page.locator('[data-problem="configuration-unreadable"]')).toContainText('404');
});
