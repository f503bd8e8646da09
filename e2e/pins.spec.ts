import { type CDPSession, expect, type Page, test } from '@playwright/test';
import { appNode, canvasOf, countQueries, drawn, openMesh, panelOf, pictureOf } from './support/mesh-page';
import { moved, type RecordedPicture, recordPictures } from './support/recorded-pictures';

interface Point {
  readonly x: number;
  readonly y: number;
}

const ORDERS = appNode('checkout', 'orders');

async function viewOf(page: Page): Promise<{ readonly zoom: number; readonly panX: number; readonly panY: number }> {
  const [zoom = Number.NaN, panX = Number.NaN, panY = Number.NaN] = ((await canvasOf(page).getAttribute('data-viewport')) ?? '')
    .split(' ')
    .map(Number);
  return { zoom, panX, panY };
}

/** Where a scene point is on the page. */
async function onPage(page: Page, at: Point): Promise<Point> {
  const { zoom, panX, panY } = await viewOf(page);
  const bounds = await canvasOf(page).boundingBox();
  return { x: (bounds?.x ?? 0) + at.x * zoom + panX, y: (bounds?.y ?? 0) + at.y * zoom + panY };
}

const placed = (picture: RecordedPicture | undefined, id: string): Point => {
  const at = picture?.nodes[id];
  if (at === undefined) throw new Error(`no place of ${id}`);
  return at;
};

/** Pins of the link: id → place. */
const pinsOf = (page: Page): ReadonlyMap<string, Point> =>
  new Map(
    new URL(page.url()).searchParams.getAll('pin').map((text) => {
      const [x, y, ...id] = text.split('_');
      return [id.join('_'), { x: Number(x), y: Number(y) }];
    }),
  );

async function dragOrders(page: Page, by: Point): Promise<{ readonly from: Point; readonly to: Point }> {
  const pictures = await page.evaluate(() => (window as unknown as { recordedPictures: RecordedPicture[] }).recordedPictures);
  const home = placed(pictures[0], ORDERS);
  const from = await onPage(page, home);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 4 });
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 4 });
  await page.mouse.up();
  await drawn(page);
  const { zoom } = await viewOf(page);
  return { from: home, to: { x: home.x + by.x / zoom, y: home.y + by.y / zoom } };
}

test('a node stays where it is dragged: in the link, through refreshes, other groupings, closing, opening and a reload', async ({
  page,
}) => {
  const pictures = await recordPictures(page);
  await openMesh(page);
  const place = await viewOf(page);
  const { sent } = countQueries(page);
  const { to } = await dragOrders(page, { x: 30, y: 90 });
  const pin = placed({ nodes: Object.fromEntries(pinsOf(page)), groups: {}, edges: 0 }, ORDERS);
  expect(Math.abs(pin.x - to.x)).toBeLessThan(2);
  expect(Math.abs(pin.y - to.y)).toBeLessThan(2);
  expect(pinsOf(page).size).toBe(1);
  expect(sent).toEqual([]);
  expect(await viewOf(page)).toEqual(place);
  // A drag is no click.
  expect(new URL(page.url()).searchParams.has('select')).toBe(false);

  const clickPinned = async () => {
    const at = await onPage(page, pin);
    await page.mouse.click(at.x, at.y);
    await expect(panelOf(page).getByRole('heading', { name: 'orders', exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(panelOf(page).getByRole('heading', { name: 'orders', exact: true })).toBeHidden();
  };
  await clickPinned();
  await page.keyboard.press('r');
  await expect(page.getByRole('button', { name: 'Refresh now' })).toHaveAttribute('aria-busy', 'false');
  await drawn(page);
  await clickPinned();
  await page.getByRole('button', { name: 'Close all namespaces' }).click();
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', '8');
  await page.getByRole('button', { name: 'Open all namespaces' }).click();
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', '26');
  await drawn(page);
  await clickPinned();
  const recorded = await pictures();
  for (const picture of recorded.slice(1)) expect(moved(recorded[0] ?? picture, picture)).toEqual([]);

  await page.reload();
  await drawn(page);
  expect(pinsOf(page).get(ORDERS)).toEqual(pin);
  await clickPinned();
});

test('a pin is listed in the panel and can be let go; undo puts it back, redo lets it go again', async ({ page }) => {
  await recordPictures(page);
  await openMesh(page);
  await dragOrders(page, { x: -40, y: 60 });
  const pin = pinsOf(page).get(ORDERS);
  await panelOf(page).getByRole('button', { name: 'Unpin orders' }).click();
  await expect.poll(() => pinsOf(page).size).toBe(0);
  await page.keyboard.press('Control+z');
  await expect.poll(() => pinsOf(page).get(ORDERS)).toEqual(pin);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => pinsOf(page).size).toBe(0);
  await page.keyboard.press('Control+z');
  await panelOf(page).getByRole('button', { name: 'Unpin all' }).click();
  await expect.poll(() => pinsOf(page).size).toBe(0);
});

test('Esc during a drag puts the node back, and moves nothing else', async ({ page }) => {
  const pictures = await recordPictures(page);
  await openMesh(page);
  const place = await viewOf(page);
  const from = await onPage(page, placed((await pictures())[0], ORDERS));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 80, from.y + 80, { steps: 4 });
  await expect(canvasOf(page)).toHaveAttribute('data-lifted', ORDERS);
  await page.keyboard.press('Escape');
  await page.mouse.move(from.x + 120, from.y + 60, { steps: 3 });
  await page.mouse.up();
  await drawn(page);
  expect(pinsOf(page).size).toBe(0);
  expect(await viewOf(page)).toEqual(place);
  await page.mouse.click(from.x, from.y);
  await expect(panelOf(page).getByRole('heading', { name: 'orders', exact: true })).toBeVisible();
});

test('without a mouse: m, arrows and Enter move the selected node, Esc puts it back', async ({ page }) => {
  const pictures = await recordPictures(page);
  await openMesh(page, { select: ORDERS });
  const home = placed((await pictures())[0], ORDERS);
  await page.keyboard.press('m');
  await expect(page.getByRole('region', { name: 'Moving orders' })).toBeFocused();
  const { zoom } = await viewOf(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Moving orders' })).toBeHidden();
  // Twice 10 px down, 50 px to the left, in whole scene pixels.
  expect(pinsOf(page).get(ORDERS)).toEqual({ x: Math.round(home.x - 50 / zoom), y: Math.round(home.y + 20 / zoom) });
  const link = page.url();
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Moving orders' })).toBeHidden();
  expect(page.url()).toBe(link);
});

test('a new layout says so, lets pins go, and undo restores positions, pins and viewport exactly', async ({ page }) => {
  const pictures = await recordPictures(page);
  await openMesh(page, 'end=2026-03-10T19:00:00Z&viewport=100.5_-20.5_0.6');
  await dragOrders(page, { x: 30, y: -50 });
  const pins = pinsOf(page);
  const place = await viewOf(page);
  const link = page.url();
  await page.mouse.move(5, 5);
  await drawn(page);
  const before = await pictureOf(page);
  await page.keyboard.press('l');
  const notice = page.getByRole('status').filter({ hasText: 'Laid out anew; 1 pin let go.' });
  await expect(notice).toBeVisible();
  await drawn(page);
  expect(pinsOf(page).size).toBe(0);
  await notice.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => page.url()).toBe(link);
  await page.mouse.move(5, 5);
  await drawn(page);
  expect(pinsOf(page)).toEqual(pins);
  const now = await viewOf(page);
  expect(Math.abs(now.panX - place.panX) + Math.abs(now.panY - place.panY) + Math.abs(now.zoom - place.zoom)).toBeLessThan(1e-6);
  const recorded = await pictures();
  expect(moved(recorded[0] ?? { nodes: {}, groups: {}, edges: 0 }, recorded.at(-1) ?? { nodes: {}, groups: {}, edges: 0 })).toEqual([]);
  await expect.poll(async () => (await pictureOf(page)).equals(before)).toBe(true);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => pinsOf(page).size).toBe(0);
});

test('a link opens exactly the viewport it names; refresh, panel and window size leave it alone', async ({ page }) => {
  await openMesh(page, 'end=2026-03-10T19:00:00Z&viewport=100_-20_0.75');
  // The corner (100, −20) at zoom 0.75 lies at pan −75, 15.
  const named = { zoom: 0.75, panX: -75, panY: 15 };
  expect(await viewOf(page)).toEqual(named);
  await page.keyboard.press('r');
  await drawn(page);
  await page
    .getByRole('button', { name: 'Hide the panel' })
    .or(page.getByRole('button', { name: /panel/i }))
    .first()
    .click();
  await page.setViewportSize({ width: 1000, height: 700 });
  await drawn(page);
  expect(await viewOf(page)).toEqual(named);
  await page.keyboard.press('+');
  await expect.poll(() => new URL(page.url()).searchParams.get('viewport')).toMatch(/_0\.9375$/);
  await page.keyboard.press('f');
  await expect.poll(() => new URL(page.url()).searchParams.has('viewport')).toBe(false);
});

test('a gesture is written when it ends, in place of the one before', async ({ page }) => {
  await openMesh(page);
  const steps = await page.evaluate(() => history.length);
  await canvasOf(page).hover({ position: { x: 20, y: 20 } });
  for (const pixels of [-200, -150, 100]) {
    await page.mouse.wheel(0, pixels);
    await drawn(page);
  }
  await expect.poll(() => new URL(page.url()).searchParams.has('viewport')).toBe(true);
  expect(await page.evaluate(() => history.length)).toBe(steps);
});

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  const touch = (session: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd', at?: Point) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [{ ...at, id: 0 }] });

  test('a long press lifts a node, and it stays where the finger leaves it', async ({ page, context }) => {
    const pictures = await recordPictures(page);
    await openMesh(page);
    const session = await context.newCDPSession(page);
    const place = await viewOf(page);
    const from = await onPage(page, placed((await pictures())[0], ORDERS));
    await touch(session, 'touchStart', from);
    await expect(canvasOf(page)).toHaveAttribute('data-lifted', ORDERS);
    for (let step = 1; step <= 5; step += 1) await touch(session, 'touchMove', { x: from.x + 4 * step, y: from.y + 12 * step });
    await touch(session, 'touchEnd');
    await drawn(page);
    expect(pinsOf(page).has(ORDERS)).toBe(true);
    expect(await viewOf(page)).toEqual(place);
    expect(new URL(page.url()).searchParams.has('select')).toBe(false);
  });
});
