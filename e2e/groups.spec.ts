import { expect, type Page, test } from '@playwright/test';
import { askNumber, expectSame } from './support/ask';
import { recordText } from './support/drawn-text';
import { canvasOf, countQueries, drawn, follow, MOMENT_SECONDS, numberOf, openMesh, panelOf } from './support/mesh-page';
import { moved, recordPictures } from './support/recorded-pictures';

type Link = Readonly<Record<string, string>>;

const viewport = (page: Page) => canvasOf(page).getAttribute('data-viewport');
const nodesDrawn = async (page: Page) => Number(await canvasOf(page).getAttribute('data-drawn-nodes'));

/** Chooses a group by its id and closes or opens it in the panel; waits for so many nodes on the map. */
async function toggle(page: Page, group: string, button: string, nodes: number): Promise<void> {
  const search = new URLSearchParams(new URL(page.url()).search);
  search.set('select', group);
  await follow(page, search.toString());
  await panelOf(page).getByRole('button', { name: button, exact: true }).click();
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', String(nodes));
  await drawn(page);
}

/** Requests, errors and p99 of a drawn edge are the answers of Prometheus itself to questions about all of its rows. */
async function expectSums(
  page: Page,
  baseURL: string | undefined,
  edge: { link: Link; id: string; series: string; failed: string },
): Promise<void> {
  await follow(page, { ...edge.link, select: edge.id });
  const panel = panelOf(page);
  await expect(panel.locator('[data-metric="requestsPerSecond"]').first()).toBeVisible();
  const asked = { base: `${baseURL}/api/prometheus`, atSeconds: MOMENT_SECONDS, mock: `scenario=${edge.link.scenario}` };
  const all = `sum(rate(istio_requests_total{reporter="source",${edge.series}}[5m]))`;
  const failed = `(sum(rate(istio_requests_total{reporter="source",${edge.series},${edge.failed}}[5m])) or vector(0)) / ${all}`;
  const p99 = `histogram_quantile(0.99, sum by (le) (rate(istio_request_duration_milliseconds_bucket{reporter="source",${edge.series}}[5m])))`;
  expectSame(await numberOf(panel, 'requestsPerSecond'), await askNumber(asked, all), `requests of ${edge.id}`);
  expectSame(await numberOf(panel, 'errorRatio'), await askNumber(asked, failed), `errors of ${edge.id}`);
  expectSame(await numberOf(panel, 'p99'), await askNumber(asked, p99), `p99 of ${edge.id}`);
}

test('an app, a namespace and the mesh around it are closed in place: sums as Prometheus gives them, nothing moves, nothing is asked', async ({
  page,
  baseURL,
}) => {
  const pictures = await recordPictures(page);
  const queries = countQueries(page);
  const link = { scenario: 'bookinfo', group: 'workload', refresh: 'off' };
  await openMesh(page, link);
  const open = await nodesDrawn(page);
  const place = await viewport(page);
  const asked = queries.sent.length;

  // Three versions of reviews become one.
  const app = 'group/Kubernetes/bookinfo/reviews';
  await toggle(page, app, 'Close this app', open - 2);
  expect(queries.sent).toHaveLength(asked);
  await expectSums(page, baseURL, {
    link: { ...link, close: app },
    id: 'workload/Kubernetes/bookinfo/productpage-v1>appGroup/Kubernetes/bookinfo/reviews>http',
    series: 'source_workload="productpage-v1",destination_canonical_service="reviews",request_protocol="http"',
    failed: 'response_code=~"5..|0"',
  });

  const before = queries.sent.length;
  const namespace = 'group/Kubernetes/bookinfo';
  await toggle(page, namespace, 'Close this namespace', 2);
  // Opened again, the app in it is still closed.
  await toggle(page, namespace, 'Open this namespace', open - 2);
  await toggle(page, app, 'Open this app', open);
  expect(queries.sent).toHaveLength(before);

  const recorded = await pictures();
  expect(recorded.length).toBeGreaterThan(4);
  for (const picture of recorded.slice(1)) expect(moved(recorded[0] ?? picture, picture)).toEqual([]);
  expect(await viewport(page)).toBe(place);
});

test('a cluster is closed over its closed namespaces, with what is sick in it on its card, and double click opens it', async ({
  page,
  baseURL,
}) => {
  const written = await recordText(page);
  const pictures = await recordPictures(page);
  const queries = countQueries(page);
  const link = { scenario: 'multicluster', refresh: 'off' };
  await openMesh(page, link);
  const open = await nodesDrawn(page);
  const asked = queries.sent.length;

  // web, catalog, checkout and payments of west.
  await toggle(page, 'group/west/store', 'Close this namespace', open - 3);
  await expect(page.getByRole('contentinfo')).toContainText('4 nodes in 1 closed namespace');
  await toggle(page, 'group/west', 'Close this cluster', open - 4);
  await expect(page.getByRole('contentinfo')).toContainText('5 nodes in 1 closed group');
  expect(queries.sent).toHaveLength(asked);
  expect(await written()).toEqual(expect.arrayContaining(['west', '5 services', '1 sick']));

  const closed = { ...link, close: 'group/west' };
  await expectSums(page, baseURL, {
    link: closed,
    id: 'app/east/store/checkout>cluster/west/~/west>grpc',
    series:
      'source_cluster="east",source_canonical_service="checkout",destination_cluster=~"west|unknown",destination_canonical_service=~"payments|unknown",request_protocol="grpc"',
    failed: 'grpc_response_status!="0"',
  });
  await expectSums(page, baseURL, {
    link: closed,
    id: 'cluster/west/~/west>app/east/store/catalog>http',
    series: 'source_cluster="west",destination_cluster="east",destination_canonical_service="catalog",request_protocol="http"',
    failed: 'response_code=~"5..|0"',
  });

  const card = (await pictures()).at(-1)?.nodes['cluster/west/~/west'];
  const [zoom = 1, panX = 0, panY = 0] = ((await viewport(page)) ?? '').split(' ').map(Number);
  await canvasOf(page).dblclick({ position: { x: (card?.x ?? 0) * zoom + panX, y: (card?.y ?? 0) * zoom + panY } });
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', String(open));
  const recorded = await pictures();
  for (const picture of recorded.slice(1)) expect(moved(recorded[0] ?? picture, picture)).toEqual([]);
});

test('services stand in between and idle things of the configuration are drawn on request, without a question', async ({
  page,
  baseURL,
}) => {
  const queries = countQueries(page);
  const link = { scenario: 'bookinfo', group: 'workload', refresh: 'off' };
  await openMesh(page, link);
  const direct = await nodesDrawn(page);
  await expect(panelOf(page).getByRole('tab', { name: /^Findings \d/ })).toBeVisible();
  const asked = queries.sent.length;

  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByLabel('Services in between').check();
  // productpage, details, reviews, ratings and mongodb are called by a service; nobody in the mesh calls the gateway.
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', String(direct + 5));
  await page.getByLabel('Idle, from configuration').check();
  await expect.poll(() => nodesDrawn(page)).toBeGreaterThan(direct + 5);
  await page.getByLabel('Idle, from configuration').uncheck();
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', String(direct + 5));
  await page.keyboard.press('Escape');
  expect(page.url()).toContain('services=1');
  expect(queries.sent).toHaveLength(asked);

  const service = 'service/Kubernetes/bookinfo/reviews';
  const http = { failed: 'response_code=~"5..|0"', link: { ...link, services: '1' } };
  await expectSums(page, baseURL, {
    ...http,
    id: `workload/Kubernetes/bookinfo/productpage-v1>${service}>http`,
    series: 'source_workload="productpage-v1",destination_service_name="reviews",request_protocol="http"',
  });
  await expectSums(page, baseURL, {
    ...http,
    id: `${service}>workload/Kubernetes/bookinfo/reviews-v3>http`,
    series: 'destination_service_name="reviews",destination_workload="reviews-v3",request_protocol="http"',
  });
});
