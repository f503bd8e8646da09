import { expect, type Page, test } from '@playwright/test';
import { appNode, canvasOf, countQueries, drawn, edgeOf, openMesh, panelOf } from './support/mesh-page';
import { FRAUD, OUTAGE, outlineOf, PAYMENTS } from './support/outage';

const said = (page: Page) => page.getByTestId('said');

/** Presses the tab key until the named control has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    });
    if (name.test(focused)) return;
  }
  throw new Error(`no control named ${name} was reached by the tab key`);
}

test('without a mouse: open, find the failing edge in the outline, hear and read why, copy its PromQL, and go back', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openMesh(page, OUTAGE);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to the outline' })).toBeFocused();
  await page.keyboard.press('Enter');

  // The sickest stand first: a group, in it the node that answers badly, and who calls it.
  const tree = outlineOf(page).getByRole('tree', { name: 'Outline of the map' });
  await expect(tree.getByRole('treeitem', { name: /^bank, .*sick, open/ })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(tree.getByRole('treeitem', { name: /^fraud in bank, app, failing: / })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(tree.getByRole('treeitem', { name: 'Called by 1' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const edge = tree.getByRole('treeitem', {
    name: /^payments to fraud, failing: \d+ percent 50[34].*, [\d.]+ requests per second, [\d.]+ percent errors, p99 .* seconds, mutual TLS/,
  });
  await expect(edge).toBeFocused();
  await expect(edge).toHaveAttribute('aria-level', '4');
  await expect(canvasOf(page)).toHaveAttribute('data-marked', edgeOf(PAYMENTS, FRAUD, 'http'));

  await page.keyboard.press('Enter');
  await expect(panelOf(page).getByRole('heading', { name: 'payments → fraud' })).toBeFocused();
  await expect(said(page)).toHaveText(/^Selected: payments to fraud, failing: \d+ percent 50[34]/);
  await expect(edge).toHaveAttribute('aria-selected', 'true');
  await expect(
    panelOf(page)
      .getByText(/^Failing/)
      .first(),
  ).toBeVisible();
  await expect(
    panelOf(page)
      .getByText(/upstream (connection|request)|timeout/i)
      .first(),
  ).toBeVisible();

  await tabTo(page, /^Copy the PromQL of error/i);
  await page.keyboard.press('Enter');
  await expect(panelOf(page).getByRole('button', { name: /^Copy the PromQL of error/i })).toContainText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('istio_requests_total{');

  await page.keyboard.press('Escape');
  await expect(edge).toBeFocused();
  await expect(panelOf(page).getByRole('tab', { name: 'Overview' })).toBeVisible();
});

test('the map is one tab stop that arrow keys walk, edge by edge and node by node', async ({ page }) => {
  await openMesh(page, OUTAGE);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const map = canvasOf(page);
  await expect(map).toBeFocused();
  await page.keyboard.press('Home');
  await expect(said(page)).toHaveText(/^gateway in edge, app, .*\. calls 2, called by 0$/);
  await expect(map).toHaveAttribute('data-marked', appNode('edge', 'gateway'));
  await page.keyboard.press('ArrowRight');
  await expect(said(page)).toHaveText(/^gateway to \w+ in shop, .*\. 1 of 2 calls$/);
  await page.keyboard.press('ArrowDown');
  await expect(said(page)).toHaveText(/^gateway to \w+ in shop, .*\. 2 of 2 calls$/);
  await page.keyboard.press('ArrowLeft');
  await expect(said(page)).toHaveText(/^gateway in edge/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(said(page)).toHaveText(/^\w+ in shop, app, .*called by \d$/);
  await page.keyboard.press('Enter');
  await expect(panelOf(page).getByRole('heading', { level: 2 })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(map).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(map).toHaveAttribute('data-marked', '');
});

test('what is selected elsewhere is unfolded in the outline, and a group closes on the map', async ({ page }) => {
  await openMesh(page, OUTAGE);
  await page.keyboard.press('o');
  const tree = outlineOf(page).getByRole('tree');
  await expect(tree.getByRole('treeitem').first()).toBeFocused();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('web checkout');
  await expect(page.getByRole('option', { name: /web → checkout/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(panelOf(page).getByRole('heading', { name: 'web → checkout' })).toBeFocused();
  const row = tree.getByRole('treeitem', { name: /^web to checkout, / });
  await expect(row).toHaveAttribute('aria-selected', 'true');
  await expect(row).toHaveAttribute('tabindex', '0');
  await page.keyboard.press('Escape');
  await expect(tree.locator(':focus')).toBeVisible();
  const { sent } = countQueries(page);
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  const closed = tree.getByRole('treeitem', { name: /^bank in bank, namespace, closed, 3 inside, \d sick/ });
  await expect(closed).toBeVisible();
  await expect(closed).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(outlineOf(page)).toHaveCount(0);
  await expect(canvasOf(page)).toBeFocused();
  expect(sent).toEqual([]);
});

test('the outline draws only the rows that are seen, and the keys still reach the last', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 500 });
  await openMesh(page);
  await page.keyboard.press('o');
  const rows = outlineOf(page).getByRole('treeitem');
  await expect(rows.first()).toBeFocused();
  const nodes = Number(await canvasOf(page).getAttribute('data-drawn-nodes'));
  expect(await rows.count()).toBeLessThan(nodes);
  await page.keyboard.press('End');
  const last = outlineOf(page).locator('[role="treeitem"]:focus');
  await expect(last).toBeInViewport({ ratio: 1 });
  const [size, position] = await last.evaluate((row) => [row.getAttribute('aria-setsize'), row.getAttribute('aria-posinset')]);
  expect(position).toBe(size);
  await page.keyboard.press('Home');
  await expect(rows.first()).toBeFocused();
  await expect(rows.first()).toBeInViewport({ ratio: 1 });
});

test('steps in time: back by one window, forward again to now', async ({ page }) => {
  await openMesh(page, { scenario: 'shop', end: 'now', window: '5m', refresh: 'off' });
  const end = () => new URL(page.url()).searchParams.get('end');
  await page.keyboard.press('[');
  await expect.poll(end).not.toBeNull();
  const first = Date.parse(end() ?? '');
  await page.keyboard.press('[');
  await expect.poll(() => first - Date.parse(end() ?? '')).toBe(5 * 60_000);
  for (const _ of [1, 2, 3]) await page.keyboard.press(']');
  await expect.poll(end).toBeNull();
});

test('single keys can be switched off; Ctrl+K, Esc and the keys of the map stay', async ({ page }) => {
  await openMesh(page, OUTAGE);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys and commands' });
  await help.getByRole('checkbox', { name: /^Single keys run commands/ }).uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.keyboard.press('o');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(outlineOf(page)).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('keys and');
  await page.keyboard.press('Enter');
  await expect(help).toBeVisible();
  await page.reload();
  await drawn(page);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a source that fails and comes back is said', async ({ page, context, baseURL }) => {
  await openMesh(page);
  await context.addCookies([{ name: 'seamark_mock', value: encodeURIComponent('fault=status:503'), url: baseURL ?? '' }]);
  await page.keyboard.press('r');
  await expect(page.locator('[aria-live="polite"]', { hasText: /Refresh failed: .*503/ })).toBeAttached();
  await context.clearCookies();
  await page.keyboard.press('r');
  await expect(said(page)).toHaveText('The source answers again.');
});
