/** Secrets are planted everywhere a user may bring them, everything that leaves the page is collected, and none of them is found in it. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { type Download, expect, type Page, test } from '@playwright/test';
import { drop } from './support/drop';
import { drawn, mockBy } from './support/mesh-page';
import { OUTAGE } from './support/outage';
import { AS_DATA, AS_PAGE, saveSnapshot } from './support/save-snapshot';

const TOKEN = 'planted-bearer-token';
const BUNDLE = readFileSync(new URL('../src/snapshot/fixtures/planted-secrets.yaml', import.meta.url), 'utf8');
/** None of these words stands anywhere else. */
const PLANTED = [TOKEN, ...(BUNDLE.replace(/^#.*$/gm, '').match(/planted-[a-z-]+/g) ?? [])];

/** What leaves the page: every file, by name. */
type Collected = Map<string, string>;

async function collect(download: Download, into: Collected): Promise<void> {
  const name = download.suggestedFilename();
  const bytes = await readFile(await download.path());
  into.set(name, name.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('latin1'));
}

async function collectOn(page: Page, into: Collected, click: () => Promise<void>): Promise<void> {
  const downloading = page.waitForEvent('download');
  await click();
  await collect(await downloading, into);
}

test('no secret is in a URL, a file, a picture, the log, the storage or the clipboard', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const collected: Collected = new Map();
  const told: string[] = [];
  page.on('console', (message) => told.push(message.text()));
  page.on('pageerror', (error) => told.push(error.message));
  page.on('request', (request) => told.push(request.url()));

  await test.step('a token opens the source, a bundle brings secrets', async () => {
    await mockBy(context, baseURL, 'scenario=outage;fault=unauthorized');
    await page.goto(`/?end=${OUTAGE.end}`);
    await page.getByRole('alert', { name: 'No picture' }).getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Bearer token').fill(TOKEN);
    await mockBy(context, baseURL, 'scenario=outage');
    const asked = page.waitForRequest((request) => request.url().includes('/api/prometheus/'));
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
    expect((await asked).headers().authorization).toBe(`Bearer ${TOKEN}`);
    await drawn(page);
    await drop(page, [{ name: 'mesh.yaml', bytes: BUNDLE }]);
    await expect(page.getByRole('button', { name: /mesh\.yaml/ }).first()).toBeVisible();
  });

  await test.step('timeline, comparison and what is selected', async () => {
    await page.keyboard.press('T');
    await expect(page.getByRole('region', { name: 'Timeline' })).toHaveAttribute('data-span-stage', 'complete');
    await page.getByText('payments → fraud').first().click();
    await drawn(page);
  });

  await test.step('both forms of a snapshot', async () => {
    for (const form of [AS_PAGE, AS_DATA]) await collect(await saveSnapshot(page, form), collected);
  });

  await test.step('every export, and the clipboard', async () => {
    await page.keyboard.press('E');
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await expect(dialog.getByRole('img', { name: /^Preview/ })).toHaveAttribute('data-drawn', 'true');
    // What an SVG says is what the PNG of it shows.
    await collectOn(page, collected, () => dialog.getByRole('button', { name: 'SVG', exact: true }).click());
    await dialog.getByRole('tab', { name: 'Data' }).click();
    for (const button of await dialog.getByRole('button', { name: /^Download / }).all())
      await collectOn(page, collected, () => button.click());
    await dialog.getByRole('tab', { name: 'Summary' }).click();
    await collectOn(page, collected, () => dialog.getByRole('button', { name: 'Download' }).click());
    await dialog.getByRole('button', { name: 'Copy' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('##');
    collected.set('clipboard', await page.evaluate(() => navigator.clipboard.readText()));
  });

  expect(PLANTED.length).toBeGreaterThan(30);
  expect([...collected.keys()].length).toBeGreaterThanOrEqual(7);
  collected.set('address', page.url());
  collected.set('console and addresses of requests', told.join('\n'));
  collected.set('storage', await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage })));
  for (const [where, text] of collected)
    for (const secret of PLANTED) {
      expect(text.includes(secret), `${secret} in ${where}`).toBe(false);
      expect(text.includes(Buffer.from(secret).toString('base64')), `${secret} as base64 in ${where}`).toBe(false);
    }

  await test.step('what the saved page has packed in it', async () => {
    const html = [...collected].find(([name]) => name.endsWith('.html'))?.[1] ?? '';
    const packed = [...html.matchAll(/>([A-Za-z0-9+/=\s]{200,})</g)].map(([, text = '']) => Buffer.from(text.replace(/\s/g, ''), 'base64'));
    const unpacked = packed.filter((bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b).map((bytes) => gunzipSync(bytes).toString('utf8'));
    expect(unpacked.some((text) => text.includes('seamark.snapshot/'))).toBe(true);
    for (const text of unpacked) for (const secret of PLANTED) expect(text.includes(secret), secret).toBe(false);
  });
});
