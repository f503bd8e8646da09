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
