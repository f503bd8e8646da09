/** Two moments against each other: the hour's onset of `outage`, from choosing the moments to reading what changed. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { answerWith, call } from './support/answers';
import { type Asked, askNumber, expectSame } from './support/ask';
import { recordText } from './support/drawn-text';
import { appNode, canvasOf, drawn, edgeOf, follow, MOMENT_SECONDS, numberOf, openMesh, panelOf } from './support/mesh-page';
import { FRAUD, OUTAGE, PAYMENTS } from './support/outage';
import { moved, recordPictures } from './support/recorded-pictures';

/** Half an hour before, everything is well (the scenario says so of minutes 0–20). */
const HEALTHY = '2026-03-10T18:15:00Z';
const BEFORE_SECONDS = Date.parse(HEALTHY) / 1000;
const AFTER_SECONDS = Date.parse(OUTAGE.end) / 1000;

const CHECKOUT = appNode('shop', 'checkout');
const WEB = appNode('shop', 'web');
const CULPRIT = edgeOf(PAYMENTS, FRAUD, 'http');
/** Errors that are passed on, and who passes them. */
const WORSE = [CULPRIT, edgeOf(CHECKOUT, PAYMENTS, 'http'), edgeOf(WEB, CHECKOUT, 'http')];
/** Healthy in every phase. */
const UNCHANGED = edgeOf(CHECKOUT, appNode('shop', 'cart'), 'http');

const bar = (page: Page): Locator => page.getByRole('region', { name: 'Comparison' });
const sign = (page: Page): Locator => page.getByTestId('moment-sign');
const rowOf = (page: Page, id: string): Locator => panelOf(page).locator(`[data-changed="${id}"]`);

async function compared(page: Page): Promise<void> {
  await expect(sign(page)).toHaveAttribute('data-shown', 'difference');
  await drawn(page);
}

const matchers = 'reporter="source",source_canonical_service="payments",destination_canonical_service="fraud",request_protocol="http"';
const QUESTIONS: Readonly<Record<string, string>> = {
  requestsPerSecond: `sum(rate(istio_requests_total{${matchers}}[5m]))`,
  errorRatio: `(sum(rate(istio_requests_total{${matchers},response_code=~"5..|0"}[5m])) or vector(0)) / sum(rate(istio_requests_total{${matchers}}[5m]))`,
  p99: `histogram_quantile(0.99, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${matchers}}[5m])))`,
};

test('what an outage changed is drawn, listed by impact and numbered as Prometheus answers, and a key shows A and B in their places', async ({
  page,
  baseURL,
}) => {
  const pictures = await recordPictures(page);
  await openMesh(page, OUTAGE);
  const alone = (await pictures()).at(-1);

  await test.step('a typed moment is read back, and a wrong one says what can be written', async () => {
    await page.keyboard.press('v');
    const dialog = page.getByRole('dialog', { name: 'Compare with another moment' });
    await dialog.getByLabel('Moment A').fill('half past');
    await expect(dialog.getByText('is no moment')).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Compare', exact: true })).toBeDisabled();
    await dialog.getByLabel('Moment A').fill(HEALTHY);
    await expect(dialog.getByText('A is 2026-03-10 18:15:00 UTC.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Compare', exact: true }).click();
  });
  await compared(page);
  await expect(bar(page)).toContainText('A 2026-03-10 18:15:00 UTC 30m before B');
  await expect(bar(page)).toContainText('B 2026-03-10 18:45:00 UTC');

  await test.step('the culprit stands first, then those that pass its errors on', async () => {
    await expect(panelOf(page).getByRole('tab', { name: /^Changes \d+/ })).toHaveAttribute('aria-selected', 'true');
    for (const id of WORSE) await expect(rowOf(page, id)).toHaveAttribute('data-change', 'worse');
    await expect(rowOf(page, UNCHANGED)).toHaveCount(0);
    await expect(panelOf(page).locator('[data-changed]').first()).toHaveAttribute('data-changed', CULPRIT);
    const all = await panelOf(page).locator('[data-changed]').count();
    const worse = panelOf(page).locator('[data-class="worse"]');
    await worse.click();
    const count = Number(await worse.getAttribute('data-count'));
    await expect(panelOf(page).locator('[data-changed]')).toHaveCount(count);
    expect(count).toBeLessThanOrEqual(all);
    await worse.click();
  });

  await test.step('the legend says what is drawn now', async () => {
    const legend = page.getByRole('region', { name: 'Legend' });
    for (const word of ['worse', 'unchanged']) await expect(legend.getByText(word, { exact: true })).toBeVisible();
    await legend.getByRole('button', { name: 'All signs' }).click();
    await expect(page.getByText('noise', { exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('both moments’ numbers are those that Prometheus answers', async () => {
    await rowOf(page, CULPRIT).click();
    await expect(panelOf(page).getByTestId('change-class')).toHaveAttribute('data-change', 'worse');
    for (const [moment, atSeconds] of [
      ['before', BEFORE_SECONDS],
      ['after', AFTER_SECONDS],
    ] as const) {
      const asked: Asked = { base: `${baseURL}/api/prometheus`, atSeconds, mock: `scenario=${OUTAGE.scenario}` };
      for (const [metric, promql] of Object.entries(QUESTIONS)) {
        const cell = panelOf(page).locator(`[data-row="${metric}"] [data-moment="${moment}"]`);
        expectSame(await numberOf(cell, metric), await askNumber(asked, promql), `${metric} ${moment}`);
      }
    }
    await page.keyboard.press('Escape');
  });

  await test.step('A and B stand in the same places, and the sign says which is shown', async () => {
    await canvasOf(page).focus();
    await page.keyboard.press('b');
    await expect(sign(page)).toHaveAttribute('data-shown', 'before');
    await expect(sign(page)).toContainText('A only: 2026-03-10 18:15:00 UTC');
    await page.keyboard.press('b');
    await compared(page);
    await page.keyboard.press('Shift+B');
    await expect(sign(page)).toHaveAttribute('data-shown', 'after');
    await page.keyboard.press('Shift+B');
    await compared(page);
    const shown = await pictures();
    const last = shown.at(-1);
    if (alone === undefined || last === undefined) throw new Error('no picture was recorded');
    for (const picture of shown) expect(moved(alone, picture)).toEqual([]);
  });

  await test.step('side by side, both at one scale', async () => {
    await bar(page).getByRole('button', { name: 'A and B side by side' }).click();
    const dialog = page.getByRole('dialog', { name: 'A and B side by side' });
    await expect(dialog.getByRole('img', { name: /^The mesh at A, 2026-03-10 18:15:00 UTC: .* 0 failing/ })).toBeVisible();
    await expect(dialog.getByRole('img', { name: /^The mesh at B, 2026-03-10 18:45:00 UTC: .* [1-9]\d* failing/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await compared(page);
  });

  await test.step('the table has both moments and the difference', async () => {
    await page.keyboard.press('t');
    const grid = page.getByRole('grid', { name: 'Edges of the mesh' });
    for (const head of ['Change', 'Errors A', 'Errors B', 'Δ Errors'])
      await expect(grid.getByRole('columnheader', { name: head })).toBeAttached();
    await page.keyboard.press('g');
  });

  await test.step('the link brings all of it back', async () => {
    await page.reload();
    await compared(page);
    await expect(bar(page)).toContainText('A 2026-03-10 18:15:00 UTC');
    await expect(rowOf(page, CULPRIT)).toHaveAttribute('data-change', 'worse');
  });

  await test.step('swapped, what got worse got better', async () => {
    await bar(page).getByRole('button', { name: 'Swap A and B' }).click();
    await expect(bar(page)).toContainText('A 2026-03-10 18:45:00 UTC 30m after B');
    await expect(rowOf(page, CULPRIT)).toHaveAttribute('data-change', 'better');
    await page.goBack();
    await expect(rowOf(page, CULPRIT)).toHaveAttribute('data-change', 'worse');
  });
});

test('what only one moment has is told in the matrix, and stands as a ghost where the other is shown alone', async ({ page }) => {
  const pictures = await recordPictures(page);
  const written = await recordText(page);
  const shared = { labels: call('web', 'cart'), value: 5 };
  const [before, after] = [
    { labels: call('web', 'search'), value: 4 },
    { labels: call('web', 'blog'), value: 6 },
  ];
  await answerWith(page, [[/istio_requests_total/, (seconds) => [shared, seconds < MOMENT_SECONDS ? before : after]]]);
  await openMesh(page, { compare: '1h', form: 'matrix' });
  await expect(panelOf(page).getByRole('tab', { name: 'Changes 2' })).toBeVisible();
  const grid = page.getByRole('grid', { name: /^Who calls whom/ });
  const cell = (start: string) => grid.getByRole('gridcell', { name: new RegExp(`^${start}`) });

  await test.step('cells have the classes of the map, in words as well', async () => {
    await expect(cell('one calls two: changed: 9 → 11 rps, of 3 edges 1 removed, 1 added, 1 unchanged; at B 11 rps')).toBeVisible();
    await page.getByRole('button', { name: 'Nodes', exact: true }).click();
    await expect(grid.getByRole('columnheader', { name: 'search, in two, removed: at A, no more at B' })).toBeVisible();
    await expect(grid.getByRole('columnheader', { name: 'blog, in two, added: at B, not yet at A' })).toBeVisible();
    for (const [start, change] of [
      ['web calls search: removed: was 4 rps', 'removed'],
      ['web calls blog: added: new 6 rps', 'added'],
      ['web calls cart: unchanged; at B 5 rps', 'unchanged'],
    ] as const) {
      await expect(cell(start)).toHaveAttribute('data-change', change);
      await expect(cell(start)).toHaveAttribute('title', new RegExp(`^${start}`));
    }
    await expect(page.getByRole('region', { name: 'Cells that differ' })).toHaveText(/^2 cells differ:.*1 removed.*1 added.*all in sight/);
    await expectAccessible(page, 'the matrix of a difference');
    await cell('web calls search').focus();
    await page.keyboard.press('Enter');
    await expect(panelOf(page).getByRole('heading', { name: 'web → search' })).toBeVisible();
    await expect(panelOf(page)).toContainText('It was there at A');
    await page.keyboard.press('Escape');
  });

  await test.step('A alone and B alone have the other’s as ghosts, and nothing moves', async () => {
    await page.keyboard.press('g');
    await compared(page);
    const both = (await pictures()).at(-1);
    await canvasOf(page).focus();
    for (const [key, shown, text, name] of [
      ['b', 'before', 'at B only', 'blog'],
      ['Shift+B', 'after', 'at A only', 'search'],
    ] as const) {
      await page.keyboard.press(key);
      await expect(sign(page)).toHaveAttribute('data-shown', shown);
      await drawn(page);
      await expect.poll(written).toContain(text);
      expect(await written()).toContain(name);
      const alone = (await pictures()).at(-1);
      if (both === undefined || alone === undefined) throw new Error('no picture was recorded');
      expect(moved(both, alone)).toEqual([]);
      expect(Object.keys(alone.nodes).toSorted()).toEqual(Object.keys(both.nodes).toSorted());
    }
    await page.keyboard.press('o');
    await page.getByText('Not there at this moment: 1 node, 1 edge').first().click();
    await expect(page.getByRole('button', { name: /^search at A only/ })).toBeVisible();
  });
});

test('a moment against itself has no changes, and says so', async ({ page }) => {
  await openMesh(page, { ...OUTAGE, compare: OUTAGE.end });
  await compared(page);
  await expect(panelOf(page).getByText('Nothing changed beyond noise.')).toBeVisible();
  await expect(panelOf(page).locator('[data-changed]')).toHaveCount(0);
  await expect(bar(page)).toContainText('the same moment as B');
  await bar(page).getByRole('button', { name: 'Stop comparing' }).click();
  await expect(bar(page)).toBeHidden();
  await expect(sign(page)).toHaveCount(0);
});

for (const theme of ['light', 'dark'] as const) {
  test(`a comparison passes WCAG 2.2 AA in the ${theme} theme, also on a phone`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await openMesh(page, { ...OUTAGE, compare: '30m' });
    await compared(page);
    await expect(rowOf(page, CULPRIT)).toBeVisible();
    await expectAccessible(page, `what changed, ${theme}`);
    await rowOf(page, CULPRIT).click();
    await expect(panelOf(page).getByTestId('change-class')).toBeVisible();
    await expectAccessible(page, `an edge of both moments, ${theme}`);
    await page.keyboard.press('v');
    await expect(page.getByRole('dialog', { name: 'Compare with another moment' })).toBeVisible();
    await expectAccessible(page, `choosing a moment, ${theme}`);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 390, height: 844 });
    await follow(page, { ...OUTAGE, compare: '30m', details: 'compare' });
    await expect(page.getByRole('img', { name: /^The mesh at B/ })).toBeVisible();
    await expectAccessible(page, `side by side on a phone, ${theme}`);
  });
}

test('every preset shows the moments that it names, and of one older than what the source keeps a sentence says so', async ({ page }) => {
  const DAY_SECONDS = 86_400;
  const traffic = { labels: call('web', 'cart'), value: 10 };
  const failing = { labels: call('web', 'cart', { response_code: '500' }), value: 10 };
  // From the moment shown on everything fails; what is older than two days is forgotten.
  await answerWith(page, [
    [
      /istio_requests_total/,
      (seconds) => {
        if (seconds < MOMENT_SECONDS - 2 * DAY_SECONDS) return [];
        return [seconds > MOMENT_SECONDS ? failing : traffic];
      },
    ],
  ]);
  await openMesh(page);
  const dialog = page.getByRole('dialog', { name: 'Compare with another moment' });
  const choose = async (name: string | RegExp): Promise<void> => {
    await page.keyboard.press('v');
    await dialog.getByRole('button', { name }).click();
    await expect(dialog).toBeHidden();
  };
  const said = panelOf(page).getByText(/^\? A is not known for 1 edge: at 2026-03-03 19:00:00 UTC the source .* keeps nothing that old\./);
  for (const [name, before, apart] of [
    ['1 h before', '2026-03-10 18:00:00', '1h'],
    ['Yesterday', '2026-03-09 19:00:00', '1d'],
  ] as const) {
    await choose(name);
    await expect(bar(page)).toContainText(`A ${before} UTC ${apart} before B`);
    await expect(bar(page)).toContainText('B 2026-03-10 19:00:00 UTC');
    await expect(panelOf(page).getByText('Nothing changed beyond noise.')).toBeVisible();
  }
  await choose('Last week');
  await expect(bar(page)).toContainText('A 2026-03-03 19:00:00 UTC 7d before B');
  await expect(said).toBeVisible();
  await expect(panelOf(page).getByText('What changed cannot be told.')).toBeVisible();
  // The window that ends with the moment shown, against the one that begins there.
  await choose(/^The moment shown/);
  await expect(bar(page)).toContainText('A 2026-03-10 19:00:00 UTC 5m before B');
  await expect(bar(page)).toContainText('B 2026-03-10 19:05:00 UTC');
  await expect(panelOf(page).getByRole('tab', { name: 'Changes 1' })).toBeVisible();
  await expect(said).toBeHidden();
});
