/** May a namespace become STRICT: one that may, one that may not, one of which nobody can tell; numbers are those of the source. */
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { askNumber, expectSame } from './support/ask';
import { address, appNode, MOMENT_SECONDS, mockBy, openMesh, panelOf } from './support/mesh-page';

const SCENARIO = 'readiness';
const viewOf = (page: Page) => page.getByRole('dialog', { name: 'STRICT readiness' });
const answerOf = (page: Page) => viewOf(page).locator('[data-answer]');
const namespaceOf = (page: Page, name: string) => viewOf(page).locator(`[data-namespace="${name}"]`);
const workloadOf = (page: Page, name: string) => viewOf(page).locator(`[data-workload="${name}"]`);

async function choose(page: Page, namespace: string): Promise<void> {
  await viewOf(page)
    .getByRole('button', { name: /^Namespace/ })
    .click();
  await page.getByRole('menuitemradio', { name: namespace, exact: true }).click();
  await expect(namespaceOf(page, namespace)).toBeVisible();
}

const figureOf = async (page: Page, workload: string, caller: string, figure: string): Promise<number> => {
  const cell = workloadOf(page, workload).locator(`[data-caller="${caller}"] [data-figure="${figure}"]`);
  return Number(await cell.getAttribute('data-value'));
};

test('from a node to who stands in the way, to a namespace that is ready, to one that nobody can tell', async ({ page, baseURL }) => {
  await openMesh(page, { scenario: SCENARIO, select: appNode('plaintext', 'billing') });
  await panelOf(page).getByRole('button', { name: 'May plaintext become STRICT?' }).first().click();
  await expect(page).toHaveURL(/of=plaintext/);
  await viewOf(page).getByRole('button', { name: '1d', exact: true }).click();
  await expect(page).toHaveURL(/of=plaintext(@|%40)1d/);
  await expect(answerOf(page)).toHaveAttribute('data-answer', 'not-ready');
  await expect(answerOf(page)).toHaveAttribute('data-to', String(MOMENT_SECONDS));
  await expect(workloadOf(page, 'plaintext/billing')).toHaveAttribute('data-verdict', 'not-ready');
  await expect(workloadOf(page, 'plaintext/clean')).toHaveAttribute('data-verdict', 'ready');

  // 24 full hours up to the moment, by questions of the test's own.
  const asked = { base: `${baseURL}/api/prometheus`, atSeconds: MOMENT_SECONDS, mock: `scenario=${SCENARIO}` };
  const gained = (metric: string, workload: string, source: string) =>
    `sum(sum_over_time(sum(increase(${metric}{reporter="destination",destination_workload_namespace="plaintext",destination_workload="${workload}",source_workload="${source}",connection_security_policy="none"}[1h]))[86399s:1h]))`;
  for (const [workload, source, caller] of [
    ['billing', 'unknown', 'an unknown caller'],
    ['invoices', 'crm', 'legacy/crm'],
  ] as const)
    expectSame(
      await figureOf(page, `plaintext/${workload}`, caller, 'requests'),
      await askNumber(asked, gained('istio_requests_total', workload, source)),
      workload,
    );
  const connections = await figureOf(page, 'plaintext/files', 'an unknown caller', 'connections');
  expectSame(connections, await askNumber(asked, gained('istio_tcp_connections_opened_total', 'files', 'unknown')), 'connections');
  const bytes = await Promise.all(
    ['received', 'sent'].map((way) => askNumber(asked, gained(`istio_tcp_${way}_bytes_total`, 'files', 'unknown'))),
  );
  expectSame(await figureOf(page, 'plaintext/files', 'an unknown caller', 'bytes'), (bytes[0] ?? 0) + (bytes[1] ?? 0), 'bytes');

  // The caller has a proxy: the rule that has it send plaintext is named.
  await expect(workloadOf(page, 'plaintext/invoices')).toContainText('DestinationRule legacy/invoices says DISABLE');
  await expectAccessible(page, 'not ready');

  await choose(page, 'ready');
  await expect(answerOf(page)).toHaveAttribute('data-answer', 'ready');
  await expect(namespaceOf(page, 'ready').locator('[data-stage="1"]')).toContainText('mode: STRICT');
  await expect(namespaceOf(page, 'ready').getByRole('button', { name: 'Copy the YAML of step 1 for ready' })).toBeVisible();
  await viewOf(page)
    .getByRole('button', { name: /\d+ queries, / })
    .click();
  await expect(viewOf(page).locator('[data-query="requests"]')).toContainText('connection_security_policy!="mutual_tls"');

  await choose(page, 'gaps');
  await expect(answerOf(page)).toHaveAttribute('data-answer', 'cannot-tell');
  for (const [workload, reason] of [
    ['told-by-callers', 'side-silent'],
    ['unlabelled', 'transport-untold'],
    ['unscraped', 'side-silent'],
    ['bare', 'no-proxy'],
  ] as const)
    await expect(workloadOf(page, `gaps/${workload}`).locator(`[data-reason="${reason}"]`)).toBeVisible();
  await expect(workloadOf(page, 'gaps/sound')).toHaveAttribute('data-verdict', 'ready');

  await choose(page, 'conflict');
  await expect(workloadOf(page, 'conflict/accounts').locator('[data-reason="rule-refused"]')).toContainText('DISABLE');
  await expect(workloadOf(page, 'conflict/probed').locator('[data-reason="probe-refused"]').first()).toContainText('port 8086');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, 'conflict, dark');
});

test('a span that the source does not keep, a day that fails and an impatient reader are said, never guessed over', async ({
  page,
  context,
  baseURL,
}) => {
  const at = `scenario=${SCENARIO};at=${MOMENT_SECONDS}`;
  const search = new URLSearchParams({ end: new Date(MOMENT_SECONDS * 1000).toISOString(), details: 'readiness', of: 'ready' });
  await mockBy(context, baseURL, `${at};keeps=3d`);
  await page.goto(address(String(search)));
  await expect(answerOf(page)).toHaveAttribute('data-answer', 'cannot-tell');
  // Kept are the samples after 19:00, three days before: the first full hour that can be asked for is the next.
  await expect(viewOf(page).locator('[data-reason="span-not-kept"]')).toContainText(
    /answers from 2026-03-07 20:00 UTC on: 2d23h of the 7d asked for/,
  );
  // What was not seen of the whole was not seen of any workload in it.
  await expect(workloadOf(page, 'ready/portal')).toHaveAttribute('data-verdict', 'cannot-tell');

  await mockBy(context, baseURL, `${at};fault=status:503@istio_tcp_connections_opened_total`);
  await viewOf(page).getByRole('button', { name: '1d', exact: true }).click();
  await expect(viewOf(page).locator('[data-reason="not-answered"]')).toContainText('1 query of 4 got no answer');
  await expect(answerOf(page)).toHaveAttribute('data-answer', 'cannot-tell');

  await mockBy(context, baseURL, `${at};fault=latency:20000@istio_requests_total`);
  await viewOf(page).getByRole('button', { name: '30d', exact: true }).click();
  await viewOf(page).getByRole('button', { name: 'Stop' }).click();
  await expect(viewOf(page)).toContainText('Stopped.');
  await mockBy(context, baseURL, at);
  await viewOf(page).getByRole('button', { name: '1d', exact: true }).click();
  await viewOf(page).getByRole('button', { name: 'Ask again' }).click();
  await expect(answerOf(page)).toHaveAttribute('data-answer', 'ready');
});
