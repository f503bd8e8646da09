import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { askVector } from './support/ask';
import { canvasOf, countQueries, MOMENT_SECONDS, numberOf, openMesh, panelOf } from './support/mesh-page';

const SCENARIO = { scenario: 'shop' };
const gridOf = (page: Page): Locator => page.getByRole('grid');
const rowsOf = (page: Page): Locator =>
  gridOf(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') });
const headOf = (page: Page, name: string): Locator => gridOf(page).getByRole('columnheader', { name });

async function openTable(page: Page, more: Readonly<Record<string, string>> = {}): Promise<void> {
  await openMesh(page, { ...SCENARIO, form: 'table', ...more });
  await expect(rowsOf(page).first()).toBeVisible();
}

/** Unrounded numbers of one metric in the order of the rows in sight; undefined where it is unknown. */
async function shown(page: Page, metric: string): Promise<readonly (number | undefined)[]> {
  const cells = gridOf(page).locator(`[data-metric="${metric}"]`);
  const values = await cells.evaluateAll((all) => all.map((cell) => cell.getAttribute('data-value')));
  return values.map((value) => (value === null ? undefined : Number(value)));
}

test('sorts by p99 in both directions, with what nobody knows at the end', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 1400 });
  await openTable(page);
  for (const direction of ['descending', 'ascending'] as const) {
    await headOf(page, 'p99').click();
    await expect(headOf(page, 'p99')).toHaveAttribute('aria-sort', direction);
    const values = await shown(page, 'p99');
    const known = values.filter((value) => value !== undefined);
    expect(known.length).toBeGreaterThan(5);
    expect(values.slice(0, known.length)).toEqual(known);
    const sign = direction === 'ascending' ? 1 : -1;
    expect(known).toEqual([...known].sort((a, b) => sign * (a - b)));
  }
  await headOf(page, 'Source').click({ modifiers: ['Shift'] });
  await expect(headOf(page, 'p99')).toHaveAttribute('aria-sort', 'ascending');
  await expect(headOf(page, 'Source')).toHaveAttribute('aria-sort', 'ascending');
});

test('a row chosen in the table is what the panel tells of and what the map has selected, and the map has not moved', async ({ page }) => {
  await openMesh(page, SCENARIO);
  const viewport = await canvasOf(page).getAttribute('data-viewport');
  const { sent } = countQueries(page);
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Filter edges' }).fill('ORDERS inventory');
  await expect(rowsOf(page)).toHaveCount(1);
  await rowsOf(page).getByRole('rowheader').click();
  await expect(panelOf(page).getByRole('heading', { name: 'orders → inventory' })).toBeVisible();
  await expect(rowsOf(page)).toHaveAttribute('aria-selected', 'true');
  expect(await numberOf(gridOf(page), 'errorRatio')).toBe(await numberOf(panelOf(page), 'errorRatio'));

  await page.getByRole('button', { name: 'Map', exact: true }).click();
  await expect(gridOf(page)).toHaveCount(0);
  await expect(panelOf(page).getByRole('heading', { name: 'orders → inventory' })).toBeVisible();
  expect(new URL(page.url()).searchParams.get('select')).toContain('orders');
  expect(await canvasOf(page).getAttribute('data-viewport')).toBe(viewport);
  await page.keyboard.press('t');
  await expect(page.getByRole('searchbox', { name: 'Filter edges' })).toHaveValue('ORDERS inventory');
  expect(new URL(page.url()).searchParams.get('form')).toBe('table');
  expect(sent).toEqual([]);
});

test('a filter that leaves nothing says so and can be cleared', async ({ page }) => {
  await openTable(page);
  await page.getByRole('searchbox', { name: 'Filter edges' }).fill('no such thing');
  await expect(page.getByText('No edge has all the words of “no such thing”.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(rowsOf(page).first()).toBeVisible();
});

/** Lines of a CSV without quotes, by the names in its header. */
function csvRows(text: string): readonly Readonly<Record<string, string>>[] {
  const [header = [], ...lines] = text
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  return lines.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])));
}

test('the CSV holds what Prometheus answers, and copying gives the same rows', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openTable(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('seamark-edges-demo-mesh-all-namespaces-20260310T190000Z.csv');
  const rows = csvRows(await readFile(await file.path(), 'utf8'));

  const asked = { base: `${baseURL}/api/prometheus`, atSeconds: MOMENT_SECONDS, mock: 'scenario=shop' };
  const answered = await askVector(
    asked,
    'sum by (source_canonical_service, destination_canonical_service, request_protocol) (rate(istio_requests_total{reporter="source",destination_workload!="unknown"}[5m]))',
  );
  expect(answered.length).toBeGreaterThan(10);
  for (const { metric, value } of answered) {
    const row = rows.find(
      ({ source_name, target_name, protocol }) =>
        source_name === metric.source_canonical_service &&
        target_name === metric.destination_canonical_service &&
        protocol === metric.request_protocol,
    );
    expect(Number(row?.requests_per_second), JSON.stringify(metric)).toBeCloseTo(Number(value[1]), 9);
  }
  expect(rows.filter(({ protocol }) => protocol === 'tcp').every(({ requests_per_second }) => requests_per_second === '')).toBe(true);

  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('requests_per_second');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.trimEnd().split('\n')).toHaveLength(rows.length + 1);
});

test('with the keyboard alone one sorts, walks the cells and selects a row', async ({ page }) => {
  await openTable(page);
  await page.getByRole('button', { name: 'CSV' }).focus();
  await page.keyboard.press('Tab');
  await expect(rowsOf(page).first().getByRole('rowheader')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(headOf(page, 'Source')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(headOf(page, 'Target')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(headOf(page, 'Target')).toHaveAttribute('aria-sort', 'ascending');
  await page.keyboard.press('Control+End');
  const last = rowsOf(page).last();
  await expect(last).toHaveAttribute('aria-rowindex', (await gridOf(page).getAttribute('aria-rowcount')) ?? '');
  await expect(last.getByRole('gridcell').last()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(last.getByRole('rowheader')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(last).toHaveAttribute('aria-selected', 'true');
  await expect(last.getByRole('rowheader')).toBeFocused();
  await expect(panelOf(page).getByRole('heading', { level: 2 })).toContainText('→');
});

test('columns put away stay away after a reload', async ({ page }) => {
  await openTable(page);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: /^p50/ }).uncheck();
  await page.keyboard.press('Escape');
  await expect(headOf(page, 'p50')).toHaveCount(0);
  await page.reload();
  await expect(headOf(page, 'p99')).toBeVisible();
  await expect(headOf(page, 'p50')).toHaveCount(0);
});

test('nodes are rows too, and what is selected elsewhere is brought into sight', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 500 });
  await openTable(page);
  await page
    .getByRole('tab', { name: /^Nodes/ })
    .first()
    .click();
  await expect(gridOf(page)).toHaveAccessibleName('Nodes of the mesh');
  await panelOf(page)
    .getByRole('tab', { name: /^Nodes/ })
    .click();
  await panelOf(page)
    .getByRole('button', { name: /web-session|session/ })
    .first()
    .click();
  await expect(gridOf(page).locator('[aria-selected="true"]')).toBeInViewport();
});
