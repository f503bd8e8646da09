/** Traffic from a real Prometheus, resources from a Kubernetes API, both through the proxies of `PROMETHEUS_URL=… KUBERNETES_URL=… npm start`. */
import { expect, test } from '@playwright/test';
import { serveDemo } from '../scripts/serve-page';
import { startRealMesh } from './support/mesh-on-prometheus';
import { drawn, MOMENT, panelOf } from './support/mesh-page';

test('a real Prometheus beside a Kubernetes API: the overlay, the findings and the verdict of an edge', async ({ browser }) => {
  const cluster = await serveDemo({ scenario: 'policies' });
  const mesh = await startRealMesh('policies', { kubernetesUrl: `${cluster.url}/api/kubernetes` });
  const page = await browser.newPage({ baseURL: mesh.pageUrl });
  try {
    await page.goto(`/?${new URLSearchParams({ end: MOMENT, overlay: 'authorization' })}`);
    await drawn(page);
    await expect(page.getByRole('button', { name: /^Configuration/ })).toHaveAccessibleName(/Kubernetes/);
    await expect(page.getByRole('main').getByText('denied', { exact: true }).first()).toBeVisible();
    await panelOf(page)
      .getByRole('tab', { name: /^Findings [1-9]/ })
      .click();
    await expect(panelOf(page)).toContainText('DestinationRule legacy/invoices has clients send plaintext to billing/invoices');
    await page.goto(
      `/?${new URLSearchParams({ end: MOMENT, overlay: 'authorization', select: 'app/Kubernetes/store/reports>app/Kubernetes/store/cart>http' })}`,
    );
    await drawn(page);
    await expect(panelOf(page).locator('[data-fact="authorization"]')).toContainText(/denied/i);
  } finally {
    await page.close();
    await mesh.stop();
    await cluster.stop();
  }
});
