import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { drawn, MOMENT, mockBy, openMesh, panelOf } from './support/mesh-page';
import { EXPECTED_EDGES } from './support/numbers';

const EDGE = EXPECTED_EDGES[0]?.id ?? '';

interface State {
  readonly name: string;
  readonly show: (page: Page) => Promise<void>;
}

const opened = (name: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click();
  await expect(page.locator('[role="menu"], [role="dialog"]').last()).toBeVisible();
};

/** From the drawn graph; each is closed again by Escape. */
const STATES: readonly State[] = [
  {
    name: 'the list of nodes',
    show: async (page) =>
      panelOf(page)
        .getByRole('tab', { name: /^Nodes/ })
        .click(),
  },
  {
    name: 'the problems',
    show: async (page) =>
      panelOf(page)
        .getByRole('tab', { name: /^Problems/ })
        .click(),
  },
  { name: 'the scenario menu', show: opened(/^Scenario/) },
  { name: 'the namespace menu', show: opened(/^Namespaces/) },
  { name: 'the grouping menu', show: opened(/^Group by/) },
  { name: 'the labels menu', show: opened(/^Labels/) },
  { name: 'the options', show: opened(/^Options/) },
  { name: 'the window', show: opened(/^Window/) },
  { name: 'the refresh menu', show: opened(/^Refresh interval/) },
  { name: 'the costs of the queries', show: opened(/^Query costs/) },
  { name: 'the dialog for proxy statistics', show: opened(/^Open proxy statistics/) },
  { name: 'the help', show: opened(/^Keys and commands/) },
  { name: 'the whole legend', show: async (page) => page.getByRole('button', { name: 'All signs' }).click() },
];

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme });

    test('the graph, every menu and every dialog pass WCAG 2.2 AA', async ({ page }) => {
      await openMesh(page);
      await expectAccessible(page, 'the graph');
      for (const { name, show } of STATES) {
        await show(page);
        await expectAccessible(page, name);
        await page.keyboard.press('Escape');
        await expect(page.locator('[role="menu"], [role="dialog"]')).toHaveCount(0);
      }
    });

    test('the panels of a node and of an edge pass WCAG 2.2 AA', async ({ page }) => {
      await openMesh(page, { select: EDGE });
      await expectAccessible(page, 'an edge');
      await panelOf(page)
        .getByRole('button', { name: /^Failing To inventory/ })
        .click();
      await expect(panelOf(page).getByRole('heading', { name: 'inventory', exact: true })).toBeVisible();
      await expectAccessible(page, 'a node');
      await page.getByRole('button', { name: 'Close all namespaces' }).click();
      await panelOf(page).getByRole('button', { name: 'Back to the mesh' }).click();
      await expectAccessible(page, 'closed namespaces');
    });

    test('waiting, failing and empty pass WCAG 2.2 AA', async ({ page, context, baseURL }) => {
      await mockBy(context, baseURL, 'fault=latency:60000');
      await page.goto(`/?end=${MOMENT}`);
      await expect(page.getByText('Asking Demo mesh what flows…')).toBeVisible();
      await expectAccessible(page, 'asking');
      await mockBy(context, baseURL, 'fault=unauthorized');
      await page.goto(`/?end=${MOMENT}`);
      await expect(page.getByRole('alert', { name: 'No picture' })).toBeVisible();
      await expectAccessible(page, 'failed at first');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expectAccessible(page, 'signing in');
      await mockBy(context, baseURL, 'fault=empty');
      await page.goto(`/?end=${MOMENT}`);
      await expect(page.getByRole('status', { name: 'Nothing flows' })).toBeVisible();
      await expectAccessible(page, 'empty');
      await context.clearCookies();
      await openMesh(page, { window: '30s' });
      await mockBy(context, baseURL, 'fault=refused');
      await page.keyboard.press('r');
      await expect(page.getByRole('region', { name: 'The last refresh failed' })).toBeVisible();
      await expectAccessible(page, 'failed later, window too short');
    });
  });
}

/** Tabs until the named control has the focus; a user without a mouse does the same. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element === null ? '' : (element.getAttribute('aria-label') ?? element.textContent ?? '');
    });
    if (name.test(focused)) return;
  }
  throw new Error(`no control named ${name} was reached by the tab key`);
}

test('with the keyboard alone one reaches an edge, reads its numbers and copies the PromQL of its p99', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openMesh(page);
  await tabTo(page, /^Overview$/);
  await page.keyboard.press('ArrowRight');
  await expect(panelOf(page).getByRole('tab', { name: /^Nodes/ })).toBeFocused();
  await tabTo(page, /^Filter nodes$/);
  await page.keyboard.type('orders');
  await tabTo(page, /orders(?!-)/);
  await page.keyboard.press('Enter');
  await expect(panelOf(page).getByRole('heading', { name: 'orders', exact: true })).toBeFocused();
  await tabTo(page, /^Edge orders → inventory$/);
  await page.keyboard.press('Enter');
  await expect(panelOf(page).getByRole('heading', { name: 'orders → inventory' })).toBeVisible();
  await tabTo(page, /^Copy the PromQL of p99 latency$/);
  await page.keyboard.press('Enter');
  await expect(panelOf(page).getByRole('button', { name: 'Copy the PromQL of p99 latency' })).toContainText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^histogram_quantile\(0\.99, sum by \(le\)/);
  await page.keyboard.press('Escape');
  await expect(panelOf(page).getByRole('tab', { name: /^Nodes/ })).toBeVisible();
});

test('keys run the commands, but never while something is being typed', async ({ page }) => {
  await openMesh(page);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys and commands' })).toBeVisible();
  await page.keyboard.press('Escape');
  await panelOf(page)
    .getByRole('tab', { name: /^Nodes/ })
    .click();
  await panelOf(page).getByRole('searchbox', { name: 'Filter nodes' }).fill('');
  const theme = await page.locator('html').getAttribute('data-theme');
  await page.keyboard.type('i?p');
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme ?? '');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the page is usable at 320 px and at twice the text size', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await openMesh(page);
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBe(0);
  for (const name of ['Refresh now', 'Show the panel']) {
    await expect(page.getByRole('button', { name })).toBeInViewport({ ratio: 1 });
  }
  await page.getByRole('button', { name: 'View and options' }).click();
  await expect(page.getByRole('dialog', { name: 'View and options' })).toBeVisible();
  await expectAccessible(page, 'the sheet on a phone');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 720, height: 450 });
  await drawn(page);
  expect(await overflow()).toBe(0);
});

test('a selection and a failure are said to a screen reader', async ({ page, context, baseURL }) => {
  await openMesh(page, { select: EDGE });
  await expect(page.locator('[aria-live="polite"]', { hasText: 'Selected: orders to inventory in fulfilment, failing' })).toBeAttached();
  await mockBy(context, baseURL, 'fault=status:503');
  await page.keyboard.press('r');
  await expect(page.locator('[aria-live="polite"]', { hasText: /Refresh failed: .*503/ })).toBeAttached();
});
