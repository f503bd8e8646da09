import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { answerWith, call } from './support/answers';
import { drop } from './support/drop';
import { canvasOf, countQueries, drawn, edgeOf, numberOf, openMesh, panelOf } from './support/mesh-page';
import { FRAUD, OUTAGE, PAYMENTS } from './support/outage';
import { moved, recordPictures } from './support/recorded-pictures';
import { AS_DATA, AS_PAGE, saveSnapshot } from './support/save-snapshot';
import { watchForForeign } from './support/spotless';

test.use({ timezoneId: 'UTC' });

const EDGE = edgeOf(PAYMENTS, FRAUD, 'http');
const METRICS = ['requestsPerSecond', 'errorRatio', 'p50', 'p95', 'p99'];

/** All of the edge's numbers as they stand in the panel, unrounded. */
async function numbersOf(page: Page): Promise<Readonly<Record<string, number | undefined>>> {
  const panel = panelOf(page);
  await expect(panel.locator('[data-metric="p99"]').first()).toHaveAttribute('data-value', /./);
  return Object.fromEntries(await Promise.all(METRICS.map(async (metric) => [metric, await numberOf(panel, metric)] as const)));
}

interface Moment {
  readonly at: string | null;
  readonly numbers: Readonly<Record<string, number | undefined>>;
}

/** The play head goes five moments back. */
async function earlier(page: Page): Promise<Moment> {
  const before = await canvasOf(page).getAttribute('data-picture-at');
  await page.getByRole('slider', { name: 'Play head' }).focus();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('slider', { name: 'Play head' })).not.toHaveAttribute('data-moving', 'true');
  await expect.poll(() => canvasOf(page).getAttribute('data-picture-at')).not.toBe(before);
  await settled(page);
  return { at: await canvasOf(page).getAttribute('data-picture-at'), numbers: await numbersOf(page) };
}

/** The picture, and with it the panel, stays as it is. */
async function settled(page: Page): Promise<void> {
  let last = '';
  await expect(async () => {
    await drawn(page);
    const now = `${await canvasOf(page).getAttribute('data-picture-at')} ${JSON.stringify(await numbersOf(page))}`;
    const before = last;
    last = now;
    expect(now).toBe(before);
  }).toPass({ intervals: [600] });
}

/** Saves what is shown and gives the file's path. */
async function save(page: Page, form: RegExp): Promise<string> {
  const saved = await saveSnapshot(page, form);
  const path = test.info().outputPath(saved.suggestedFilename());
  await saved.saveAs(path);
  return path;
}

/** Zoom to a hundredth, pan to a pixel: a viewport is kept rounded, as in a link. */
function expectNear(viewport: string | null, other: string | null): void {
  const [zoom = 0, ...pan] = (viewport ?? '').split(' ').map(Number);
  const [otherZoom = 0, ...otherPan] = (other ?? '').split(' ').map(Number);
  expect(Math.abs(zoom - otherZoom)).toBeLessThan(0.01);
  for (const [index, value] of pan.entries()) expect(Math.abs(value - (otherPan[index] ?? Number.NaN))).toBeLessThan(1);
}

/** A browser that has never been here and reaches nothing. */
const offline = (browser: Browser): Promise<BrowserContext> =>
  browser.newContext({ offline: true, timezoneId: 'UTC', viewport: { width: 1440, height: 900 } });

test('an outage with its timeline is saved in both forms; opened without any source it has the same numbers in the same places', async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(300_000);
  const live = await recordPictures(page);
  await openMesh(page, { ...OUTAGE, select: EDGE });
  await page.keyboard.press('T');
  await expect(page.getByRole('region', { name: 'Timeline' })).toHaveAttribute('data-span-stage', 'complete');
  await drawn(page);
  const shown = await numbersOf(page);
  await canvasOf(page).focus();
  await page.keyboard.press('+');
  await expect.poll(() => new URL(page.url()).searchParams.has('viewport')).toBe(true);
  await drawn(page);
  const viewport = await canvasOf(page).getAttribute('data-viewport');
  const standing = (await live()).at(-1);
  const html = await save(page, AS_PAGE);
  const data = await save(page, AS_DATA);
  const before = await earlier(page);
  expect(before.numbers).not.toEqual(shown);

  await test.step('the data, dropped on a page that reaches no source', async () => {
    const context = await browser.newContext({ timezoneId: 'UTC', viewport: { width: 1440, height: 900 } });
    const fresh = await context.newPage();
    const opened = await recordPictures(fresh);
    await fresh.route('**/api/**', (route) => route.abort());
    await fresh.goto(baseURL ?? '');
    await expect(fresh.getByText(/cannot be reached|could not be reached|no answer/i).first()).toBeVisible();
    const queries = countQueries(fresh);
    await drop(fresh, [{ name: 'outage.seamark.json.gz', bytes: [...(await readFile(data))] }]);
    await expect(fresh.getByRole('region', { name: 'Snapshot' })).toContainText('You look at a snapshot of Demo mesh');
    await drawn(fresh);
    expect(await numbersOf(fresh)).toEqual(shown);
    const there = (await opened()).at(-1);
    if (standing === undefined || there === undefined) throw new Error('No picture was recorded');
    expect(moved(standing, there)).toEqual([]);
    expect(Object.keys(there.nodes).sort()).toEqual(Object.keys(standing.nodes).sort());
    expect(queries.sent).toEqual([]);
    await expectAccessible(fresh, 'an opened snapshot');
    await fresh.getByRole('button', { name: 'Back to live' }).click();
    await expect(fresh.getByRole('region', { name: 'Snapshot' })).toHaveCount(0);
    await context.close();
  });

  await test.step('the page, opened as a file without a network', async () => {
    const context = await offline(browser);
    const file = await context.newPage();
    const nothingForeign = await watchForForeign(file, 'null');
    const asked: string[] = [];
    file.on('request', (request) => asked.push(request.url()));
    await file.goto(pathToFileURL(html).href);
    await drawn(file);
    expect(await numbersOf(file)).toEqual(shown);
    expectNear(await canvasOf(file).getAttribute('data-viewport'), viewport);

    await test.step('any moment of the timeline', async () => {
      expect(await earlier(file)).toEqual(before);
    });
    await test.step('find, and the table', async () => {
      await file.getByRole('combobox', { name: /^Find/ }).fill('name=fraud');
      await expect(file.getByText(/1 node/).first()).toBeVisible();
      await file.getByRole('combobox', { name: /^Find/ }).fill('');
      await file.getByRole('button', { name: 'Table', exact: true }).click();
      await expect(file.getByRole('grid').getByRole('row', { name: /payments.*fraud/ })).toBeVisible();
      await expectAccessible(file, 'the table of a saved page');
      await file.getByRole('button', { name: 'Map', exact: true }).click();
    });
    for (const colorScheme of ['light', 'dark'] as const) {
      await file.emulateMedia({ colorScheme });
      await drawn(file);
      await expectAccessible(file, `a saved page, ${colorScheme}`);
    }
    await nothingForeign();
    expect(asked).toEqual([pathToFileURL(html).href]);
    await context.close();
  });

  await test.step('a page whose data were changed says so', async () => {
    const text = await readFile(html, 'utf8');
    const at = text.indexOf('id="seamark-snapshot">') + 4000;
    const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
    const context = await offline(browser);
    const file = await context.newPage();
    const path = test.info().outputPath('changed.html');
    await writeFile(path, changed);
    await file.goto(pathToFileURL(path).href);
    await expect(file.getByRole('heading', { name: 'This snapshot cannot be shown' })).toBeVisible();
    await expect(file.locator('[data-problem^="snapshot-"]')).toBeVisible();
    await context.close();
  });
});

test('names that are markup or turn the direction of text stay text in a saved page', async ({ page, browser }) => {
  const names = [
    '</script><script>window.hacked=1</script>',
    '<img src=x onerror="window.hacked=1">',
    '\u202Egnp.exe',
    '--><svg onload=window.hacked=1>',
  ];
  const samples = names.map((name) => ({ labels: call(name, `${name} b`), value: 3 }));
  await answerWith(page, [[/istio_requests_total\b(?!.*count_over_time)/s, samples]]);
  await openMesh(page);
  const path = await save(page, AS_PAGE);
  const context = await offline(browser);
  const file = await context.newPage();
  const nothingForeign = await watchForForeign(file, 'null');
  await file.goto(pathToFileURL(path).href);
  await drawn(file);
  await expect(panelOf(file).getByText('<img src=x onerror', { exact: false }).first()).toBeVisible();
  await nothingForeign();
  await context.close();
});
