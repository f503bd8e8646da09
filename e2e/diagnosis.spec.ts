import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { appNode, edgeOf, follow, openMesh, panelOf } from './support/mesh-page';

/** A mesh with one edge per way to fail; all from `client`, or `browser` in ambient. */
const SCENARIO = 'failing';

type Protocol = 'http' | 'grpc' | 'tcp';

/** The called service and the cause that docs/policies.md §7 names for what it answers, told first. */
const CASES: readonly (readonly [service: string, protocol: Protocol, cause: string, command: string])[] = [
  // §1.5: mutual TLS to a Pod without proxy (UF); DISABLE, then SIMPLE, against a server that refuses (UF).
  ['no-proxy', 'http', 'no-proxy', 'istioctl x check-inject no-proxy-'],
  ['plaintext-to-strict', 'http', 'tls-mismatch', '--fqdn plaintext-to-strict.failing.svc.cluster.local'],
  ['tls-simple', 'http', 'tls-mismatch', '--fqdn tls-simple.failing.svc.cluster.local'],
  // UF to the version that no route leads to any more: a question to the caller's proxy.
  ['not-synced', 'http', 'not-in-sync', 'istioctl proxy-status client-'],
  // UC: the connection ended before the answer; at the server it is its own application's.
  ['terminated', 'http', 'upstream-closed', 'kubectl logs terminated-'],
  ['app-crash', 'http', 'upstream-closed', 'kubectl logs app-crash-'],
  ['tcp-refused', 'tcp', 'connection-refused', 'kubectl get service tcp-refused -n failing'],
  // 403 without a flag at the destination, gRPC 7, TCP without a byte.
  ['denied', 'http', 'denied-by-policy', 'kubectl get authorizationpolicies.security.istio.io denied -n failing'],
  ['denied-method', 'http', 'denied-by-policy', 'istioctl x authz check denied-method-'],
  ['grpc-denied', 'grpc', 'denied-by-policy', 'istioctl x authz check grpc-denied-'],
  ['tcp-denied', 'tcp', 'denied-by-policy', 'istioctl x authz check tcp-denied-'],
  // 401.
  ['bad-token', 'http', 'invalid-token', 'kubectl get requestauthentication -A'],
  // UT, URX, UO, 429 RL, code 0 with DC.
  ['timeout', 'http', 'route-timeout', 'istioctl proxy-config route client-'],
  ['retries-used-up', 'http', 'retries-exhausted', 'kubectl logs retries-used-up-'],
  ['circuit-open', 'http', 'circuit-open', '--fqdn circuit-open.failing.svc.cluster.local'],
  ['rate-limited', 'http', 'rate-limited', 'kubectl get envoyfilter -A'],
  ['gave-up', 'http', 'caller-gave-up', 'kubectl logs client-'],
  // DI; FI is answered before a workload is chosen, see below.
  ['fault-delay', 'http', 'fault-injected', 'virtualservices.networking.istio.io fault-delay -n failing'],
  // 5xx and 404 without a flag at the destination: the application.
  ['app-error', 'http', 'application-fails', 'kubectl logs app-error-'],
  ['app-not-found', 'http', 'application-refuses', 'kubectl logs app-not-found-'],
];

/** Requests that reached no workload stand at the service itself; and the ends that are no app of this namespace. */
const ELSEWHERE: readonly (readonly [source: string, target: string, protocol: Protocol, cause: string, command: string])[] = [
  [
    'failing/client',
    'service/Kubernetes/failing/no-subset',
    'http',
    'subset-without-workloads',
    "'outbound|80|v3|no-subset.failing.svc.cluster.local'",
  ],
  [
    'failing/client',
    'service/Kubernetes/failing/undefined-subset',
    'http',
    'no-cluster',
    '--fqdn undefined-subset.failing.svc.cluster.local',
  ],
  ['failing/client', 'service/~/~/no-route.failing.svc.cluster.local', 'http', 'no-route', 'istioctl proxy-config route client-'],
  ['failing/client', 'service/Kubernetes/failing/missing-backend', 'http', 'invalid-backend', 'missing-backend -n failing -o yaml'],
  ['failing/client', 'service/Kubernetes/failing/not-ready', 'http', 'no-healthy-upstream', 'kubernetes.io/service-name=not-ready'],
  ['failing/client', 'service/Kubernetes/failing/fault-abort', 'http', 'fault-injected', 'fault-abort -n failing -o yaml'],
  ['failing/client', 'blackhole/~/~/BlackHoleCluster', 'http', 'blocked-egress', 'kubectl get sidecar -n failing'],
  [
    'failing-ambient/browser',
    'app/Kubernetes/failing-ambient/waypoint-denied',
    'http',
    'denied-by-waypoint',
    'istioctl waypoint status -n failing-ambient',
  ],
  ['failing-ambient/browser', 'app/Kubernetes/failing-ambient/ztunnel-denied', 'tcp', 'denied-by-ztunnel', 'ds/ztunnel'],
];

const why = (page: Page): Locator => panelOf(page).getByRole('region', { name: 'Why it fails' });
const first = (page: Page): Locator => why(page).locator('[data-cause]').first();
const client = appNode('failing', 'client');

/** Asked again after every picture: policies arrive after the figures. */
async function expectCause(page: Page, select: string, cause: string, command: string): Promise<void> {
  await follow(page, { scenario: SCENARIO, select });
  await expect(first(page)).toHaveAttribute('data-cause', cause);
  await expect(first(page).locator('code').filter({ hasText: command }).first()).toBeAttached();
}

async function openFailing(page: Page, service: string): Promise<void> {
  await openMesh(page, { scenario: SCENARIO, select: edgeOf(client, appNode('failing', service), 'http') });
  await expect(page.getByRole('button', { name: /^Configuration/ })).toHaveAccessibleName(/Kubernetes/);
}

test('every way to fail is told its cause first, with its command', async ({ page }) => {
  test.slow();
  await openFailing(page, 'denied');
  for (const [service, protocol, cause, command] of CASES)
    await test.step(`${service}: ${cause}`, () => expectCause(page, edgeOf(client, appNode('failing', service), protocol), cause, command));
  for (const [source, target, protocol, cause, command] of ELSEWHERE)
    await test.step(`${target}: ${cause}`, () => expectCause(page, edgeOf(`app/Kubernetes/${source}`, target, protocol), cause, command));
  await follow(page, { scenario: SCENARIO, select: edgeOf(client, appNode('failing', 'healthy'), 'http') });
  await expect(panelOf(page).getByRole('heading', { name: 'client → healthy' })).toBeVisible();
  await expect(panelOf(page).getByRole('region', { name: 'Numbers', exact: true })).toBeVisible();
  await expect(why(page)).toHaveCount(0);
});

test('the likeliest cause is open, the next opens by keyboard, and what decides opens at its line', async ({ page }) => {
  await openFailing(page, 'plaintext-to-strict');
  await expect(first(page)).toHaveAttribute('data-cause', 'tls-mismatch');
  await expect(first(page)).toContainText('503 UF');
  await expect(first(page)).toContainText('sets DISABLE: the client sends plaintext');
  await first(page)
    .getByRole('button', { name: /DestinationRule failing\/plaintext-to-strict spec\.trafficPolicy/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: 'DestinationRule failing/plaintext-to-strict' });
  await expect(dialog.locator('[data-deciding]').first()).toContainText('DISABLE');
  await page.keyboard.press('Escape');
  const next = why(page).locator('[data-cause="connection-refused"]');
  const title = next.getByRole('button', { name: /^Connection to the endpoint failed/ });
  await expect(title).toHaveAttribute('aria-expanded', 'false');
  await title.focus();
  await page.keyboard.press('Enter');
  await expect(next).toContainText('What speaks against it');
  await expectAccessible(page, 'causes of a failing edge, light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, 'causes of a failing edge, dark');
});
