import { expect, type Locator, type Page, test } from '@playwright/test';
import { askNumber, expectSame } from './support/ask';
import { canvasOf, countQueries, MOMENT_SECONDS, openMesh, panelOf } from './support/mesh-page';

const gridOf = (page: Page): Locator => page.getByRole('grid', { name: /^Who calls whom/ });
const cellOf = (page: Page, start: string): Locator => gridOf(page).getByRole('gridcell', { name: new RegExp(`^${start}`) });
const rowHeadOf = (page: Page, start: string): Locator => gridOf(page).getByRole('rowheader', { name: new RegExp(`^${start}`) });

async function openMatrix(page: Page, more: Readonly<Record<string, string>> = {}): Promise<void> {
  await openMesh(page, { scenario: 'shop', form: 'matrix', ...more });
  await expect(gridOf(page)).toBeVisible();
}

test('a cell of two namespaces is the sum that Prometheus gives, and its edge opens in the panel', async ({ page, baseURL }) => {
  await openMatrix(page);
  const { sent } = countQueries(page);
  const cell = cellOf(page, 'checkout calls fulfilment:');
  const asked = { base: `${baseURL}/api/prometheus`, atSeconds: MOMENT_SECONDS, mock: 'scenario=shop' };
  const ends = 'reporter="source",source_workload_namespace="checkout",destination_workload_namespace="fulfilment"';
  const requests = await askNumber(asked, `sum(rate(istio_requests_total{${ends}}[5m]))`);
  expectSame(Number(await cell.getAttribute('data-requests')), requests, 'checkout → fulfilment');
  await expect(cell).toHaveAccessibleName(/failing/);
  const viewport = await canvasOf(page).getAttribute('data-viewport');

  await cell.click();
  await expect(panelOf(page).getByRole('heading', { name: 'checkout → fulfilment' })).toBeVisible();
  await expect(cell).toHaveAttribute('aria-selected', 'true');
  // Quantiles of an aggregate are those of the summed buckets.
  const p99 = await askNumber(
    asked,
    `histogram_quantile(0.99, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${ends},request_protocol="http"}[5m])))`,
  );
  expectSame(Number(await panelOf(page).locator('[data-metric="p99"]').first().getAttribute('data-value')), p99, 'p99');
  await page.getByRole('button', { name: 'Map', exact: true }).click();
  expect(await canvasOf(page).getAttribute('data-viewport')).toBe(viewport);
  expect(sent).toEqual([]);
});

test('with the keyboard alone one walks the cells, opens a namespace in place and selects an edge', async ({ page }) => {
  await openMatrix(page);
  await page.getByRole('group', { name: 'Order of the lines' }).getByRole('button', { name: 'Blocks' }).focus();
  await page.keyboard.press('Tab');
  await expect(rowHeadOf(page, 'All')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(cellOf(page, 'All call all:')).toBeFocused();
  await expect(page.getByTestId('matrix-sentence')).toContainText('All call all:');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(rowHeadOf(page, 'checkout, \\d+ nodes')).toBeFocused();
  await expect(rowHeadOf(page, 'checkout, \\d+ nodes')).toHaveAccessibleName(/closed$/);
  await page.keyboard.press('Enter');
  await expect(rowHeadOf(page, 'checkout, \\d+ nodes')).toHaveAccessibleName(/open$/);
  await expect(rowHeadOf(page, 'orders')).toBeVisible();
  await cellOf(page, 'orders calls fulfilment:').focus();
  await cellOf(page, 'orders calls fulfilment:').press('Enter');
  await expect(panelOf(page).getByRole('heading', { name: 'orders → inventory' })).toBeVisible();
  await expect(cellOf(page, 'orders calls fulfilment:')).toBeFocused();
});

test('clusters and single nodes are lines too, in three orders', async ({ page }) => {
  await openMatrix(page);
  await page.getByRole('button', { name: 'Nodes', exact: true }).click();
  await expect(cellOf(page, 'orders calls inventory:')).toHaveAttribute('data-health', 'failing');
  for (const order of ['Traffic', 'Blocks']) {
    await page.getByRole('group', { name: 'Order of the lines' }).getByRole('button', { name: order }).click();
    await expect(cellOf(page, 'orders calls inventory:')).toHaveCount(1);
  }
  await page.getByRole('button', { name: 'Clusters' }).click();
  await expect(gridOf(page)).toHaveAttribute('aria-rowcount', /^[23]$/);
});

test('sick cells that are scrolled away are told, and a press brings them back', async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 560 });
  await openMatrix(page);
  await page.getByRole('button', { name: 'Nodes', exact: true }).click();
  const strip = page.getByRole('region', { name: 'Sick cells' });
  await gridOf(page).evaluate((grid) => grid.scrollTo(0, 0));
  const below = strip.getByRole('button', { name: /below|to the right/ }).first();
  await below.click();
  const focused = gridOf(page).locator('[role="gridcell"]:focus');
  await expect(focused).toHaveAccessibleName(/failing|degraded/);
  await expect(focused).toBeInViewport();
});
