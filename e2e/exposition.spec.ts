import { expect, type Page, test } from '@playwright/test';
import { drop } from './support/drop';
import { canvasOf, countQueries, drawn, numberOf, openMesh, panelOf } from './support/mesh-page';

interface Counters {
  readonly good: number;
  readonly failed: number;
  readonly sent: number;
}

/** What a sidecar of web prints: calls to cart over HTTP, and to a database over TCP. */
function statistics({ good, failed, sent }: Counters): string {
  const ends = (target: string) =>
    `source_workload="web",source_canonical_service="web",source_workload_namespace="shop",destination_workload="${target}",destination_canonical_service="${target}",destination_workload_namespace="shop",destination_service_name="${target}",destination_service_namespace="shop"`;
  const call = (code: string) =>
    `reporter="source",${ends('cart')},request_protocol="http",response_code="${code}",response_flags="-",connection_security_policy="unknown"`;
  const bucket = (le: string, count: number) =>
    `istio_request_duration_milliseconds_bucket{reporter="source",${ends('cart')},request_protocol="http",le="${le}"} ${count}`;
  return [
    '# TYPE istio_requests_total counter',
    `istio_requests_total{${call('200')}} ${good}`,
    `istio_requests_total{${call('503')}} ${failed}`,
    '# TYPE istio_request_duration_milliseconds histogram',
    bucket('10', good / 2),
    bucket('100', good),
    bucket('+Inf', good + failed),
    '# TYPE istio_tcp_received_bytes_total counter',
    `istio_tcp_received_bytes_total{reporter="source",${ends('db')},connection_security_policy="unknown"} ${sent}`,
    '# TYPE envoy_cluster_upstream_cx_total counter',
    'envoy_cluster_upstream_cx_total{envoy_cluster_name="xds-grpc"} 7',
    '',
  ].join('\n');
}

const EARLIER = statistics({ good: 1000, failed: 50, sent: 10_000 });
const LATER = statistics({ good: 1540, failed: 110, sent: 40_000 });

async function openDialog(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open proxy statistics' }).click();
}

async function paste(page: Page, text: string): Promise<void> {
  await page.getByLabel(/Or paste the text/).fill(text);
  await page.getByRole('button', { name: 'Add this text' }).click();
}

async function chooseEdge(page: Page, target: string): Promise<void> {
  await panelOf(page)
    .getByRole('tab', { name: /^Nodes/ })
    .click();
  await panelOf(page)
    .getByRole('button', { name: new RegExp(` ${target} `) })
    .click();
  await panelOf(page)
    .getByRole('button', { name: `Edge web → ${target}` })
    .click();
}

test('one pasted text becomes a graph of totals since the proxy started, never called rates', async ({ page }) => {
  await openMesh(page);
  const { sent } = countQueries(page);
  await openDialog(page);
  await paste(page, EARLIER);
  await page.getByRole('button', { name: 'Show totals' }).click();
  await expect(page.getByRole('region', { name: 'Proxy statistics' })).toContainText('totals since the proxy started, not rates');
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', '3');
  await chooseEdge(page, 'cart');
  // 1000 good and 50 failed requests.
  expect(await numberOf(panelOf(page), 'requestsPerSecond')).toBe(1050);
  expect(await numberOf(panelOf(page), 'errorRatio')).toBeCloseTo(50 / 1050, 12);
  await expect(panelOf(page)).not.toContainText('rps');
  expect(sent).toEqual([]);
});

test('two dropped files give rates over the seconds between their dates', async ({ page }) => {
  await openMesh(page);
  await drop(page, [
    { name: 'later.txt', bytes: LATER, modified: 1_773_169_230_000 },
    { name: 'earlier.txt', bytes: EARLIER, modified: 1_773_169_200_000 },
  ]);
  const dialog = page.getByRole('dialog', { name: 'Open proxy statistics' });
  await expect(dialog.getByRole('listitem').first()).toContainText('earlier.txt');
  await expect(dialog.getByRole('textbox', { name: /Seconds between the two/ })).toHaveValue('30');
  await dialog.getByRole('button', { name: 'Show rates' }).click();
  await chooseEdge(page, 'cart');
  const panel = panelOf(page);
  // (1540 − 1000 + 110 − 50) ÷ 30 s = 20 per second, 60 of 600 failed.
  expect(await numberOf(panel, 'requestsPerSecond')).toBeCloseTo(20, 12);
  expect(await numberOf(panel, 'errorRatio')).toBeCloseTo(0.1, 12);
  // Of 600 requests 270 took up to 10 ms and 270 more up to 100 ms: the 300th is the 30th of those 270, 10 + 90 × 30 ÷ 270.
  expect(await numberOf(panel, 'p50')).toBeCloseTo(20, 9);
  await expect(panel.getByText(/≥ 100 ms/).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await chooseEdge(page, 'db');
  // (40000 − 10000) ÷ 30 s.
  expect(await numberOf(panelOf(page), 'bytesSentPerSecond')).toBeCloseTo(1000, 9);
});

test('two pasted texts ask for the seconds between them', async ({ page }) => {
  await openMesh(page);
  await openDialog(page);
  await paste(page, EARLIER);
  await paste(page, LATER);
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Show rates' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: /Seconds between the two/ }).fill('1m');
  await dialog.getByRole('button', { name: 'Show rates' }).click();
  await chooseEdge(page, 'cart');
  expect(await numberOf(panelOf(page), 'requestsPerSecond')).toBeCloseTo(10, 12);
});

test('a line that cannot be read is named by line and column, the rest is shown', async ({ page }) => {
  await openMesh(page);
  await openDialog(page);
  await paste(page, `${EARLIER}istio_requests_total{reporter="source" 12\n`);
  await page.getByRole('button', { name: 'Show totals' }).click();
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', '3');
  await panelOf(page)
    .getByRole('tab', { name: /^Problems/ })
    .click();
  // Eleven lines stand before it; after the 39th character a comma or a brace should come.
  await expect(panelOf(page).locator('[data-problem="exposition-unreadable-line"]')).toContainText(/line 12, column 40/);
});

test('a text without Istio’s metrics says so and offers the way back', async ({ page }) => {
  await openMesh(page);
  const nodes = await canvasOf(page).getAttribute('data-drawn-nodes');
  await openDialog(page);
  await paste(page, 'go_goroutines 12\n');
  await page.getByRole('button', { name: 'Show totals' }).click();
  await expect(page.locator('[data-problem="exposition-no-istio"]').first()).toBeVisible();
  await page
    .getByRole('button', { name: /Leave|Back to the source/ })
    .first()
    .click();
  await drawn(page);
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', nodes ?? '');
});

test('a picture, an archive and an empty file are refused in words', async ({ page }) => {
  await openMesh(page);
  await drop(page, [{ name: 'photo.png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0] }]);
  const alert = page.getByRole('dialog').getByRole('alert');
  await expect(alert).toContainText(/photo\.png.*not text/);
  await page.keyboard.press('Escape');
  await drop(page, [{ name: 'nothing.txt', bytes: '' }]);
  await expect(alert).toContainText(/nothing\.txt.*empty/);
});

test('leaving the text returns to the source', async ({ page }) => {
  await openMesh(page);
  await openDialog(page);
  await paste(page, EARLIER);
  await page.getByRole('button', { name: 'Show totals' }).click();
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', '3');
  await page.getByRole('region', { name: 'Proxy statistics' }).getByRole('button', { name: 'Leave' }).click();
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', '26');
  await expect(page.getByRole('region', { name: 'Proxy statistics' })).toBeHidden();
});

test('a text of a proxy is never sent anywhere', async ({ page }) => {
  await openMesh(page);
  const bodies: string[] = [];
  page.on('request', (request) => bodies.push(`${request.url()} ${request.postData() ?? ''}`));
  await openDialog(page);
  await paste(page, EARLIER.replaceAll('"web"', '"secret-name"'));
  await page.getByRole('button', { name: 'Show totals' }).click();
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', '3');
  expect(bodies.filter((body) => body.includes('secret-name'))).toEqual([]);
  expect(page.url()).not.toContain('secret-name');
});
