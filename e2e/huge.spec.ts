import { expect as briefly, type Page, test } from '@playwright/test';
import { serveDemo } from '../scripts/serve-page';
import { askVector } from './support/ask';
import { recordText } from './support/drawn-text';
import { canvasOf, MOMENT, MOMENT_SECONDS, panelOf } from './support/mesh-page';

// Three thousand simulated services and a page that draws them share two cores with the other specs: every step may take long.
test.describe.configure({ mode: 'default', timeout: 420_000 });
const expect = briefly.configure({ timeout: 120_000 });

const count = async (page: Page, name: string) => Number(await canvasOf(page).getAttribute(name));

async function openHuge(page: Page, pageUrl: string): Promise<void> {
  await page.goto(`${pageUrl}/?end=${MOMENT}`);
  await allDrawn(page);
}

async function allDrawn(page: Page): Promise<void> {
  await expect(canvasOf(page)).toHaveAttribute('data-picture-stage', 'complete');
  await expect(canvasOf(page)).toHaveAttribute('data-drawn', 'true');
}

let demo: Awaited<ReturnType<typeof serveDemo>>;
test.beforeAll(async () => {
  demo = await serveDemo({ scenario: 'huge', services: 3000 });
  // The mock makes its world at the first question, which may take longer than the page waits for an answer.
  await askVector({ base: `${demo.url}/api/prometheus`, atSeconds: MOMENT_SECONDS }, 'count(istio_requests_total)');
});
test.afterAll(async () => demo?.stop());

test('three thousand services open as closed namespaces, the sick ones with their count, and one namespace can be opened', async ({
  page,
}) => {
  const written = await recordText(page);
  await openHuge(page, demo.url);
  expect(await count(page, 'data-drawn-nodes')).toBeLessThanOrEqual(60);
  await expect(page.getByRole('contentinfo')).toContainText(/hidden: .*\d+ nodes in \d+ closed namespaces/);

  // Whoever fails is told by the source itself: the workloads that answer at least a tenth of their requests with 5xx.
  const failing = await askVector(
    { base: `${demo.url}/api/prometheus`, atSeconds: MOMENT_SECONDS },
    'sum by (destination_workload_namespace, destination_workload) (rate(istio_requests_total{reporter="source",response_code=~"5.."}[5m])) / sum by (destination_workload_namespace, destination_workload) (rate(istio_requests_total{reporter="source"}[5m])) > 0.1',
  );
  expect(failing.length).toBeGreaterThan(0);
  const namespace = failing[0]?.metric.destination_workload_namespace ?? '';
  await panelOf(page)
    .getByRole('tab', { name: /^Nodes/ })
    .click();
  const row = panelOf(page).getByRole('button', { name: new RegExp(`(Failing|Degraded) ${namespace} \\d+ of \\d+ sick`) });
  await expect(row).toBeVisible();
  const texts = await written();
  expect(texts.some((text) => /\d+ of \d+ sick/.test(text))).toBe(true);

  const nodes = await count(page, 'data-drawn-nodes');
  // Choosing in the list may bring the chosen thing into view; opening it moves nothing.
  await row.click();
  await allDrawn(page);
  const viewport = await canvasOf(page).getAttribute('data-viewport');
  await panelOf(page)
    .getByRole('button', { name: /^Open this namespace/ })
    .click();
  await expect.poll(() => count(page, 'data-drawn-nodes')).toBeGreaterThan(nodes);
  await allDrawn(page);
  expect(await canvasOf(page).getAttribute('data-viewport')).toBe(viewport);

  await canvasOf(page).hover({ position: { x: 600, y: 400 } });
  await page.mouse.wheel(0, -400);
  await allDrawn(page);
  const zoomed = await canvasOf(page).getAttribute('data-viewport');
  expect(zoomed).not.toBe(viewport);
  await page.mouse.down();
  await page.mouse.move(700, 300, { steps: 8 });
  await page.mouse.up();
  await allDrawn(page);
  const panned = await canvasOf(page).getAttribute('data-viewport');
  expect(panned).not.toBe(zoomed);
  const asked = page.waitForRequest(/\/api\/prometheus\//);
  await page.keyboard.press('r');
  await asked;
  await expect(page.getByRole('button', { name: 'Refresh now' })).toHaveAttribute('aria-busy', 'false');
  await allDrawn(page);
  expect(await canvasOf(page).getAttribute('data-viewport')).toBe(panned);
  expect(await count(page, 'data-drawn-nodes')).toBeGreaterThan(nodes);
});

interface Shown {
  readonly zoom: number;
  readonly panX: number;
  readonly panY: number;
}

async function shownBy(page: Page): Promise<Shown> {
  const text = (await canvasOf(page).getAttribute('data-viewport')) ?? '';
  const [zoom = Number.NaN, panX = Number.NaN, panY = Number.NaN] = text.split(' ').map(Number);
  return { zoom, panX, panY };
}

/** The link names the scene point in the top left corner, in tenths: x = -pan / zoom. */
async function viewportInLink(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      const { zoom, panX, panY } = await shownBy(page);
      const [x = Number.NaN, y = Number.NaN, linked = Number.NaN] = parameter(page, 'viewport').join().split('_').map(Number);
      return Math.max(Math.abs(x + panX / zoom), Math.abs(y + panY / zoom), Math.abs(linked - zoom) * 1000);
    })
    .toBeLessThan(0.2);
}

const parameter = (page: Page, name: string): readonly string[] => new URL(page.url()).searchParams.getAll(name);
const searchBar = (page: Page) => page.getByRole('search', { name: 'Find and hide' });
const findField = (page: Page) => searchBar(page).getByRole('combobox', { name: 'Find' });
const limits = (page: Page) => page.getByRole('dialog', { name: 'Settings' }).getByRole('group', { name: 'All other calls' });

/** Window, scope, grouping and thresholds, by the toolbar and the settings. */
async function chooseWhatIsAsked(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Window/ }).click();
  await page.getByRole('button', { name: '1m', exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Namespaces/ }).click();
  for (const namespace of ['platform', 'orders', 'catalog']) await page.getByRole('checkbox', { name: namespace, exact: true }).check();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Group by/ }).click();
  await page.getByRole('menuitemradio', { name: /^workload/ }).click();
  await expect(page.getByRole('button', { name: 'Refresh now' })).toHaveAttribute('aria-busy', 'false');
  await allDrawn(page);
  await canvasOf(page).focus();
  await page.keyboard.press(',');
  await limits(page).getByLabel('Failing from').fill('20');
  await limits(page).getByLabel('Failing from').press('Enter');
  await page.keyboard.press('Escape');
}

/** One namespace opened, what is in it found, its first match selected, calls without HTTP or gRPC hidden. */
async function openFindHide(page: Page): Promise<void> {
  await panelOf(page)
    .getByRole('tab', { name: /^Nodes/ })
    .click();
  await panelOf(page)
    .getByRole('button', { name: /^\S+ platform / })
    .first()
    .click();
  await panelOf(page)
    .getByRole('button', { name: /^Open this namespace/ })
    .click();
  await expect.poll(() => parameter(page, 'open')).toEqual(['group/Kubernetes/platform']);
  await allDrawn(page);
  await findField(page).fill('namespace=platform');
  await expect(
    searchBar(page)
      .getByText(/^\d+ nodes$/)
      .first(),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await searchBar(page).getByRole('button', { name: 'Next match' }).click();
  await expect(searchBar(page).getByText(/^1 of \d+:/)).toBeVisible();
  await searchBar(page).getByRole('button', { name: 'Hide', exact: true }).click();
  await page.getByRole('combobox', { name: 'Hide' }).fill('protocol=tcp');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect.poll(() => parameter(page, 'hide')).toEqual(['protocol=tcp']);
  await allDrawn(page);
}

async function zoomAndPan(page: Page): Promise<void> {
  const before = await canvasOf(page).getAttribute('data-viewport');
  await canvasOf(page).hover({ position: { x: 600, y: 400 } });
  await page.mouse.wheel(0, -400);
  await allDrawn(page);
  const zoomed = await canvasOf(page).getAttribute('data-viewport');
  expect(zoomed).not.toBe(before);
  const { x = 0, y = 0, width = 0, height = 0 } = (await canvasOf(page).boundingBox()) ?? {};
  // A corner may lie under the list of the worst edges, or on a node, which is dragged then.
  const corners = [
    [x + width - 150, y + 100],
    [x + width - 150, y + height - 100],
    [x + 50, y + 100],
  ] as const;
  for (const [left, top] of corners) {
    await page.mouse.move(left, top);
    await page.mouse.down();
    await page.mouse.move(left + 90, top + 60, { steps: 8 });
    await page.mouse.up();
    await allDrawn(page);
    if ((await canvasOf(page).getAttribute('data-viewport')) !== zoomed) return;
  }
  throw new Error('no corner of the map could be dragged');
}

test('a link of under 2,000 characters brings a view of three thousand services back in another browser', async ({ page, browser }) => {
  await openHuge(page, demo.url);
  await chooseWhatIsAsked(page);
  await openFindHide(page);
  await zoomAndPan(page);
  await viewportInLink(page);
  const link = page.url();
  expect(link.length).toBeLessThan(2000);
  const shown = await shownBy(page);
  const heading = await panelOf(page).getByRole('heading').first().textContent();

  const fresh = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const other = await fresh.newPage();
  await other.goto(link);
  await allDrawn(other);
  for (const name of [/^Window: 1m to 2026-03-10/, 'Namespaces: 3 chosen', 'Group by: workload']) {
    await expect(other.getByRole('button', { name })).toBeVisible();
  }
  await expect(findField(other)).toHaveValue('namespace=platform');
  await expect(searchBar(other).getByRole('button', { name: /^Hide: hides/ })).toBeVisible();
  await expect(panelOf(other).getByRole('heading').first()).toHaveText(heading ?? '');
  for (const name of ['data-drawn-nodes', 'data-drawn-edges']) {
    await expect(canvasOf(other)).toHaveAttribute(name, String(await count(page, name)));
  }
  const restored = await shownBy(other);
  expect(restored.zoom).toBeCloseTo(shown.zoom, 4);
  expect(Math.abs(restored.panX - shown.panX)).toBeLessThan(1);
  expect(Math.abs(restored.panY - shown.panY)).toBeLessThan(1);
  await canvasOf(other).focus();
  await other.keyboard.press(',');
  await expect(limits(other).getByLabel('Failing from')).toHaveValue('20');
  expect(other.url()).toBe(link);
  await fresh.close();
});
