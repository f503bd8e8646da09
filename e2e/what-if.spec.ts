/** A draft held against observed traffic: what it would cut, where it is wrong, what is proposed; nothing is applied and nothing leaves the page. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { askNumber, expectSame } from './support/ask';
import { recordText } from './support/drawn-text';
import { drop } from './support/drop';
import { appNode, countQueries, drawn, edgeOf, MOMENT_SECONDS, numberOf, openMesh } from './support/mesh-page';
import { watchForForeign } from './support/spotless';

const SCENARIO = 'policies';

const viewOf = (page: Page): Locator => page.getByRole('dialog', { name: 'What if', exact: true });
const editorOf = (page: Page): Locator => viewOf(page).getByRole('textbox', { name: 'Draft of resources, YAML' });
const summaryOf = (page: Page): Locator => viewOf(page).getByTestId('what-if-summary');
const groupOf = (page: Page, name: string): Locator => viewOf(page).locator(`[data-group="${name}"]`);

/** Keeps store/web out of store/cart, which it calls today. */
const DENY = `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: keep-out
  namespace: store
spec:
  selector:
    matchLabels:
      app: cart
  action: DENY
  rules:
    - from:
        - source:
            principals:
              - cluster.local/ns/store/sa/web
`;

async function openView(page: Page): Promise<void> {
  await openMesh(page, { scenario: SCENARIO });
  await page.keyboard.press('W');
  await expect(editorOf(page)).toBeFocused();
}

test('a draft that would cut an edge says which, how much flows there and which line decides', async ({ page, baseURL }) => {
  const clean = await watchForForeign(page, new URL(baseURL ?? '').origin);
  await openView(page);
  await expect(viewOf(page)).toContainText('Nothing is ever applied; nothing leaves this browser.');
  await expectAccessible(page, 'empty');

  const sent: string[] = [];
  // The watch of the cluster's resources goes on by itself.
  page.on('request', (request) => /\/api\/kubernetes\/.*[?&]watch=/.test(request.url()) || sent.push(request.url()));
  await editorOf(page).fill(DENY);
  const denied = groupOf(page, 'denied').locator('[data-call]');
  await expect(denied).toHaveCount(2);
  await expect(summaryOf(page)).toContainText(/^2 edges with [\d.]+ rps would be denied\./);
  expect(sent, 'requests while the draft was written').toEqual([]);

  // Prometheus’ own answer: what the clients’ proxies counted, whose numbers the map shows, for each version of the cart.
  const asked = { base: `${baseURL}/api/prometheus`, atSeconds: MOMENT_SECONDS, mock: `scenario=${SCENARIO}` };
  for (const version of ['cart-v1', 'cart-v2']) {
    const row = denied.filter({ hasText: `store/web → store/${version}` });
    const answered = await askNumber(
      asked,
      `sum(rate(istio_requests_total{reporter="source",source_workload="web",source_workload_namespace="store",destination_workload="${version}",destination_workload_namespace="store"}[5m]))`,
    );
    expect(answered).toBeGreaterThan(0);
    expectSame(await numberOf(row, 'rps'), answered, version);
    await expect(row.locator('[data-side="before"]')).toContainText('Allowed');
    await expect(row.locator('[data-side="after"]')).toContainText('Denied');
    await expect(row).toContainText('DENY matches at the sidecar');
  }
  await expectAccessible(page, 'denied, light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, 'denied, dark');

  // The deciding rule is the first below `rules:`; lines count from 1.
  const line = DENY.split('\n').findIndex((text) => text.startsWith('    - from:')) + 1;
  await denied
    .first()
    .getByRole('button', { name: /AuthorizationPolicy store\/keep-out/ })
    .click();
  await expect(editorOf(page)).toBeFocused();
  await expect(viewOf(page).locator('.cm-activeLineGutter').first()).toHaveText(String(line));

  await denied
    .first()
    .getByRole('button', { name: /on the map$/ })
    .click();
  await expect(viewOf(page)).toBeHidden();
  await expect
    .poll(() => new URL(page.url()).searchParams.get('select'))
    .toBe(edgeOf(appNode('store', 'web'), appNode('store', 'cart'), 'http'));
  await clean();
});

test('what a draft would do is marked on the map until it is left: nothing moves, nothing is asked, and a row leads to its edge', async ({
  page,
}) => {
  const written = await recordText(page);
  await openMesh(page, { scenario: SCENARIO });
  // A role would not find it behind the view.
  const legend = page.locator('section[aria-label="Legend"]');
  const bar = page.getByRole('region', { name: 'Draft on the map' });
  const denied = async () => (await written()).filter((text) => text === 'would be denied').length;
  await expect(legend).not.toContainText('would be denied');
  await page.keyboard.press('W');
  await editorOf(page).fill(DENY);
  await expect(groupOf(page, 'denied')).toBeVisible();
  const { sent } = countQueries(page);
  await viewOf(page).getByRole('button', { name: 'Show all on the map' }).click();
  await expect(viewOf(page)).toBeHidden();
  await expect(bar).toContainText(/2 edges with [\d.]+ rps would be denied\..*Nothing is applied\./);
  // Both versions of the cart stand in one node, so both calls are one line of the map.
  await expect.poll(denied).toBe(1);
  await expect(legend).toContainText('would be denied');
  await expect(legend).toContainText('untouched');
  expect(decodeURIComponent(page.url())).not.toContain('keep-out');
  await expectAccessible(page, 'marked, light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, 'marked, dark');

  // Back in its view the draft is there, and closing that takes the marks away.
  await bar.getByRole('button', { name: 'Back to the draft' }).click();
  await expect(editorOf(page)).toContainText('keep-out');
  expect(sent, 'questions to Prometheus while the draft was looked at').toEqual([]);
  const row = groupOf(page, 'denied').locator('[data-call]').first();
  await row.getByRole('button', { name: /on the map$/ }).click();
  const edge = edgeOf(appNode('store', 'web'), appNode('store', 'cart'), 'http');
  await expect.poll(() => new URL(page.url()).searchParams.get('select')).toBe(edge);
  await expect.poll(denied).toBe(1);
  await bar.getByRole('button', { name: 'Take the draft off the map' }).click();
  await expect(bar).toBeHidden();
  await expect.poll(denied).toBe(0);
  await expect(legend).not.toContainText('would be denied');
  await page.keyboard.press('W');
  await expect(groupOf(page, 'denied')).toBeVisible();
  await expect(legend).toContainText('would be denied');
  await viewOf(page).getByRole('button', { name: 'Close' }).click();
  await expect(viewOf(page)).toBeHidden();
  await expect.poll(denied).toBe(0);
  await expect(bar).toBeHidden();
});

test('the draft outlives the view and a reload, the link never holds it, and Escape leaves the editor before the view', async ({
  page,
}) => {
  await openView(page);
  await editorOf(page).fill(DENY);
  await expect(groupOf(page, 'denied')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(viewOf(page)).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(editorOf(page)).not.toBeFocused();
  await expect(editorOf(page)).toContainText('keep-out');
  await page.keyboard.press('Escape');
  await expect(viewOf(page)).toBeHidden();
  expect(decodeURIComponent(page.url())).not.toContain('keep-out');
  await page.reload();
  await drawn(page);
  await page.keyboard.press('W');
  await expect(editorOf(page)).toContainText('keep-out');
  await expect(groupOf(page, 'denied')).toBeVisible();
});

test('what is wrong is said at its line, completion knows the fields, and a dropped file becomes the draft', async ({ page }) => {
  await openView(page);
  await editorOf(page).pressSequentially('kind: Auth');
  await page.getByRole('option', { name: /AuthorizationPolicy/ }).click();
  await expect(editorOf(page)).toContainText('apiVersion: security.istio.io/v1');
  await page.keyboard.type('\nmetadata:\nname: a\nnamespace: store');
  await drop(page, [
    { name: 'wrong.yaml', bytes: `${DENY.replace('action: DENY', 'action: DENIE')}---\nkind: Service\nmetadata: {name: [}\n` },
  ]);
  await expect(editorOf(page)).toContainText('DENIE');
  const line = DENY.split('\n').findIndex((text) => text.includes('action:')) + 1;
  const issue = viewOf(page).locator(`[data-issue-line="${line}"]`);
  await expect(issue).toContainText('not one of ALLOW, DENY, AUDIT, CUSTOM');
  // Below the last line of the policy: the separator, the kind, then the bracket that nobody closes.
  await expect(viewOf(page).locator(`[data-issue-line="${DENY.trimEnd().split('\n').length + 3}"]`)).toContainText('Not readable as YAML');
  await expect(viewOf(page).locator('.cm-lint-marker-error')).toHaveCount(2);
  await expect(summaryOf(page)).toHaveText('Nothing of this draft would change what is there.');
  await issue.getByRole('button').click();
  await expect(editorOf(page)).toBeFocused();
  await expect(viewOf(page).locator('.cm-activeLineGutter').first()).toHaveText(String(line));
  await expectAccessible(page, 'wrong');
  // The configuration behind the map is still the cluster's: the file was a draft.
  await page.keyboard.press('Control+z');
  await expect(editorOf(page)).not.toContainText('DENIE');
});

test('a resource of the map is tried with a change, and a proposal for a workload denies none of its callers', async ({ page }) => {
  await openMesh(page, { scenario: SCENARIO, select: appNode('store', 'recommendations') });
  await page
    .getByRole('button', { name: /AuthorizationPolicy store\/recommendations/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Try a change…' }).click();
  await expect(editorOf(page)).toContainText('cluster.local/ns/store/sa/web');
  await expect(page).toHaveURL(/AuthorizationPolicy/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(viewOf(page)).toBeHidden();
  await expect(page.getByRole('button', { name: /AuthorizationPolicy store\/recommendations/ }).first()).toBeFocused();

  await page.getByRole('button', { name: 'Propose least privilege…' }).first().click();
  const aside = viewOf(page).getByTestId('least-privilege');
  await expect(aside).toContainText('it denies none of the identified calls of the window');
  await aside.getByRole('button', { name: /^Who called/ }).click();
  await expect(aside.locator('[data-caller="store/web"]')).toHaveAttribute('data-covered', 'principal');
  await expect(aside.locator('[data-not-covered]').first()).toBeVisible();
  await expect(editorOf(page)).toContainText('kind: AuthorizationPolicy');
  await expect(summaryOf(page)).not.toContainText('would be denied');
  await expectAccessible(page, 'proposal');
});
