/** Find, hide and focus: what a user does with them, and that nothing leaves for the source meanwhile. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { recordText } from './support/drawn-text';
import { appNode, canvasOf, countQueries, drawn, openMesh, panelOf } from './support/mesh-page';
import { moved, recordPictures } from './support/recorded-pictures';

const bar = (page: Page): Locator => page.getByRole('search', { name: 'Find and hide' });
const find = (page: Page): Locator => bar(page).getByRole('combobox', { name: 'Find' });
/** Completions count too: this is what the whole expression finds. */
const found = (page: Page, text: string): Locator => bar(page).getByRole('status').getByText(text, { exact: true });
const crumbs = (page: Page): Locator => page.getByRole('navigation', { name: 'Focus' });
const viewport = (page: Page) => canvasOf(page).getAttribute('data-viewport');
const drawnNodes = (page: Page, count: number) => expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', String(count));
const ORDERS = appNode('checkout', 'orders');

test('an expression is completed by keyboard, counted, marked and stepped through', async ({ page }) => {
  await openMesh(page);
  const { sent } = countQueries(page);
  await page.keyboard.press('/');
  await expect(find(page)).toBeFocused();
  await page.keyboard.type('namesp');
  await expect(find(page)).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { name: /^namespace / })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(find(page)).toHaveValue('namespace');
  await page.keyboard.type('=check');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(find(page)).toHaveValue('namespace=checkout');
  // A pause in typing is enough; Enter then goes to the first match.
  await expect(found(page, '5 nodes')).toBeVisible();
  await expect(page).toHaveURL(/find=namespace%3Dcheckout/);
  await expect(page.getByRole('region', { name: 'Legend' }).getByText('found', { exact: true })).toBeVisible();

  await page.keyboard.press('Enter');
  await expect(bar(page).getByText('1 of 5:')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(bar(page).getByText('2 of 5:')).toBeVisible();
  await page.keyboard.press('Shift+Enter');
  await expect(bar(page).getByText('1 of 5:')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('N');
  await expect(bar(page).getByText('5 of 5:')).toBeVisible();
  await page.keyboard.press('n');
  await expect(bar(page).getByText('1 of 5:')).toBeVisible();
  await expect(panelOf(page).getByText(/^App · checkout/)).toBeVisible();
  expect(sent).toEqual([]);
});

test('a broken expression says in one sentence what is wrong, with a caret under the place, and clears nothing while it is typed', async ({
  page,
}) => {
  await openMesh(page, { find: 'namespace=checkout' });
  await find(page).click();
  await page.keyboard.press('End');
  await page.keyboard.type(' AND (healthy');
  await page.keyboard.press('Escape');
  await expect(found(page, '5 nodes')).toBeVisible();
  await find(page).focus();
  await page.keyboard.press('Enter');
  await expect(find(page)).toHaveAttribute('aria-invalid', 'true');
  const trouble = bar(page).getByRole('status').filter({ hasText: 'never closed' });
  await expect(trouble).toBeVisible();
  // The bracket is the 24th sign: 23 blanks stand before the caret.
  expect(await trouble.locator('pre').textContent()).toBe(`namespace=checkout AND (healthy\n${' '.repeat(23)}^`);
  await page.keyboard.type(')');
  await page.keyboard.press('Enter');
  await expect(find(page)).toHaveAttribute('aria-invalid', 'false');
  await expect(trouble).toBeHidden();
});

test('a preset and an example of the help are one click away', async ({ page }) => {
  await openMesh(page);
  const { sent } = countQueries(page);
  await bar(page).getByRole('button', { name: 'Presets' }).click();
  await page.getByRole('menuitemradio', { name: /^Plaintext plaintext$/ }).click();
  await expect(find(page)).toHaveValue('plaintext');
  await expect(bar(page).getByText(/^\d+ edges?$/)).toBeVisible();
  await bar(page).getByRole('button', { name: 'How to find and hide' }).click();
  await page.getByRole('button', { name: 'name contains pay', exact: true }).click();
  await expect(find(page)).toHaveValue('name contains pay');
  await bar(page).getByRole('button', { name: 'Stop finding' }).click();
  await expect(find(page)).toHaveValue('');
  expect(sent).toEqual([]);
});

test('hide removes or dims without moving anything, and tells of the sick it hides', async ({ page }) => {
  const pictures = await recordPictures(page);
  const texts = await recordText(page);
  await openMesh(page);
  await drawnNodes(page, 26);
  const place = await viewport(page);
  const { sent } = countQueries(page);
  await bar(page).getByRole('button', { name: 'Hide', exact: true }).click();
  await page.getByRole('combobox', { name: 'Hide' }).fill('namespace=fulfilment');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(bar(page).getByRole('button', { name: /^Hide: hides \d nodes$/ })).toBeVisible();
  await drawn(page);
  expect(await texts()).not.toContain('inventory');
  expect(await viewport(page)).toBe(place);
  // The failing call from orders to inventory leaves with inventory, which answers it.
  await expect(page.getByText(/▲ \d failing.* among them/)).toBeVisible();
  await expect(page.getByRole('contentinfo').getByRole('button', { name: /^Hidden: \d+ nodes, \d+ edges by hide or focus/ })).toBeVisible();

  await page.getByRole('button', { name: 'Dim instead' }).click();
  await drawnNodes(page, 26);
  await drawn(page);
  expect(await texts()).toContain('inventory');
  await expect(page.getByText(/among them/)).toBeHidden();
  expect(await viewport(page)).toBe(place);
  const recorded = await pictures();
  const [first] = recorded;
  if (first === undefined) throw new Error('no picture was recorded');
  for (const picture of recorded) expect(moved(first, picture)).toEqual([]);
  expect(sent).toEqual([]);
});

test('everything hidden and shown again leaves the viewport where it was', async ({ page }) => {
  await openMesh(page);
  const place = await viewport(page);
  await bar(page).getByRole('button', { name: 'Hide', exact: true }).click();
  await page.getByRole('combobox', { name: 'Hide' }).fill('healthy OR NOT healthy');
  await page.keyboard.press('Enter');
  await drawnNodes(page, 0);
  await page.getByRole('button', { name: 'Stop hiding' }).click();
  await drawnNodes(page, 26);
  await drawn(page);
  expect(await viewport(page)).toBe(place);
});

test('focus looks down two hops, then at a path, and the crumbs and Escape lead back', async ({ page }) => {
  await openMesh(page, { select: ORDERS });
  const place = await viewport(page);
  const { sent } = countQueries(page);
  await panelOf(page).getByRole('button', { name: 'Focus', exact: true }).click();
  await page.getByRole('group', { name: 'Hops' }).getByRole('button', { name: '2' }).click();
  await page.getByRole('group', { name: 'Direction' }).getByRole('button', { name: 'Calls' }).click();
  await page.keyboard.press('Escape');
  await expect(crumbs(page)).toHaveText('Whole meshorders, calls 2 hopsFit');
  await expect(page).toHaveURL(/focus=2down/);
  const down = Number(await canvasOf(page).getAttribute('data-drawn-nodes'));
  expect(down).toBeGreaterThan(2);
  expect(down).toBeLessThan(26);

  await page.getByRole('group', { name: 'Map tools' }).getByRole('button', { name: 'Focus' }).click();
  await page.getByRole('searchbox', { name: 'Paths from orders to' }).fill('inventory-db');
  await page
    .getByRole('list', { name: 'Paths to' })
    .getByRole('button', { name: /^inventory-db/ })
    .click();
  await expect(crumbs(page)).toHaveText('Whole meshorders, calls 2 hopsorders → inventory-db, all pathsFit');
  // orders calls inventory and shipping, which calls inventory too, and inventory its database.
  await drawnNodes(page, 4);

  await page.keyboard.press('e');
  await expect(crumbs(page).locator('[aria-current]')).toHaveText('problems ±1 hop');
  await crumbs(page).getByRole('button', { name: 'orders, calls 2 hops' }).click();
  await drawnNodes(page, down);
  await page.keyboard.press('Escape');
  await expect(crumbs(page)).toBeHidden();
  await drawnNodes(page, 26);
  await expect(panelOf(page).getByRole('heading', { name: 'orders', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panelOf(page).getByRole('tab', { name: 'Overview' })).toBeVisible();
  await drawn(page);
  expect(await viewport(page)).toBe(place);
  expect(sent).toEqual([]);
});

test('a path that does not exist says so and offers the other direction', async ({ page }) => {
  await openMesh(page, { focus: `path:${appNode('fulfilment', 'inventory-db')}>${ORDERS}` });
  await expect(page.getByText('No way of up to 6 hops leads from inventory-db to orders.')).toBeVisible();
  await drawnNodes(page, 2);
  await page.getByRole('button', { name: 'Try the other direction' }).click();
  await drawnNodes(page, 4);
});

test('what is found inside closed namespaces is counted, and they open where they stand', async ({ page }) => {
  await openMesh(page);
  await page.getByRole('button', { name: 'Close all namespaces' }).click();
  await drawnNodes(page, 8);
  const place = await viewport(page);
  const { sent } = countQueries(page);
  await find(page).fill('name=ledger OR name=orders');
  await page.keyboard.press('Enter');
  await expect(bar(page).getByText('nothing found')).toBeVisible();
  await expect(page.getByText('Found inside 2 closed groups: 2 nodes')).toBeVisible();
  await page.getByRole('button', { name: 'Open them' }).click();
  await expect(found(page, '2 nodes')).toBeVisible();
  await expect(page.getByText(/Found inside/)).toBeHidden();
  await drawn(page);
  expect(await viewport(page)).toBe(place);
  expect(sent).toEqual([]);
});

test('a link brings find, hide and focus back', async ({ page }) => {
  await openMesh(page, { find: 'namespace=checkout', hide: 'protocol=tcp', hideMode: 'dim', focus: `1both:${ORDERS}` });
  await expect(find(page)).toHaveValue('namespace=checkout');
  await expect(crumbs(page)).toHaveText('Whole meshorders ±1 hopFit');
  await expect(bar(page).getByRole('button', { name: /^Hide: hides/ })).toBeVisible();
  const nodes = (await canvasOf(page).getAttribute('data-drawn-nodes')) ?? '';
  await page.reload();
  await drawn(page);
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', nodes);
  await expect(find(page)).toHaveValue('namespace=checkout');
  expect(new URL(page.url()).searchParams.get('focus')).toBe(`1both:${ORDERS}`);
});

for (const theme of ['light', 'dark'] as const) {
  test(`find, hide and focus pass WCAG 2.2 AA in the ${theme} theme, also at 320 px`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    const violations = async () => {
      const { violations: found } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
    };
    await openMesh(page, { find: 'namespace=checkout', focus: `1both:${ORDERS}`, select: ORDERS });
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('listbox')).toBeVisible();
    expect(await violations(), 'completing').toEqual([]);
    await page.keyboard.press('Escape');
    await find(page).fill('namespace=');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(find(page)).toHaveAttribute('aria-invalid', 'true');
    expect(await violations(), 'an error').toEqual([]);
    for (const name of [/^Hide/, /^How to find and hide/]) {
      await bar(page).getByRole('button', { name }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await violations(), String(name)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
    await panelOf(page).getByRole('button', { name: 'Focus', exact: true }).click();
    expect(await violations(), 'the focus menu').toEqual([]);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 320, height: 640 });
    await drawn(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    for (const control of [
      find(page),
      bar(page).getByRole('button', { name: /^Hide/ }),
      bar(page).getByRole('button', { name: 'Presets' }),
    ]) {
      await expect(control).toBeInViewport({ ratio: 1 });
    }
    expect(await violations(), 'on a phone').toEqual([]);
  });
}
