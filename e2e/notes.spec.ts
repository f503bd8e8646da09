import { readFile } from 'node:fs/promises';
import { type Download, expect, type Locator, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { askVector } from './support/ask';
import { appNode, canvasOf, drawn, edgeOf, openMesh, panelOf } from './support/mesh-page';
import { OUTAGE } from './support/outage';
import { AS_DATA, AS_PAGE } from './support/save-snapshot';

const CULPRIT = edgeOf(appNode('shop', 'checkout'), appNode('bank', 'payments'), 'http');
const ONSET_SECONDS = Date.parse(OUTAGE.end) / 1000;
const ON_EDGE = 'Payments answer 503 <b>here</b> first.';
const ON_MOMENT = 'Errors spread | everybody retries.';

const notesOf = (page: Page): Locator => page.getByRole('region', { name: 'Notes', exact: true });
const listOf = (page: Page): Locator => notesOf(page).getByRole('list', { name: 'Notes in the order of the story' });
const storyOf = (page: Page): Locator => page.getByRole('region', { name: 'Story' });
const exportOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Export' });
const textsOf = (page: Page): Promise<readonly string[]> => listOf(page).locator('li p.whitespace-pre-wrap').allTextContents();

/** By keys alone: `a` opens the text, Ctrl+Enter keeps it. */
async function writeNote(page: Page, about: RegExp, text: string): Promise<void> {
  await canvasOf(page).focus();
  await page.keyboard.press('a');
  const field = page.getByRole('textbox', { name: about });
  await expect(field).toBeFocused();
  await field.fill(text);
  await page.keyboard.press('Control+Enter');
  await expect(listOf(page).getByText(text)).toBeVisible();
}

async function writeBoth(page: Page): Promise<void> {
  await openMesh(page, { ...OUTAGE, select: CULPRIT });
  await writeNote(page, /New note about checkout → payments/, ON_EDGE);
  await openMesh(page, { ...OUTAGE, end: '2026-03-10T18:55:00Z' });
  await writeNote(page, /New note about the whole mesh/, ON_MOMENT);
}

async function saved(page: Page, click: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const download: Promise<Download> = page.waitForEvent('download');
  await click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Width and height of a PNG stand in its first chunk, big-endian (PNG specification, 11.2.2). */
const sizeOfPng = (bytes: Buffer) => ({ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) });

/** How many different colours a grid of points of the picture has, as the browser decodes it. */
const coloursOf = (page: Page, bytes: Buffer): Promise<number> =>
  page.evaluate(async (base64) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], { type: 'image/png' }));
    const canvas = document.createElement('canvas');
    canvas.width = picture.width;
    canvas.height = picture.height;
    const context = canvas.getContext('2d');
    context?.drawImage(picture, 0, 0);
    const pixels = context?.getImageData(0, 0, picture.width, picture.height).data ?? new Uint8ClampedArray();
    const colours = new Set<number>();
    for (let at = 0; at < pixels.length; at += 4 * 7)
      colours.add((pixels[at] ?? 0) * 65_536 + (pixels[at + 1] ?? 0) * 256 + (pixels[at + 2] ?? 0));
    return colours.size;
  }, bytes.toString('base64'));

test('two notes are written, ordered, kept over a reload and told as a story by keys, each at its moment', async ({ page }) => {
  await writeBoth(page);
  expect(await textsOf(page)).toEqual([ON_EDGE, ON_MOMENT]);

  await notesOf(page).getByRole('button', { name: 'Move note 2 up' }).click();
  expect(await textsOf(page)).toEqual([ON_MOMENT, ON_EDGE]);
  await notesOf(page).getByRole('button', { name: 'Change note 1' }).focus();
  await page.keyboard.press('Alt+ArrowDown');
  expect(await textsOf(page)).toEqual([ON_EDGE, ON_MOMENT]);

  // Dragged onto another it takes that one's place.
  const [first, second] = [listOf(page).locator('li').first(), listOf(page).locator('li').last()];
  await first.dragTo(second);
  expect(await textsOf(page)).toEqual([ON_MOMENT, ON_EDGE]);
  await second.dragTo(first);
  expect(await textsOf(page)).toEqual([ON_EDGE, ON_MOMENT]);

  await page.reload();
  await drawn(page);
  const viewport = await canvasOf(page).getAttribute('data-viewport');
  await page.keyboard.press('A');
  await expect(notesOf(page)).toBeFocused();
  // All of the mesh stays in sight beside the notes, and comes back to where it was.
  await expect(canvasOf(page)).not.toHaveAttribute('data-viewport', viewport ?? '');
  await page.keyboard.press('A');
  await expect(notesOf(page)).toHaveCount(0);
  await expect(canvasOf(page)).toHaveAttribute('data-viewport', viewport ?? '');
  await page.keyboard.press('A');
  expect(await textsOf(page)).toEqual([ON_EDGE, ON_MOMENT]);

  await page.keyboard.press('y');
  await expect(storyOf(page)).toContainText(ON_EDGE);
  await expect(storyOf(page)).toContainText('1 of 2');
  await expect(canvasOf(page)).toHaveAttribute('data-picture-at', String(ONSET_SECONDS));
  await expect(panelOf(page).getByRole('heading', { name: 'checkout → payments' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(storyOf(page)).toContainText(ON_MOMENT);
  await expect(canvasOf(page)).toHaveAttribute('data-picture-at', String(ONSET_SECONDS + 600));
  await page.keyboard.press('ArrowLeft');
  await expect(storyOf(page)).toContainText(ON_EDGE);
  await page.keyboard.press('Escape');
  await expect(storyOf(page)).toHaveCount(0);
  // Back where one was: the later moment, nothing selected.
  await expect(canvasOf(page)).toHaveAttribute('data-picture-at', String(ONSET_SECONDS + 600));
  expect(new URL(page.url()).searchParams.has('select')).toBe(false);

  await notesOf(page).getByRole('button', { name: 'Remove note 1' }).click();
  expect(await textsOf(page)).toEqual([ON_MOMENT]);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  expect(await textsOf(page)).toEqual([ON_EDGE, ON_MOMENT]);
});

test('notes stand on the timeline at their moments, are told there, and lead to the list', async ({ page }) => {
  await writeBoth(page);
  await openMesh(page, { ...OUTAGE, end: '2026-03-10T18:20:00Z', span: '2026-03-10T18:00:00Z_2026-03-10T19:00:00Z' });
  const timeline = page.getByRole('region', { name: 'Timeline' });
  const pins = timeline.getByRole('list', { name: 'Notes at their moments' }).getByRole('button');
  await expect(pins).toHaveCount(2);
  await expect(pins.first()).toHaveAccessibleName(`Note 1 at 18:45:00 about checkout → payments: ${ON_EDGE}`);
  const strip = await page.getByRole('slider', { name: 'Play head' }).boundingBox();
  const pin = await pins.nth(1).boundingBox();
  if (strip === null || pin === null) throw new Error('Strip or pin has no box.');
  // 18:55 is 55 of 60 minutes: the middle of the pin stands there.
  expect((pin.x + pin.width / 2 - strip.x) / strip.width).toBeCloseTo(55 / 60, 2);
  await pins.nth(1).focus();
  await expect(timeline.getByRole('tooltip')).toContainText(ON_MOMENT);
  await expectAccessible(page, 'a note on the timeline');
  await page.keyboard.press('Enter');
  await expect(listOf(page).getByRole('listitem').filter({ hasText: ON_MOMENT })).toBeFocused();
  await expect(canvasOf(page)).toHaveAttribute('data-picture-at', String(ONSET_SECONDS + 600));

  await notesOf(page).getByRole('button', { name: 'Remove note 2' }).click();
  await expect(pins).toHaveCount(1);
  await notesOf(page).getByRole('button', { name: 'Remove note 1' }).click();
  await expect(timeline.getByText('Notes', { exact: true })).toHaveCount(0);
});

test('what is on screen goes out as SVG, PNG, image on the clipboard, CSV, JSON, DOT and Markdown, notes included', async ({
  page,
  context,
  baseURL,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await writeBoth(page);
  await openMesh(page, OUTAGE);
  await page.keyboard.press('E');
  const dialog = exportOf(page);
  await dialog.getByRole('textbox', { name: 'Title of the picture' }).fill('Outage of 10 March');
  await dialog.getByRole('textbox', { name: 'Title of the picture' }).press('Enter');
  await expect(dialog.getByRole('img', { name: /^Preview/ })).toHaveAttribute('data-drawn', 'true');

  const svg = await saved(page, () => dialog.getByRole('button', { name: 'SVG', exact: true }).click());
  expect(svg.name).toBe('seamark-graph-demo-mesh-outage-20260310T184500Z.svg');
  const drawing = svg.bytes.toString('utf8');
  const words = await page.evaluate((text) => {
    const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
    return { root: documentElement.nodeName, bold: documentElement.querySelectorAll('b').length, text: documentElement.textContent ?? '' };
  }, drawing);
  expect(words.root).toBe('svg');
  expect(words.bold).toBe(0);
  for (const text of ['Outage of 10 March', '2026-03-10 18:40:00–18:45:00 UTC', 'Demo mesh (outage)', 'checkout', 'payments'])
    expect(words.text).toContain(text);
  // A space may be a break of the line.
  expect(words.text.replace(/\s+/g, '')).toContain(ON_EDGE.replace(/\s+/g, ''));
  expect(words.text.replace(/\s+/g, '')).toContain(ON_MOMENT.replace(/\s+/g, ''));
  expect(drawing).not.toContain('/api/prometheus');

  const told = (await dialog.getByText(/pixels as PNG/).textContent()) ?? '';
  const [width, height] =
    told
      .split(' pixels')[0]
      ?.split(' × ')
      .map((part) => Number(part.replace(/,/g, ''))) ?? [];
  const png = await saved(page, () => dialog.getByRole('button', { name: 'PNG', exact: true }).click());
  expect(sizeOfPng(png.bytes)).toEqual({ width, height });
  expect(await coloursOf(page, png.bytes)).toBeGreaterThan(50);

  await dialog.getByRole('button', { name: 'Copy image' }).click();
  await expect(dialog.getByText('On the clipboard: the picture.')).toBeVisible();
  const copied = await page.evaluate(async () => (await navigator.clipboard.read()).flatMap(({ types }) => [...types]));
  expect(copied).toContain('image/png');

  await dialog.getByRole('tab', { name: 'Data' }).click();
  const csv = await saved(page, () => dialog.getByRole('button', { name: 'Download Edges, CSV' }).click());
  const [head = '', ...rows] = csv.bytes.toString('utf8').trimEnd().split('\r\n');
  const column = (row: string, name: string) => row.split(',')[head.split(',').indexOf(name)];
  const row = rows.find((one) => column(one, 'source_name') === 'checkout' && column(one, 'target_name') === 'payments') ?? '';
  const asked = { base: `${baseURL}/api/prometheus`, atSeconds: ONSET_SECONDS, mock: 'scenario=outage' };
  const [answer] = await askVector(
    asked,
    'sum(rate(istio_requests_total{reporter="source",source_canonical_service="checkout",destination_canonical_service="payments"}[5m]))',
  );
  expect(Number(column(row, 'requests_per_second'))).toBeCloseTo(Number(answer?.value[1]), 9);

  const json = await saved(page, () => dialog.getByRole('button', { name: 'Download Graph, JSON' }).click());
  const graph = JSON.parse(json.bytes.toString('utf8'));
  expect(graph).toMatchObject({ schema: 'seamark.graph/1', at: '2026-03-10T18:45:00.000Z', windowSeconds: 300 });
  expect(graph.edges).toHaveLength(rows.length);
  const dot = await saved(page, () => dialog.getByRole('button', { name: 'Download Graph, DOT' }).click());
  expect(dot.bytes.toString('utf8').match(/ -> /g)).toHaveLength(rows.length);

  await dialog.getByRole('tab', { name: 'Summary' }).click();
  const markdown = await saved(page, () => dialog.getByRole('button', { name: 'Download' }).click());
  const summary = markdown.bytes.toString('utf8');
  expect(summary).toContain('## Outage of 10 March');
  expect(summary).toContain('| `shop/checkout → bank/payments` |');
  expect(summary).toContain('Payments answer 503 \\<b\\>here\\</b\\> first.');
  expect(summary).toContain('Errors spread \\| everybody retries.');
  expect(summary).toContain(`[Live view](<${baseURL}/?`);
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(summary);

  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(rows.length + 1));
});

test('who looks for the snapshot among the exports finds it, with the form that was chosen', async ({ page }) => {
  await openMesh(page, OUTAGE);
  await page.keyboard.press('E');
  await exportOf(page).getByRole('tab', { name: 'Snapshot' }).click();
  await expectAccessible(page, 'export, Snapshot');
  await exportOf(page).getByRole('button', { name: 'Save: Snapshot file (.seamark.json.gz)' }).click();
  const snapshot = page.getByRole('dialog', { name: 'Snapshot' });
  await expect(snapshot.getByRole('radio', { name: AS_DATA })).toBeChecked();
  await expect(exportOf(page)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(snapshot).toHaveCount(0);

  await page.keyboard.press('z');
  await expect(snapshot.getByRole('radio', { name: AS_PAGE })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(snapshot).toHaveCount(0);
  await page.setViewportSize({ width: 1720, height: 900 });
  const menu = page.getByRole('button', { name: 'Export', exact: true });
  await menu.click();
  await page.getByRole('menuitem', { name: /^Snapshot file \(\.seamark\.json\.gz\)/ }).click();
  await expect(snapshot.getByRole('radio', { name: AS_DATA })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(menu).toBeFocused();
});

test('a clipboard that refuses the picture is said, with what to do instead', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: { write: () => Promise.reject(new Error('NotAllowedError')) } });
  });
  await openMesh(page, OUTAGE);
  await page.keyboard.press('E');
  await exportOf(page).getByRole('button', { name: 'Viewport', exact: true }).click();
  await exportOf(page).getByRole('button', { name: '1×', exact: true }).click();
  await exportOf(page).getByRole('button', { name: 'Copy image' }).click();
  await expect(exportOf(page).getByText(/did not let the picture onto the clipboard\. Download it instead/)).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`notes, story and export can be used by everybody (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await writeBoth(page);
    await notesOf(page).getByRole('button', { name: 'Change note 1' }).click();
    await expectAccessible(page, 'notes, one being changed');
    await notesOf(page).getByRole('button', { name: 'Cancel' }).click();
    await notesOf(page).getByRole('button', { name: 'Tell', exact: true }).click();
    await expect(storyOf(page)).toContainText(ON_EDGE);
    await expectAccessible(page, 'story');
    await page.keyboard.press('Escape');
    await page.keyboard.press('E');
    for (const tab of ['Picture', 'Data', 'Summary']) {
      await exportOf(page).getByRole('tab', { name: tab }).click();
      await expectAccessible(page, `export, ${tab}`);
    }
  });
}
