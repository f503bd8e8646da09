import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { appNode, canvasOf, drawn, edgeOf, openMesh, panelOf } from './support/mesh-page';

const PRICING = edgeOf(appNode('catalog', 'catalog'), appNode('catalog', 'pricing'), 'grpc');
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Settings' });

async function openSettings(page: Page): Promise<void> {
  await canvasOf(page).focus();
  await page.keyboard.press(',');
  await expect(dialog(page)).toBeVisible();
}

test('a rule for a namespace changes how its calls are judged, stands in the link and survives a reload', async ({ page }) => {
  await openMesh(page, { select: PRICING });
  const unjudged = panelOf(page).getByText(/too little traffic to judge/);
  await expect(unjudged).toBeHidden();
  await openSettings(page);
  await dialog(page).getByRole('button', { name: 'Add a rule' }).click();
  const rule = dialog(page).getByRole('group', { name: 'Rule 1' });
  await rule.getByLabel('Called namespace').fill('cat alog');
  await expect(rule.getByText('A name, or its beginning and *.')).toBeVisible();
  await rule.getByLabel('Called namespace').fill('cat*');
  await rule.getByLabel('Failing from').fill('20');
  await rule.getByLabel('Rate floor').fill('100000');
  await rule.getByLabel('Rate floor').press('Enter');
  await expectAccessible(page, 'as it is opened');
  await page.keyboard.press('Escape');
  await drawn(page);
  await expect(unjudged).toBeVisible();
  await expect(panelOf(page).getByText(/Judged: .* not judged below 100000 .*rule for .* into cat\*/)).toBeVisible();
  expect(new URL(page.url()).searchParams.get('rule')).toBe('cat*:any:0:20:-:100000');
  await page.reload();
  await drawn(page);
  await expect(unjudged).toBeVisible();
});

test('labels of nodes go to the link, units stay with this browser', async ({ page }) => {
  await openMesh(page);
  await openSettings(page);
  await dialog(page)
    .getByRole('group', { name: 'Below the name of a node' })
    .getByLabel(/^Namespace/)
    .check();
  await dialog(page).getByRole('button', { name: 'per minute' }).click();
  await page.keyboard.press('Escape');
  await drawn(page);
  expect(new URL(page.url()).searchParams.get('nodeLabels')).toBe('namespace.version.kind');
  await expect(panelOf(page).getByText(/rpm/).first()).toBeVisible();
  await page.reload();
  await drawn(page);
  await expect(panelOf(page).getByText(/rpm/).first()).toBeVisible();
});

test('a saved view is exported and opens in another browser', async ({ page, browser, baseURL }) => {
  await openMesh(page, { ns: 'payments', window: '15m', failing: '3' });
  await openSettings(page);
  await dialog(page).getByLabel('Name of this view').fill('payments, strict');
  await page.keyboard.press('Enter');
  const download = page.waitForEvent('download');
  await dialog(page).getByRole('button', { name: 'Export' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ schema: 'seamark.views/1', views: [{ name: 'payments, strict' }] });

  const fresh = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const other = await fresh.newPage();
  await openMesh(other);
  await openSettings(other);
  const choose = (name: string, content: string) =>
    dialog(other)
      .getByLabel('File of saved views')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
  await choose('views.json', '{"schema":"seamark.views/1","views":[{"name":5}]}');
  await expect(dialog(other).getByText(/is not as saved views are written/)).toBeVisible();
  await choose('views.json', text);
  await expect(dialog(other).getByText('1 new.')).toBeVisible();
  await dialog(other).getByRole('button', { name: 'payments, strict', exact: true }).click();
  await expect(other.getByRole('button', { name: 'Namespaces: payments' })).toBeVisible();
  await drawn(other);
  expect(new URL(other.url()).searchParams.get('failing')).toBe('3');
  expect(new URL(other.url()).searchParams.get('window')).toBe('15m');
  await fresh.close();
});

test('a link restores expression, thresholds, zoom and pan', async ({ page, context }) => {
  await openMesh(page, { find: 'rate > 5', failing: '7' });
  await canvasOf(page).focus();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await drawn(page);
  const viewport = await canvasOf(page).getAttribute('data-viewport');
  await expect(page).toHaveURL(/at=|view=|viewport=|v=/);
  expect(page.url().length).toBeLessThan(2000);
  const [zoom = 0, x = 0, y = 0] = (viewport ?? '').split(' ').map(Number);

  const other = await context.newPage();
  await other.goto(page.url());
  await drawn(other);
  expect(other.url()).toBe(page.url());
  const restored = ((await canvasOf(other).getAttribute('data-viewport')) ?? '').split(' ').map(Number);
  expect(restored[0]).toBeCloseTo(zoom, 1);
  expect(Math.abs((restored[1] ?? 0) - x)).toBeLessThan(2);
  expect(Math.abs((restored[2] ?? 0) - y)).toBeLessThan(2);
});
