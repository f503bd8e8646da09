import { expect, test } from '@playwright/test';

test('the page opens, names itself and reports no error', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto('/');
  await expect(page).toHaveTitle(/Seamark/);
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(errors).toEqual([]);
});

test('everything the page asks for comes from its own origin', async ({ page, baseURL }) => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(`${baseURL}/`)) foreign.push(request.url());
  });
  const asked = page.waitForResponse((response) => response.url().includes('/api/prometheus/api/v1/query'));
  await page.goto('/');
  expect((await asked).status()).toBe(200);
  expect(foreign).toEqual([]);
});
