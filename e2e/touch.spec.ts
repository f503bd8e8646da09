import { type CDPSession, expect, type Page, test } from '@playwright/test';
import { canvasOf, drawn, openMesh, panelOf } from './support/mesh-page';
import { recordPictures } from './support/recorded-pictures';

test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

interface Point {
  readonly x: number;
  readonly y: number;
}

const STEPS = 8;
const between = (from: Point, to: Point, share: number): Point => ({
  x: from.x + (to.x - from.x) * share,
  y: from.y + (to.y - from.y) * share,
});

/** Fingers go down, move in straight lines and are lifted, as the browser's own input events. */
async function drag(session: CDPSession, fingers: readonly { readonly from: Point; readonly to: Point }[]): Promise<void> {
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(({ x, y }, id) => ({ x, y, id })) });
  await send(
    'touchStart',
    fingers.map(({ from }) => from),
  );
  for (let step = 1; step <= STEPS; step += 1)
    await send(
      'touchMove',
      fingers.map(({ from, to }) => between(from, to, step / STEPS)),
    );
  await send('touchEnd', []);
}

interface View {
  readonly zoom: number;
  readonly panX: number;
  readonly panY: number;
}

async function viewOf(page: Page): Promise<View> {
  const [zoom = Number.NaN, panX = Number.NaN, panY = Number.NaN] = ((await canvasOf(page).getAttribute('data-viewport')) ?? '')
    .split(' ')
    .map(Number);
  return { zoom, panX, panY };
}

/** The canvas on the page. */
async function boundsOf(page: Page): Promise<{ readonly x: number; readonly y: number; readonly width: number; readonly height: number }> {
  const bounds = await canvasOf(page).boundingBox();
  if (bounds === null) throw new Error('no canvas');
  return bounds;
}

const pageZoom = (page: Page) => page.evaluate(() => [window.visualViewport?.scale, window.scrollX, window.scrollY]);

test('one finger moves the map by as much as it moves, and the page not at all', async ({ page, context }) => {
  await openMesh(page);
  const session = await context.newCDPSession(page);
  const before = await viewOf(page);
  const { x, y, width, height } = await boundsOf(page);
  const from = { x: x + width / 2, y: y + height * 0.7 };
  await drag(session, [{ from, to: { x: from.x + 60, y: from.y - 90 } }]);
  await expect.poll(async () => (await viewOf(page)).panX).not.toBe(before.panX);
  await drawn(page);
  const after = await viewOf(page);
  expect(after.zoom).toBe(before.zoom);
  // The first step may be swallowed while the browser tells a tap from a drag.
  expect(after.panX - before.panX).toBeGreaterThan(60 * (1 - 2 / STEPS));
  expect(after.panX - before.panX).toBeLessThanOrEqual(60.5);
  expect(after.panY - before.panY).toBeLessThan(-90 * (1 - 2 / STEPS));
  expect(after.panY - before.panY).toBeGreaterThanOrEqual(-90.5);
  expect(await pageZoom(page)).toEqual([1, 0, 0]);
});

test('two fingers zoom the map around their middle, in and out, and the page not at all', async ({ page, context }) => {
  await openMesh(page);
  const session = await context.newCDPSession(page);
  const { x, y, width, height } = await boundsOf(page);
  const middle = { x: x + width / 2, y: y + height / 2 };
  const finger = (side: number, near: number, far: number) => ({
    from: { x: middle.x + side * near, y: middle.y },
    to: { x: middle.x + side * far, y: middle.y },
  });
  const before = await viewOf(page);
  await drag(session, [finger(-1, 40, 120), finger(1, 40, 120)]);
  await expect.poll(async () => (await viewOf(page)).zoom).toBeGreaterThan(before.zoom * 1.5);
  await drawn(page);
  const near = await viewOf(page);
  // What lay under the middle of the fingers is still there, within a few pixels.
  const under = (view: View): Point => ({ x: (middle.x - x - view.panX) / view.zoom, y: (middle.y - y - view.panY) / view.zoom });
  expect(Math.abs(under(near).x - under(before).x) * near.zoom).toBeLessThan(12);
  expect(Math.abs(under(near).y - under(before).y) * near.zoom).toBeLessThan(12);
  await drag(session, [finger(-1, 120, 40), finger(1, 120, 40)]);
  await expect.poll(async () => (await viewOf(page)).zoom).toBeLessThan(near.zoom * 0.7);
  await drawn(page);
  expect(await pageZoom(page)).toEqual([1, 0, 0]);
});

test('a tap selects what is under the finger', async ({ page }) => {
  const pictures = await recordPictures(page);
  await openMesh(page);
  const orders = (await pictures())[0]?.nodes['app/Kubernetes/checkout/orders'] ?? { x: 0, y: 0 };
  const { zoom, panX, panY } = await viewOf(page);
  const { x, y } = await boundsOf(page);
  await page.touchscreen.tap(x + orders.x * zoom + panX, y + orders.y * zoom + panY);
  await expect(panelOf(page).getByRole('heading', { name: 'orders', exact: true })).toBeVisible();
});
