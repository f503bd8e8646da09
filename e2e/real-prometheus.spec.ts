import { expect, type Response, test } from '@playwright/test';
import { startPrometheus } from '../scripts/real-prometheus';
import { servePage } from '../scripts/serve-page';

/** Half an hour of 5 requests per second from web to cart, ending now. */
function history(): string {
  const labels = [
    'reporter="source"',
    ...['source', 'destination'].flatMap((end) => [
      `${end}_workload="${end === 'source' ? 'web-v1' : 'cart-v1'}"`,
      `${end}_workload_namespace="shop"`,
      `${end}_canonical_service="${end === 'source' ? 'web' : 'cart'}"`,
    ]),
    'destination_service_name="cart"',
    'request_protocol="http"',
    'response_code="200"',
    'response_flags="-"',
    'connection_security_policy="unknown"',
  ];
  const now = Math.floor(Date.now() / 1000);
  return Array.from(
    { length: 121 },
    (_, step) => `istio_requests_total{${labels.join(',')}} ${1000 + step * 75} ${now - (120 - step) * 15}\n`,
  ).join('');
}

/** A query that the page gave up has no body any more. */
const bodyOf = (response: Response): Promise<string> => response.text().catch(() => '');

test('the page asks a real Prometheus through the proxy and is answered', async ({ page }) => {
  const prometheus = await startPrometheus({ openMetrics: history() });
  const served = await servePage(prometheus.url);
  try {
    const answered = page.waitForResponse(
      async (response) =>
        response.url().startsWith(`${served.url}/api/prometheus/api/v1/query`) && (await bodyOf(response)).includes('cart-v1'),
    );
    await page.goto(served.url);
    expect((await answered).status()).toBe(200);
    await expect(page.locator('#root')).not.toBeEmpty();
  } finally {
    await served.stop();
    await prometheus.stop();
  }
});
