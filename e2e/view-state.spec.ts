import { expect, test } from '@playwright/test';
import { canvasOf, countQueries, drawn, MOMENT, MOMENT_SECONDS, mockBy, openMesh, panelOf } from './support/mesh-page';

const parameter = (url: string, name: string) => new URL(url).searchParams.getAll(name);

test('what is chosen in the toolbar stands in the address, and a reload brings it back', async ({ page }) => {
  await openMesh(page);
  await page.getByRole('button', { name: /^Window/ }).click();
  await page.getByRole('button', { name: '15m', exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Namespaces/ }).click();
  await page.getByRole('checkbox', { name: 'checkout' }).check();
  await page.getByRole('checkbox', { name: 'payments' }).check();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Group by/ }).click();
  await page.getByRole('menuitemradio', { name: /^workload/ }).click();
  await page.getByRole('button', { name: /^Refresh interval/ }).click();
  await page.getByRole('menuitemradio', { name: 'every 30s' }).click();
  await drawn(page);
  await panelOf(page)
    .getByRole('tab', { name: /^Nodes/ })
    .click();
  await panelOf(page)
    .getByRole('button', { name: /^Healthy orders(?!-)/ })
    .click();

  const expected = { window: ['15m'], end: [MOMENT], ns: ['checkout', 'payments'], group: ['workload'], refresh: ['30s'] };
  for (const [name, values] of Object.entries(expected)) expect(parameter(page.url(), name), name).toEqual(values);
  expect(parameter(page.url(), 'select')[0]).toContain('orders');

  const nodes = await canvasOf(page).getAttribute('data-drawn-nodes');
  const before = page.url();
  await page.reload();
  await drawn(page);
  expect(page.url()).toBe(before);
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', nodes ?? '');
  await expect(page.getByRole('button', { name: /^Window: 15m to 2026-03-10/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Namespaces: checkout, payments' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Group by: workload' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Refresh interval: 30s' })).toBeVisible();
  await expect(panelOf(page).getByRole('heading', { name: 'orders', exact: true })).toBeVisible();
});

test('a scope asks for its namespaces only, and draws their neighbours', async ({ page }) => {
  const { sent } = countQueries(page);
  await openMesh(page, { ns: 'payments' });
  for (const body of sent.filter((query) => query.includes('istio_requests_total') && !query.includes('count_over_time'))) {
    expect(body).toContain('payments');
  }
  await panelOf(page)
    .getByRole('tab', { name: /^Nodes/ })
    .click();
  await expect(panelOf(page).getByRole('button', { name: /checkout checkout/ })).toBeVisible();
  await expect(panelOf(page).getByRole('button', { name: /search catalog/ })).toBeHidden();
});

test('an absolute end is asked as given and stops the refresh', async ({ page }) => {
  const { sent } = countQueries(page);
  await openMesh(page, { refresh: '1s' });
  const first = sent.length;
  expect(sent.every((query) => query.includes(`time=${MOMENT_SECONDS}`))).toBe(true);
  await expect(canvasOf(page)).toHaveAttribute('data-picture-at', String(MOMENT_SECONDS));
  await expect(page.locator('[data-freshness="fixed"]')).toBeVisible();
  await page.getByRole('button', { name: /^Window/ }).click();
  await page.getByRole('button', { name: 'Earlier' }).click();
  await expect(canvasOf(page)).toHaveAttribute('data-picture-at', String(MOMENT_SECONDS - 300));
  expect(sent.slice(first).every((query) => query.includes(`time=${MOMENT_SECONDS - 300}`))).toBe(true);
});

test('a time typed in another zone is the same moment', async ({ page }) => {
  await openMesh(page);
  await page.getByRole('button', { name: /^Window/ }).click();
  await page.getByRole('button', { name: 'UTC', exact: true }).click();
  await page.getByRole('textbox', { name: /^End of the window/ }).fill('2026-03-10 18:30:00');
  await page.getByRole('textbox', { name: /^End of the window/ }).press('Enter');
  await expect(canvasOf(page)).toHaveAttribute('data-picture-at', String(MOMENT_SECONDS - 1800));
  expect(parameter(page.url(), 'end')).toEqual(['2026-03-10T18:30:00Z']);
});

test('the back button returns to the view before, not to every click', async ({ page }) => {
  await openMesh(page);
  await page.getByRole('button', { name: /^Group by/ }).click();
  await page.getByRole('menuitemradio', { name: /^service/ }).click();
  await expect(page).toHaveURL(/group=service/);
  await panelOf(page)
    .getByRole('tab', { name: /^Nodes/ })
    .click();
  await panelOf(page)
    .getByRole('button', { name: /^Healthy orders(?!-)/ })
    .click();
  await page.getByRole('button', { name: /^Window/ }).click();
  await page.getByRole('button', { name: '30m', exact: true }).click();
  await expect(page).toHaveURL(/window=30m/);
  await page.goBack();
  await expect(page).not.toHaveURL(/window=/);
  await expect(page).toHaveURL(/group=service/);
  await expect(page.getByRole('button', { name: /^Window: 5m/ })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('button', { name: /^Group by: automatic/ })).toBeVisible();
  await page.goForward();
  await expect(page.getByRole('button', { name: 'Group by: service' })).toBeVisible();
});

test('a pause asks nothing until it ends', async ({ page }) => {
  await page.clock.install();
  // So rarely that no refresh is under way when the pause begins.
  await page.goto('/?refresh=5m');
  await drawn(page);
  const { sent } = countQueries(page);
  await page.keyboard.press('p');
  await expect(page.locator('[data-freshness="paused"]')).toBeVisible();
  await page.clock.runFor('06:00');
  expect(sent).toEqual([]);
  await expect(page.locator('[data-freshness="paused"]')).toContainText('6 min');
  await page.getByRole('button', { name: 'Resume refreshing' }).click();
  await page.clock.runFor('10:00');
  await expect.poll(() => sent.length).toBeGreaterThan(0);
});

test('a crafted link with an address is refused with a notice and asks only the configured source', async ({ page, baseURL }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).origin));
  await page.goto(`/?source=${encodeURIComponent('https://evil.example')}&end=${MOMENT}`);
  const notice = page.locator('[data-problem="source-unknown"]');
  await expect(notice).toBeVisible();
  await drawn(page);
  expect(new Set(asked)).toEqual(new Set([baseURL]));
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toBeHidden();
});

test('parts of a link that make no sense are named and their defaults used', async ({ page }) => {
  await page.goto(`/?window=never&group=planet&failing=400&end=${MOMENT}`);
  await drawn(page);
  for (const name of ['window', 'group', 'failing']) await expect(page.locator(`[data-problem="link-part-ignored-${name}"]`)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Window: 5m/ })).toBeVisible();
});

test('theme and time zone are this browser’s, not the link’s', async ({ page }) => {
  await openMesh(page);
  const before = page.url();
  await page.keyboard.press('i');
  const theme = await page.locator('html').getAttribute('data-theme');
  expect(page.url()).toBe(before);
  await page.reload();
  await drawn(page);
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme ?? '');
});

test('the demo mesh is chosen in a menu and stands in the link', async ({ page }) => {
  await openMesh(page);
  await page.getByRole('button', { name: /^Scenario/ }).click();
  await page.getByRole('menuitemradio', { name: /^Bookinfo/ }).click();
  await expect(page).toHaveURL(/scenario=bookinfo/);
  await drawn(page);
  await panelOf(page)
    .getByRole('tab', { name: /^Nodes/ })
    .click();
  await expect(panelOf(page).getByRole('button', { name: /productpage/ })).toBeVisible();
});

test('the mock is told per request which moment is now', async ({ page, context, baseURL }) => {
  // The incident of the outage demo: at minute 45 of every hour errors have spread to the gateway.
  await mockBy(context, baseURL, 'scenario=outage');
  await openMesh(page, { end: '2026-03-10T18:45:00Z' });
  await expect(
    panelOf(page)
      .getByRole('button', { name: /Failing gateway → web/ })
      .first(),
  ).toBeVisible();
  await openMesh(page, { end: '2026-03-10T18:15:00Z' });
  await expect(panelOf(page).getByText('No request failed in this window.')).toBeVisible();
});
