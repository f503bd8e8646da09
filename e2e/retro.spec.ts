/** A reviewer's whole walk: from a timeline nobody has looked at to a file that is read a year later. */
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { canvasOf, drawn, edgeOf, numberOf, openMesh, panelOf } from './support/mesh-page';
import { FRAUD, PAYMENTS } from './support/outage';
import { AS_PAGE, saveSnapshot } from './support/save-snapshot';
import { watchForForeign } from './support/spotless';

test.use({ timezoneId: 'UTC' });

const CULPRIT = edgeOf(PAYMENTS, FRAUD, 'http');
/** The scenario's errors begin in minute 38; a window of five minutes shows them from there on. */
const ONSET_SECONDS = Date.parse('2026-03-10T18:38:00Z') / 1000;
const END = '2026-03-10T18:49:00Z';
const NOTE = 'fraud answers 503 first; payments, checkout and web pass it on.';
const METRICS = ['requestsPerSecond', 'errorRatio', 'p99'];

const timelineOf = (page: Page): Locator => page.getByRole('region', { name: 'Timeline' });
const headOf = (page: Page): Locator => page.getByRole('slider', { name: 'Play head' });
const changed = (page: Page): Locator => panelOf(page).locator('[data-changed]');
const signOf = (page: Page): Locator => page.getByTestId('moment-sign');

/** Share of requests that fail in the whole mesh at the play head, percent, as the head says it. */
async function errorsAtHead(page: Page): Promise<number> {
  const text = (await headOf(page).getAttribute('aria-valuetext')) ?? '';
  return Number(/([\d.]+) percent errors/.exec(text)?.[1]);
}

/** The numbers of what is selected, unrounded. */
const numbersOf = async (page: Page): Promise<readonly (number | undefined)[]> => {
  await expect(panelOf(page).locator('[data-metric="p99"]').first()).toHaveAttribute('data-value', /./);
  return Promise.all(METRICS.map((metric) => numberOf(panelOf(page), metric)));
};

const listed = (page: Page): Promise<readonly (string | null)[]> =>
  changed(page).evaluateAll((rows) => rows.map((row) => `${row.getAttribute('data-changed')} ${row.getAttribute('data-change')}`));

/** The first difference in the time before which few requests fail and after which many do: halving, as a person does. */
async function findOnset(page: Page): Promise<void> {
  await headOf(page).focus();
  await page.keyboard.press('End');
  const worst = await errorsAtHead(page);
  expect(worst).toBeGreaterThan(10);
  // Ten steps back at a time while more than half as many fail, then single steps forward until they do.
  while ((await errorsAtHead(page)) > worst / 2) await page.keyboard.press('Shift+ArrowLeft');
  while ((await errorsAtHead(page)) <= worst / 2) await page.keyboard.press('ArrowRight');
}

test('the onset is found, marked, compared and noted; a file keeps all of it and gives a picture that stands alone', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000);
  await openMesh(page, { scenario: 'outage', end: END, span: `2026-03-10T17:49:00Z_${END}` });
  await expect(timelineOf(page)).toHaveAttribute('data-span-stage', 'complete');

  await test.step('find the onset and mark it', async () => {
    await findOnset(page);
    // The address follows when the play head rests.
    await expect.poll(() => new URL(page.url()).searchParams.get('end')).not.toBe(END);
    const found = Date.parse(new URL(page.url()).searchParams.get('end') ?? '') / 1000;
    expect(found - ONSET_SECONDS).toBeGreaterThan(0);
    expect(found - ONSET_SECONDS).toBeLessThan(300);
    await page.keyboard.press('M');
    await page.getByRole('button', { name: /^Changes in this span/ }).click();
    await page.getByRole('textbox', { name: 'Name of the mark Mark 1' }).fill('fraud fails');
    await page.keyboard.press('Enter');
  });

  await test.step('what differs before and after it', async () => {
    await page.getByRole('button', { name: /^Compare before and after .*fraud fails/ }).click();
    await page.keyboard.press('Escape');
    await expect(signOf(page)).toHaveAttribute('data-shown', 'difference');
    await expect(changed(page).first()).toHaveAttribute('data-changed', CULPRIT);
    await expect(changed(page).first()).toHaveAttribute('data-change', 'worse');
  });
  const differences = await listed(page);

  await test.step('a note on the culprit', async () => {
    await changed(page).first().click();
    await canvasOf(page).focus();
    await page.keyboard.press('a');
    await page.getByRole('textbox', { name: /New note about payments → fraud/ }).fill(NOTE);
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('region', { name: 'Notes', exact: true }).getByText(NOTE)).toBeVisible();
  });
  await drawn(page);
  const numbers = await numbersOf(page);
  const at = await canvasOf(page).getAttribute('data-picture-at');

  const path = await test.step('saved as a page', async () => {
    const saved = await saveSnapshot(page, AS_PAGE);
    const to = test.info().outputPath(saved.suggestedFilename());
    await saved.saveAs(to);
    return to;
  });

  await test.step('a year later, on another machine, without a network', async () => {
    const context = await browser.newContext({ offline: true, timezoneId: 'UTC', viewport: { width: 1440, height: 900 } });
    const file = await context.newPage();
    const nothingForeign = await watchForForeign(file, 'null');
    await file.goto(pathToFileURL(path).href);
    await drawn(file);
    expect(await canvasOf(file).getAttribute('data-picture-at')).toBe(at);
    expect(await numbersOf(file)).toEqual(numbers);
    await expect(signOf(file)).toHaveAttribute('data-shown', 'difference');
    await expect(
      timelineOf(file)
        .getByText('fraud fails')
        .or(file.getByRole('button', { name: /^Changes in this span/ }))
        .first(),
    ).toBeVisible();
    await file.keyboard.press('Escape');
    await expect.poll(() => listed(file)).toEqual(differences);
    await file.keyboard.press('A');
    await expect(file.getByRole('region', { name: 'Notes', exact: true }).getByText(NOTE)).toBeVisible();

    await test.step('and a picture of it that stands alone', async () => {
      await file.keyboard.press('E');
      const dialog = file.getByRole('dialog', { name: 'Export' });
      await expect(dialog.getByRole('img', { name: /^Preview/ })).toHaveAttribute('data-drawn', 'true');
      const downloading = file.waitForEvent('download');
      await dialog.getByRole('button', { name: 'PNG', exact: true }).click();
      const picture = test.info().outputPath('culprit.png');
      await (await downloading).saveAs(picture);
      const bytes = await readFile(picture);
      // PNG specification 5.2 and 11.2.2: the signature, then width and height.
      expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
      expect(bytes.readUInt32BE(16)).toBeGreaterThan(1_000);
      expect(bytes.byteLength).toBeGreaterThan(50_000);
    });
    await nothingForeign();
    await context.close();
  });
});
