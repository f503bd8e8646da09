import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { drop } from './support/drop';
import { appNode, drawn, edgeOf, openMesh, panelOf } from './support/mesh-page';

/** A demo mesh with one of each policy: store/reports calls store/cart, which no policy allows. */
const SCENARIO = 'policies';
const EDGE = edgeOf(appNode('store', 'reports'), appNode('store', 'cart'), 'http');

const workload = (app: string, name = app) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: store }
spec:
  selector: { matchLabels: { app: ${app} } }
  template:
    metadata:
      labels: { app: ${app}, sidecar.istio.io/inject: "true" }
    spec:
      serviceAccountName: ${app}
      containers: [{ name: app, image: example/app }]
---
`;

const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: cart, namespace: store }
spec:
  selector: { app: cart }
  ports: [{ name: http, port: 80, targetPort: 8080 }]
---
`;

/** The cart admits these callers, and nobody else. */
function bundle(callers: readonly string[]): string {
  const principals = callers.map((caller) => `              - cluster.local/ns/store/sa/${caller}\n`).join('');
  return `${workload('reports')}${workload('cart', 'cart-v1')}${workload('cart', 'cart-v2')}${SERVICE}apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: cart-callers
  namespace: store
spec:
  action: ALLOW
  rules:
    - from:
        - source:
            principals:
${principals}`;
}

const policies = (page: Page): Locator => panelOf(page).locator('[data-fact="authorization"]');
const configuration = (page: Page): Locator => page.getByRole('button', { name: /^Configuration/ });
const canvasState = (page: Page) => page.getByTestId('mesh-canvas');

async function openEdge(page: Page): Promise<void> {
  await openMesh(page, { scenario: SCENARIO, overlay: 'authorization', select: EDGE });
  await expect(configuration(page)).toHaveAccessibleName(/Kubernetes/);
}

test('a dropped bundle tells the verdict of an edge and the line that decides; a mended one changes it', async ({ page }) => {
  await openEdge(page);
  const denying = bundle(['web']);
  await drop(page, [{ name: 'mesh.yaml', bytes: denying }]);
  await expect(configuration(page)).toHaveAccessibleName(/mesh\.yaml/);
  await expect(policies(page).first()).toHaveAttribute('data-value', 'denied');
  const reason = policies(page)
    .first()
    .getByRole('button', { name: /AuthorizationPolicy store\/cart-callers/ });
  await reason.click();
  const dialog = page.getByRole('dialog', { name: 'AuthorizationPolicy store/cart-callers' });
  await expect(dialog).toContainText('mesh.yaml');
  // No rule matches, so what decides is where the rules stand: lines count from 1.
  const line = denying.split('\n').findIndex((text) => text.startsWith('  rules:')) + 1;
  const deciding = dialog.locator('[data-deciding]').first();
  await expect(deciding).toBeInViewport();
  const marked = Number(await deciding.getAttribute('data-line'));
  expect(marked).toBeGreaterThanOrEqual(line);
  expect(marked).toBeLessThanOrEqual(line + 1);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(reason).toBeFocused();
  await drop(page, [{ name: 'mended.yaml', bytes: bundle(['web', 'reports']) }]);
  await expect(configuration(page)).toHaveAccessibleName(/mended\.yaml/);
  await expect(policies(page).first()).toHaveAttribute('data-value', 'allowed');
});

test('a change in the cluster changes the verdict by itself', async ({ page, request, baseURL }) => {
  const address = `${baseURL}/mock/kubernetes/apis/security.istio.io/v1/namespaces/store/authorizationpolicies`;
  const headers = { 'X-Seamark-Mock': `scenario=${SCENARIO}` };
  const extra = {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: 'reports-to-cart', namespace: 'store' },
    spec: {
      selector: { matchLabels: { app: 'cart' } },
      action: 'ALLOW',
      rules: [{ from: [{ source: { principals: ['cluster.local/ns/store/sa/reports'] } }] }],
    },
  };
  await openEdge(page);
  await expect(policies(page).first()).toHaveAttribute('data-value', 'denied');
  expect((await request.post(address, { headers, data: extra })).status()).toBe(201);
  try {
    await expect(policies(page).first()).toHaveAttribute('data-value', 'allowed', { timeout: 30_000 });
    await policies(page)
      .first()
      .getByRole('button', { name: /store\/reports-to-cart/ })
      .first()
      .click();
    await expect(page.getByRole('dialog', { name: 'AuthorizationPolicy store/reports-to-cart' })).toContainText('sa/reports');
    await page.keyboard.press('Escape');
  } finally {
    expect((await request.delete(`${address}/reports-to-cart`, { headers })).status()).toBe(200);
  }
  await expect(policies(page).first()).toHaveAttribute('data-value', 'denied', { timeout: 30_000 });
});

test('a broken document is named by file and line, the others are read, and Kubernetes comes back', async ({ page }) => {
  await openEdge(page);
  const broken = `${bundle(['web', 'reports'])}---\nkind: Service\nmetadata: {name: [}\n`;
  await drop(page, [{ name: 'half.yaml', bytes: broken }]);
  await expect(configuration(page)).toHaveAccessibleName(/half\.yaml ▲/);
  await expect(policies(page).first()).toHaveAttribute('data-value', 'allowed');
  await configuration(page).click();
  const menu = page.getByRole('dialog', { name: 'Configuration' });
  await expect(menu).toContainText(`line ${broken.split('\n').indexOf('metadata: {name: [}') + 1}`);
  await expect(menu).toContainText('metadata: {name: [}');
  await menu.getByRole('button', { name: 'Back to Kubernetes' }).click();
  await expect(configuration(page)).toHaveAccessibleName(/Kubernetes/);
  await expect(menu).toContainText('From the Kubernetes API');
  await page.keyboard.press('Escape');
  await expect(policies(page).first()).toHaveAttribute('data-value', 'denied');
});

test('files without any resource leave everything as it was and say so', async ({ page }) => {
  await openEdge(page);
  await drop(page, [{ name: 'values.yaml', bytes: 'replicas: 3\nimage: example\n' }]);
  await configuration(page).click();
  await expect(page.getByRole('region', { name: 'Problems of the configuration' })).toContainText('values.yaml');
  await page.keyboard.press('Escape');
  await expect(policies(page).first()).toHaveAttribute('data-value', 'denied');
});

test('what a file is decides where it goes, and what nobody can tell is asked', async ({ page }) => {
  await openEdge(page);
  await drop(page, [{ name: 'notes', bytes: 'some words about the mesh\nand more of them\n' }]);
  const question = page.getByRole('dialog', { name: 'What is this file?' });
  await question.getByRole('button', { name: 'Read as proxy statistics' }).click();
  await expect(page.getByRole('dialog', { name: 'Open proxy statistics' })).toContainText('notes');
  await page.keyboard.press('Escape');
  await drop(page, [{ name: 'resources', bytes: bundle(['reports']) }]);
  await expect(configuration(page)).toHaveAccessibleName(/resources/);
});

test('the overlay is chosen by keyboard, stands in the link, and the legend says what it means', async ({ page }) => {
  await openMesh(page, { scenario: SCENARIO });
  await expect(configuration(page)).toHaveAccessibleName(/Kubernetes/);
  const legend = page.getByRole('region', { name: 'Legend' });
  await expect(legend).toContainText('healthy');
  await page.getByRole('button', { name: /^Overlay/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitemradio', { name: /^Traffic/ })).toBeFocused();
  for (const next of [/^mTLS/, /^Authorization/]) {
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitemradio', { name: next })).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Overlay: Authorization' })).toBeFocused();
  await expect(page).toHaveURL(/overlay=authorization/);
  await expect(legend).toContainText('denied');
  await expect(legend).not.toContainText('healthy');
});

test('findings stand worst first and lead to what they are about', async ({ page }) => {
  await openMesh(page, { scenario: SCENARIO });
  const tab = panelOf(page).getByRole('tab', { name: /^Findings \d+/ });
  await tab.click();
  const found = panelOf(page).locator('[data-finding]');
  const order = ['error', 'warning', 'info'];
  const ranks = (await found.evaluateAll((cards) => cards.map((card) => card.getAttribute('data-severity') ?? ''))).map((severity) =>
    order.indexOf(severity),
  );
  expect(ranks.length).toBeGreaterThan(3);
  expect(ranks).toEqual([...ranks].sort());
  const refused = panelOf(page).locator('[data-finding="client-tls-against-strict"]').first();
  await refused.getByTitle('Show it on the map').click();
  await expect(page).toHaveURL(/select=/);
  await expect(panelOf(page).locator('[data-finding="client-tls-against-strict"]').first()).toBeVisible();
});

test('an uncovered waypoint, a refused plaintext caller and a canary are said in their panels', async ({ page }) => {
  await openMesh(page, {
    scenario: SCENARIO,
    overlay: 'authorization',
    select: edgeOf(appNode('store', 'web'), appNode('lounge', 'orders'), 'http'),
  });
  await expect(panelOf(page).locator('[data-bypassed]')).toContainText('lounge/waypoint');
  await openMesh(page, { scenario: SCENARIO, select: edgeOf(appNode('legacy', 'crm'), appNode('billing', 'invoices'), 'http') });
  await expect(panelOf(page).locator('[data-fact="transport"]')).toHaveAttribute('data-value', 'plaintext F');
  await openMesh(page, { scenario: SCENARIO, select: edgeOf(appNode('store', 'web'), appNode('store', 'cart'), 'http') });
  await expect(panelOf(page).locator('[data-fact="routing"]').first()).toContainText(/90 % to cart/);
  await openMesh(page, { scenario: SCENARIO, select: appNode('lounge', 'kitchen') });
  await expect(panelOf(page).locator('[data-fact="dataplane"]')).toHaveAttribute('data-value', 'ambient');
});

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme });

    test('overlays, findings, panels and the text of a resource pass WCAG 2.2 AA', async ({ page }) => {
      await openMesh(page, { scenario: SCENARIO, overlay: 'mtls' });
      await expect(canvasState(page)).toHaveAttribute('data-drawn', 'true');
      await panelOf(page)
        .getByRole('tab', { name: /^Findings/ })
        .click();
      await panelOf(page).getByRole('button', { name: 'Evidence and commands' }).first().click();
      await expectAccessible(page, 'findings');
      await page.getByRole('button', { name: 'All signs' }).click();
      await expectAccessible(page, 'the legend of an overlay');
      await page.keyboard.press('Escape');
      await configuration(page).click();
      await expectAccessible(page, 'the configuration');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Overlay/ }).click();
      await expectAccessible(page, 'the overlay menu');
      await page.keyboard.press('Escape');
      await openEdge(page);
      await expect(policies(page).first()).toBeVisible();
      await expectAccessible(page, 'an edge');
      await policies(page)
        .first()
        .getByRole('button', { name: /AuthorizationPolicy/ })
        .first()
        .click();
      await expect(page.locator('[data-deciding]').first()).toBeVisible();
      await expectAccessible(page, 'the text of a resource');
      await openMesh(page, { scenario: SCENARIO, select: appNode('store', 'cart') });
      await drawn(page);
      await expect(panelOf(page).getByRole('heading', { name: /^Policies/ })).toBeVisible();
      await expectAccessible(page, 'a node');
    });
  });
}
