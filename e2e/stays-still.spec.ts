import { expect, type Page, type Route, test } from '@playwright/test';
import { address, canvasOf, countQueries, drawn, follow, MOMENT_SECONDS, openMesh, panelOf, pictureOf } from './support/mesh-page';
import { moved, recordPictures } from './support/recorded-pictures';
import { watchCanvas } from './support/watch-canvas';

const viewport = (page: Page) => canvasOf(page).getAttribute('data-viewport');

/** Zooms and pans as a user does, and waits for the picture to rest. */
async function lookCloser(page: Page): Promise<void> {
  const atFirst = await viewport(page);
  await canvasOf(page).hover({ position: { x: 620, y: 420 } });
  await page.mouse.wheel(0, -240);
  await expect.poll(() => viewport(page)).not.toBe(atFirst);
  await drawn(page);
  await page.mouse.down();
  await page.mouse.move(680, 520, { steps: 5 });
  await page.mouse.up();
  await drawn(page);
}

/** Presses the key and waits for the answer to be on the screen. */
async function refreshNow(page: Page): Promise<void> {
  const answered = page.waitForResponse((response) => response.url().includes('/api/v1/query'));
  await page.keyboard.press('r');
  await answered;
  await expect(page.getByRole('button', { name: 'Refresh now' })).toHaveAttribute('aria-busy', 'false');
  await drawn(page);
}

test('twenty refreshes of one moment leave every pixel of the map where it was, and never an empty canvas', async ({ page }) => {
  await openMesh(page);
  await lookCloser(page);
  await page.mouse.move(5, 5);
  await drawn(page);
  const before = await pictureOf(page);
  const place = await viewport(page);
  const stopWatching = await watchCanvas(page);
  for (let round = 0; round < 20; round += 1) await refreshNow(page);
  const { frames, empty } = await stopWatching();
  expect(frames).toBeGreaterThan(20);
  expect(empty).toBe(0);
  expect(await viewport(page)).toBe(place);
  expect((await pictureOf(page)).equals(before)).toBe(true);
});

test('twenty refreshes with other numbers move nothing and keep pan and zoom', async ({ page }) => {
  const pictures = await recordPictures(page);
  await openMesh(page);
  await lookCloser(page);
  const place = await viewport(page);
  const stopWatching = await watchCanvas(page);
  for (let minute = 1; minute <= 20; minute += 1) {
    const at = MOMENT_SECONDS + minute * 60;
    await follow(page, { end: String(at) });
    await expect(canvasOf(page)).toHaveAttribute('data-picture-at', String(at));
    await drawn(page);
  }
  expect((await stopWatching()).empty).toBe(0);
  const recorded = await pictures();
  expect(recorded.length).toBeGreaterThan(20);
  for (const picture of recorded.slice(1)) expect(moved(recorded[0] ?? picture, picture)).toEqual([]);
  expect(await viewport(page)).toBe(place);
});

test('a new service is placed beside its neighbours and moves nobody', async ({ page }) => {
  const pictures = await recordPictures(page);
  let hidden = true;
  await page.route('**/api/prometheus/api/v1/query', async (route: Route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    if (hidden) body.data.result = body.data.result.filter((row: unknown) => !JSON.stringify(row).includes('notifications'));
    await route.fulfill({ response: answer, json: body });
  });
  await openMesh(page);
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', '24');
  const place = await viewport(page);
  hidden = false;
  await refreshNow(page);
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', '26');
  const recorded = await pictures();
  const [first, last] = [recorded[0], recorded.at(-1)];
  if (first === undefined || last === undefined) throw new Error('no picture was recorded');
  expect(moved(first, last)).toEqual([]);
  expect(Object.keys(last.nodes).length).toBe(Object.keys(first.nodes).length + 2);
  expect(await viewport(page)).toBe(place);
});

test('closing every namespace and opening them again moves nothing and comes back pixel by pixel', async ({ page }) => {
  const pictures = await recordPictures(page);
  await openMesh(page);
  await page.mouse.move(5, 5);
  const open = await pictureOf(page);
  const place = await viewport(page);
  await page.getByRole('button', { name: 'Close all namespaces' }).click();
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', '8');
  await drawn(page);
  expect(await viewport(page)).toBe(place);
  await page.getByRole('button', { name: 'Open all namespaces' }).click();
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', '26');
  await drawn(page);
  expect(await viewport(page)).toBe(place);
  const recorded = await pictures();
  const [first, last] = [recorded[0], recorded.at(-1)];
  if (first === undefined || last === undefined) throw new Error('no picture was recorded');
  for (const picture of recorded) {
    expect(moved(first, picture)).toEqual([]);
    for (const [id, box] of Object.entries(first.groups)) expect(picture.groups[id]).toEqual(box);
  }
  await page.mouse.move(5, 5);
  await expect.poll(async () => (await pictureOf(page)).equals(open)).toBe(true);
});

test('a click on the map selects what is drawn there, before and after a refresh', async ({ page }) => {
  const pictures = await recordPictures(page);
  await openMesh(page);
  const orders = (await pictures())[0]?.nodes['app/Kubernetes/checkout/orders'];
  const [zoom = 1, panX = 0, panY = 0] = ((await viewport(page)) ?? '').split(' ').map(Number);
  const position = { x: (orders?.x ?? 0) * zoom + panX, y: (orders?.y ?? 0) * zoom + panY };
  for (let round = 0; round < 2; round += 1) {
    await canvasOf(page).click({ position });
    await expect(panelOf(page).getByRole('heading', { name: 'orders', exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(panelOf(page).getByRole('tab', { name: 'Overview' })).toBeVisible();
    await refreshNow(page);
  }
});

/** The canvas once two looks at it show the same. */
async function stillPicture(page: Page): Promise<Buffer> {
  let seen = await pictureOf(page);
  await expect
    .poll(async () => {
      const before = seen;
      seen = await pictureOf(page);
      return seen.equals(before);
    })
    .toBe(true);
  return seen;
}

test('the same link gives the same picture in another browser', async ({ page, browser }) => {
  await openMesh(page);
  await page.mouse.move(5, 5);
  const here = await stillPicture(page);
  const other = await browser.newPage();
  await openMesh(other);
  await other.mouse.move(5, 5);
  expect(await viewport(other)).toBe(await viewport(page));
  expect((await stillPicture(other)).equals(here)).toBe(true);
  await other.close();
});

test('the map at rest is made of shapes, never of bitmaps of them that were made when there was time', async ({ page }) => {
  await page.addInitScript(() => {
    const prototype = CanvasRenderingContext2D.prototype;
    const { drawImage, fill } = prototype;
    const drawn = { bitmaps: 0, shapes: 0 };
    Object.defineProperty(window, 'drawnOnMap', { value: drawn });
    const isMap = (context: CanvasRenderingContext2D) => context.canvas.dataset.id === 'layer2-node';
    prototype.drawImage = function (...given: unknown[]) {
      if (isMap(this)) drawn.bitmaps += 1;
      return Reflect.apply(drawImage, this, given);
    };
    prototype.fill = function (...given: unknown[]) {
      if (isMap(this)) drawn.shapes += 1;
      return Reflect.apply(fill, this, given);
    };
  });
  await openMesh(page);
  await stillPicture(page);
  const { bitmaps, shapes } = await page.evaluate(() => (window as unknown as { drawnOnMap: Record<string, number> }).drawnOnMap);
  expect(bitmaps).toBe(0);
  // 26 nodes and 6 namespaces are filled at least once each.
  expect(shapes).toBeGreaterThanOrEqual(32);
});

test('room that is gained or lost after the first picture changes nothing about what is drawn in the end', async ({ page }) => {
  await openMesh(page);
  await page.mouse.move(5, 5);
  const here = await stillPicture(page);
  const place = await viewport(page);
  // As when a notice above the map goes, or letters arrive that take less room.
  await page.setViewportSize({ width: 1300, height: 760 });
  await openMesh(page);
  expect(await viewport(page)).not.toBe(place);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect.poll(() => viewport(page)).toBe(place);
  await drawn(page);
  expect((await stillPicture(page)).equals(here)).toBe(true);
});

test('once the page was touched, room that is gained or lost moves nothing', async ({ page }) => {
  await openMesh(page);
  const place = await viewport(page);
  await page.keyboard.press('Shift');
  const canvas = await canvasOf(page).boundingBox();
  await page.setViewportSize({ width: 1300, height: 760 });
  await expect.poll(async () => (await canvasOf(page).boundingBox())?.height).not.toBe(canvas?.height);
  await drawn(page);
  expect(await viewport(page)).toBe(place);
});

test('a display option asks the source nothing', async ({ page }) => {
  await openMesh(page);
  const { sent } = countQueries(page);
  await page.getByRole('button', { name: 'Labels' }).click();
  await page.getByRole('menuitemcheckbox', { name: /p99/ }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/labels=split\.rate\.errors\.mtls/);
  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('checkbox', { name: /Folded ztunnel legs/ }).check();
  await page.getByRole('checkbox', { name: /Count HTTP 4xx/ }).check();
  await page.getByRole('textbox', { name: 'Failing from' }).fill('20');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/failing=20/);
  await page.getByRole('button', { name: /^Group by/ }).click();
  await page.getByRole('menuitemradio', { name: /workload/ }).click();
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', '28');
  await page.getByRole('button', { name: 'Close all namespaces' }).click();
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', '8');
  await page.keyboard.press('i');
  await page.getByRole('button', { name: 'Lay out anew' }).click();
  await drawn(page);
  expect(sent).toEqual([]);
  await page.goto(address());
  await drawn(page);
  expect(sent.length).toBeGreaterThan(0);
});

test('a refresh of the whole mesh is a handful of questions, whatever the number of namespaces', async ({ page }) => {
  const { sent } = countQueries(page);
  await openMesh(page);
  const shop = sent.length;
  sent.length = 0;
  await openMesh(page, { scenario: 'bookinfo' });
  expect(shop).toBeLessThanOrEqual(7);
  expect(sent.length).toBeLessThanOrEqual(shop + 1);
});
