import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { canvasOf, drawn, MOMENT_SECONDS, openMesh } from './support/mesh-page';

const openTime = (page: Page) => page.getByRole('button', { name: /^Window/ }).click();
const from = (page: Page) => page.getByRole('textbox', { name: /^Start of the window/ });
const to = (page: Page) => page.getByRole('textbox', { name: /^End of the window/ });

test('a range is typed as two moments, wrong ones are answered with a sentence', async ({ page }) => {
  await openMesh(page);
  await openTime(page);
  await page.getByRole('group', { name: 'Time zone' }).getByRole('button', { name: 'UTC' }).click();
  await from(page).fill('2026-03-10 18:00');
  await to(page).fill('2026-03-10 17:00');
  await expect(page.getByText('From is after To; swap them.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show this range' })).toBeDisabled();
  await to(page).fill('2026-03-10T18:20:00Z');
  await expect(page.getByText('2026-03-10 18:00:00–18:20:00 UTC, 20m')).toBeVisible();
  await to(page).press('Enter');
  await expect(canvasOf(page)).toHaveAttribute('data-picture-at', String(MOMENT_SECONDS - 2400));
  expect(new URL(page.url()).searchParams.get('window')).toBe('20m');
  expect(new URL(page.url()).searchParams.get('end')).toBe('2026-03-10T18:20:00Z');
});

test('the wall board follows now in large letters and is left by Escape', async ({ page }) => {
  await openMesh(page, { scenario: 'outage' });
  await canvasOf(page).focus();
  await page.keyboard.press('w');
  await expect(page.locator('[data-mode="wall"]')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Window/ })).toBeHidden();
  await drawn(page);
  expect(new URL(page.url()).searchParams.get('mode')).toBe('wall');
  expect(new URL(page.url()).searchParams.get('end')).toBeNull();
  await expect(page.getByRole('region', { name: 'Worst edges' })).toBeVisible();
  const clock = page.locator('[data-mode="wall"] time');
  expect(await clock.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThanOrEqual(28);
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-mode="wall"]')).toBeHidden();
  await expect(page.getByRole('button', { name: /^Window/ })).toBeVisible();
});

test('a frame of 400×300 shows the map, whose it is and how old, and leads to the whole page', async ({ page, baseURL, context }) => {
  await page.route(/\/around\.html$/, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<button>before</button><iframe title="mesh" width="400" height="300" src="/?embed=1&scenario=outage"></iframe><button>after</button>`,
    }),
  );
  await page.goto(`${baseURL}/around.html`);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByTestId('mesh-canvas')).toHaveAttribute('data-drawn', 'true');
  await expect(frame.getByText(/old · Demo mesh/)).toBeVisible();
  await expect(frame.getByRole('button', { name: /^Window/ })).toHaveCount(0);
  const inside = await frame
    .locator('body')
    .evaluate(({ ownerDocument: { documentElement: root } }) => root.scrollWidth <= 400 && root.scrollHeight <= 300);
  expect(inside).toBe(true);

  await page.getByRole('button', { name: 'before' }).focus();
  const after = page.getByRole('button', { name: 'after' });
  for (let press = 0; press < 6 && !(await after.evaluate((element) => element === document.activeElement)); press += 1)
    await page.keyboard.press('Tab');
  await expect(after).toBeFocused();

  const opened = context.waitForEvent('page');
  await frame.getByRole('link', { name: /Open in Seamark/ }).click();
  const whole = await opened;
  await drawn(whole);
  expect(new URL(whole.url()).search).toBe('?scenario=outage');
});

for (const [name, search] of [
  ['the wall board', { mode: 'wall' }],
  ['the frame', { embed: '1' }],
] as const) {
  test(`axe finds nothing on ${name}`, async ({ page }) => {
    await openMesh(page, { ...search, scenario: 'outage' });
    await expectAccessible(page, 'as it is opened');
  });
}
