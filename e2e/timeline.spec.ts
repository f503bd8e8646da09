import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { type Asked, askNumber, expectSame } from './support/ask';
import { appNode, canvasOf, countQueries, drawn, edgeOf, numberOf, openMesh, panelOf } from './support/mesh-page';
import { FRAUD, OUTAGE, PAYMENTS } from './support/outage';
import { moved, recordPictures } from './support/recorded-pictures';

test.use({ timezoneId: 'UTC' });

const SPAN = '2026-03-10T18:00:00Z_2026-03-10T19:00:00Z';
const FROM = Date.parse('2026-03-10T18:00:00Z') / 1000;
const EDGE = edgeOf(PAYMENTS, FRAUD, 'http');
const ENDS = 'reporter="source",source_canonical_service="payments",destination_canonical_service="fraud"';
const rate = (matchers: string) => `sum(rate(istio_requests_total{${ENDS}${matchers}}[5m]))`;

const timelineOf = (page: Page): Locator => page.getByRole('region', { name: 'Timeline' });
const headOf = (page: Page): Locator => page.getByRole('slider', { name: 'Play head' });
/** The span is here, and nothing is asked any more. */
const loaded = (page: Page) => expect(timelineOf(page)).toHaveAttribute('data-span-stage', 'complete');

/** The picture of that moment is drawn, and the address says so. */
async function restsAt(page: Page, seconds: number): Promise<void> {
  const instant = new Date(seconds * 1000).toISOString().replace('.000', '');
  await expect(canvasOf(page)).toHaveAttribute('data-picture-at', String(seconds));
  await expect.poll(() => new URL(page.url()).searchParams.get('end')).toBe(instant);
  await drawn(page);
}

/** The edge's numbers in the panel are what the source answers to the test's own question at that instant. */
async function expectNumbersAt(page: Page, asked: Asked): Promise<void> {
  const panel = panelOf(page);
  await expect(async () => {
    expectSame(await numberOf(panel, 'requestsPerSecond'), await askNumber(asked, rate('')), 'rate');
    const ratio = `(${rate(',response_code=~"5..|0"')} or vector(0)) / ${rate('')}`;
    expectSame(await numberOf(panel, 'errorRatio'), await askNumber(asked, ratio), 'error ratio');
    const p99 = `histogram_quantile(0.99, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${ENDS}}[5m])))`;
    expectSame(await numberOf(panel, 'p99'), await askNumber(asked, p99), 'p99');
  }).toPass();
}

test('the onset of an outage is found by scrubbing: nothing is asked, nothing moves, the numbers are those of the instant', async ({
  page,
  baseURL,
}) => {
  const pictures = await recordPictures(page);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await openMesh(page, { ...OUTAGE, select: EDGE });
  const queries = countQueries(page);
  await page.keyboard.press('T');
  await loaded(page);
  // An hour around the moment: three quarters before it, one after.
  expect(new URL(page.url()).searchParams.get('span')).toBe(SPAN);

  await test.step('the whole span took at most three range queries a family', async () => {
    await page.getByRole('button', { name: /^Queries and memory/ }).click();
    const families = await page
      .getByRole('dialog')
      .locator('[data-family]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-family')));
    expect(families.length).toBe(queries.sent.length);
    for (const family of new Set(families)) expect(families.filter((one) => one === family).length, String(family)).toBeLessThanOrEqual(3);
    await expect(page.getByText(/series in memory: [\d,]+ of at most [\d,]+ values/)).toBeVisible();
    await page.keyboard.press('Escape');
  });
  const asked = queries.sent.length;
  const viewport = await canvasOf(page).getAttribute('data-viewport');
  const before = (await pictures()).length;

  await test.step('by keys', async () => {
    await headOf(page).focus();
    // One step of 15 s back, ten, then to the start and twenty on.
    await page.keyboard.press('ArrowLeft');
    await restsAt(page, FROM + 2685);
    await page.keyboard.press('Shift+ArrowLeft');
    await restsAt(page, FROM + 2535);
    await expectNumbersAt(page, { base: `${baseURL}/api/prometheus`, atSeconds: FROM + 2535, mock: 'scenario=outage' });
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await restsAt(page, FROM + 300);
    await expectNumbersAt(page, { base: `${baseURL}/api/prometheus`, atSeconds: FROM + 300, mock: 'scenario=outage' });
    await expect(headOf(page)).toHaveAttribute('aria-valuetext', /18:05:00.*requests per second, 0 percent errors, p99 latency/);
  });

  await test.step('by pointer, with a frame at a time', async () => {
    const box = await headOf(page).boundingBox();
    if (box === null) throw new Error('The play head has no box.');
    await page.mouse.move(box.x + 0.2 * box.width, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.8 * box.width, box.y + 60, { steps: 40 });
    await page.mouse.up();
    // Four fifths of the hour.
    await restsAt(page, FROM + 2880);
  });

  await test.step('by playing', async () => {
    await headOf(page).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press(' ');
    await expect(headOf(page)).toHaveAttribute('aria-valuetext', /18:02:\d\d/);
    await page.keyboard.press(' ');
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  });

  expect(queries.sent.length, 'queries while the play head moved').toBe(asked);
  await test.step('charts wait until it rests', async () => {
    await page.getByRole('button', { name: 'Show charts' }).click();
    await expect(panelOf(page).locator('[data-chart="rate"]')).toHaveAttribute('aria-busy', 'false');
    await expect(panelOf(page).locator('[data-chart][aria-busy="true"]')).toHaveCount(0);
    const charted = queries.sent.length;
    await headOf(page).focus();
    await page.keyboard.press(' ');
    await expect(headOf(page)).toHaveAttribute('aria-valuetext', /18:05:\d\d/);
    expect(queries.sent.length, 'queries while it played').toBe(charted);
    await page.keyboard.press(' ');
    await expect.poll(() => queries.sent.length).toBeGreaterThan(charted);
  });
  const recorded = await pictures();
  expect(recorded.length).toBeGreaterThan(before + 20);
  for (const picture of recorded.slice(before)) expect(moved(recorded[before] ?? picture, picture)).toEqual([]);
  expect(await canvasOf(page).getAttribute('data-viewport')).toBe(viewport);
});

test('a link restores span and moment; marks are set, named and compared; a part is looked at closer; closing keeps the moment', async ({
  page,
}) => {
  await openMesh(page, { ...OUTAGE, span: SPAN });
  await loaded(page);
  await restsAt(page, FROM + 2700);
  await expect(headOf(page)).toHaveAttribute('aria-valuetext', /18:45:00/);
  await expect(timelineOf(page).locator('[data-lane="errorRatio"] dd')).toHaveText(/%/);
  await expectAccessible(page, 'the timeline, light');

  await page.keyboard.press('M');
  await page.getByRole('button', { name: /^Changes in this span/ }).click();
  await page.getByRole('textbox', { name: 'Name of the mark Mark 1' }).fill('fraud fails');
  await page.keyboard.press('Enter');
  await expectAccessible(page, 'the list of changes');
  await page.keyboard.press('Escape');
  // The list gives the focus back when it has closed, which may be after the next key.
  await expect(page.getByRole('button', { name: /^Changes in this span/ })).toBeFocused();
  await headOf(page).focus();
  await page.keyboard.press('Home');
  await restsAt(page, FROM);
  await page.getByRole('button', { name: /^Changes in this span/ }).click();
  await page.getByRole('button', { name: 'Go to 18:45:00, Mark: fraud fails' }).click();
  await expect(headOf(page)).toHaveAttribute('aria-valuetext', /18:45:00.*Marked by hand: fraud fails\./);
  await restsAt(page, FROM + 2700);
  await page.getByRole('button', { name: 'Compare before and after 18:45:00, fraud fails' }).click();
  // A ends at the mark, B begins there and ends a window later.
  await expect.poll(() => new URL(page.url()).searchParams.get('compare')).toBe('2026-03-10T18:45:00Z');
  await restsAt(page, FROM + 3000);
  await page.keyboard.press('Escape');

  const axis = await page.getByTestId('timeline-axis').boundingBox();
  if (axis === null) throw new Error('The axis has no box.');
  await page.mouse.move(axis.x + 0.5 * axis.width, axis.y + 10);
  await page.mouse.down();
  await page.mouse.move(axis.x + axis.width - 1, axis.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect
    .poll(() => new URL(page.url()).searchParams.get('span'))
    .toMatch(/^2026-03-10T18:(29|30):\d\dZ_2026-03-10T(18:59|19:00):\d\dZ$/);
  await loaded(page);
  await page.getByRole('button', { name: 'Back to the span before' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('span')).toBe(SPAN);

  await page.getByRole('button', { name: /^Span:/ }).click();
  await page.getByRole('textbox', { name: /^Start of the span/ }).fill('2026-03-01 00:00');
  await expect(page.getByText(/That span is 9d19h; 1d is the most that is asked at once/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show this span' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('textbox', { name: /^Start of the span/ })).toBeHidden();

  await page.getByRole('button', { name: 'Close the timeline' }).click();
  await expect(timelineOf(page)).toBeHidden();
  await restsAt(page, FROM + 3000);
  expect(new URL(page.url()).searchParams.get('span')).toBeNull();
});

test.describe('on a phone, dark', () => {
  test.use({ viewport: { width: 390, height: 844 }, colorScheme: 'dark', hasTouch: true });

  test('the timeline is whole, in the table too, and absent from frame and wall', async ({ page }) => {
    await openMesh(page, { ...OUTAGE, span: SPAN, form: 'table' });
    await loaded(page);
    await expect(timelineOf(page)).toBeInViewport({ ratio: 1 });
    const box = await headOf(page).boundingBox();
    if (box === null) throw new Error('The play head has no box.');
    await page.touchscreen.tap(box.x + box.width / 2, box.y + 60);
    await restsAt(page, FROM + 1800);
    await expectAccessible(page, 'the timeline, dark');
    for (const mode of ['embed', 'wall']) {
      await openMesh(page, { ...OUTAGE, span: SPAN, mode });
      await expect(timelineOf(page)).toHaveCount(0);
    }
  });
});

test('a source that keeps nothing of the span is told in a sentence', async ({ page }) => {
  await page.route('**/api/prometheus/api/v1/query_range', (route) =>
    route.fulfill({ json: { status: 'success', data: { resultType: 'matrix', result: [] } } }),
  );
  await openMesh(page, { ...OUTAGE, select: appNode('bank', 'fraud'), span: SPAN });
  await loaded(page);
  await expect(timelineOf(page).getByText(/The source has nothing of 2026-03-10 .* it does not keep samples that long/)).toBeVisible();
});

test('a source that refuses the span, as Prometheus does beyond --query.max-samples, is quoted, and each moment is asked for by itself', async ({
  page,
}) => {
  const error = 'query processing would load too many samples into memory in query execution';
  await page.route('**/api/prometheus/api/v1/query_range', (route) =>
    /istio_requests_total/.test(route.request().postData() ?? '')
      ? route.fulfill({ status: 422, json: { status: 'error', errorType: 'execution', error } })
      : route.continue(),
  );
  await openMesh(page, { ...OUTAGE, span: SPAN });
  await loaded(page);
  await expect(timelineOf(page).getByText(/This span could not be asked for as a whole/)).toBeVisible();
  await expect(timelineOf(page).getByText(error, { exact: false })).toBeVisible();
  const nodes = await canvasOf(page).getAttribute('aria-label');
  await headOf(page).focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await restsAt(page, FROM + 2550);
  // The same services as a moment ago: nothing looks as if it had stopped.
  expect((await canvasOf(page).getAttribute('aria-label'))?.match(/\d+ nodes and \d+ edges/)?.[0]).toBe(
    nodes?.match(/\d+ nodes and \d+ edges/)?.[0],
  );
});
