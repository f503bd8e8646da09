import { expect as briefly, test } from '@playwright/test';
import { serveDemo } from '../scripts/serve-page';
import { canvasOf, countQueries, MOMENT } from './support/mesh-page';

// Three thousand simulated services and a page that lists them share two cores with the other specs: every step may take long.
test.describe.configure({ mode: 'default', timeout: 420_000 });
const expect = briefly.configure({ timeout: 120_000 });

let demo: Awaited<ReturnType<typeof serveDemo>>;
test.beforeAll(async () => {
  demo = await serveDemo({ scenario: 'huge', services: 3000 });
});
test.afterAll(async () => demo?.stop());

test('of three thousand services only the rows and cells in sight stand in the document', async ({ page }) => {
  await page.goto(`${demo.url}/?end=${MOMENT}`);
  await expect(canvasOf(page)).toHaveAttribute('data-picture-stage', 'complete');
  const { sent } = countQueries(page);
  await page.getByRole('button', { name: 'Open the matrix' }).click();
  const matrix = page.getByRole('grid', { name: /^Who calls whom/ });
  await expect(matrix).toBeVisible();
  await page.getByRole('button', { name: 'Nodes', exact: true }).click();
  await expect.poll(async () => Number(await matrix.getAttribute('aria-rowcount'))).toBeGreaterThan(1000);
  expect(await matrix.getByRole('gridcell').count()).toBeLessThan(3000);
  await matrix.evaluate((grid) => grid.scrollTo(grid.scrollWidth / 2, grid.scrollHeight / 2));
  await expect.poll(() => matrix.getByRole('gridcell').count()).toBeLessThan(3000);

  await page.getByRole('button', { name: 'Table', exact: true }).click();
  const table = page.getByRole('grid', { name: 'Edges of the mesh' });
  const drawn = Number(await table.getAttribute('aria-rowcount'));
  await page.getByRole('checkbox', { name: /^List what \d+ closed groups hold/ }).check();
  await expect.poll(async () => Number(await table.getAttribute('aria-rowcount'))).toBeGreaterThan(Math.max(3000, drawn));
  expect(await table.getByRole('row').count()).toBeLessThan(80);
  await table.evaluate((grid) => grid.scrollTo(0, grid.scrollHeight));
  await expect(table.getByRole('row').last()).toHaveAttribute('aria-rowindex', (await table.getAttribute('aria-rowcount')) ?? '');
  expect(await table.getByRole('row').count()).toBeLessThan(80);
  expect(sent).toEqual([]);
});
