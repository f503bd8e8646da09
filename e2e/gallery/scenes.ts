/** Every state worth looking at, in one table: the gallery photographs all of them, the visual tests compare some. */
import type { Page } from '@playwright/test';
import { appNode, edgeOf, MOMENT } from '../support/mesh-page';
import { OUTAGE } from '../support/outage';

export interface Scene {
  readonly name: string;
  /** What the link says besides the fixed moment. */
  readonly link?: Readonly<Record<string, string>>;
  /** What the mock server is told; then the link names no scenario. */
  readonly mock?: string;
  /** What a user does before looking. */
  readonly steps?: (page: Page) => Promise<void>;
  /** There is no drawn map to wait for; this text is waited for instead. */
  readonly waitFor?: string;
  /** Resources are part of it: wait until they are held against the traffic. */
  readonly policies?: true;
  readonly print?: true;
  /** Instead of the sizes of the gallery. */
  readonly size?: Size;
  /** The visual test takes it in the dark theme. */
  readonly dark?: true;
  /** Compared with a committed picture. */
  readonly compared?: true;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const SIZES: readonly Size[] = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  { width: 390, height: 844 },
];

const ORDERS = appNode('checkout', 'orders');
const EDGE = edgeOf(ORDERS, appNode('fulfilment', 'inventory'), 'http');
const GUARDED_EDGE = edgeOf(appNode('store', 'web'), appNode('lounge', 'orders'), 'http');
const POLICIES = { scenario: 'policies' };

/** The fourth step of the demonstration; only its present is the step's own. */
const CANARY = { scenario: 'canary:4', end: 'now' };
const FAILING_EDGE = edgeOf(appNode('failing', 'client'), appNode('failing', 'circuit-open'), 'http');

const CULPRIT = edgeOf(appNode('bank', 'payments'), appNode('bank', 'fraud'), 'http');
/** The hour of the outage. */
const SPAN = '2026-03-10T18:00:00Z_2026-03-10T19:00:00Z';

const press = (key: string) => (page: Page) => page.keyboard.press(key);
const open = (name: RegExp) => async (page: Page) => page.getByRole('button', { name }).filter({ visible: true }).first().click();

async function showCharts(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show charts' }).click();
  await page.locator('[data-chart]').first().waitFor();
  await page.locator('[data-chart][aria-busy="true"]').first().waitFor({ state: 'detached' });
  await page.locator('[data-chart]').first().scrollIntoViewIfNeeded();
}

async function spanLoaded(page: Page): Promise<void> {
  await page.locator('[data-span-stage="complete"]').waitFor();
}

async function compared(page: Page): Promise<void> {
  await page.getByTestId('moment-sign').waitFor({ state: 'attached' });
}

async function noted(page: Page): Promise<void> {
  await page.keyboard.press('a');
  await page.getByRole('textbox', { name: /^New note about/ }).fill('fraud answers 503 first; payments, checkout and web pass it on.');
  await page.keyboard.press('Control+Enter');
}

async function exporting(page: Page): Promise<void> {
  await page.keyboard.press('E');
  await page.locator('[role="img"][data-drawn="true"]').first().waitFor();
}

/** What was asked when the view opened has been answered. */
async function settled(page: Page): Promise<void> {
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached', timeout: 300_000 });
  await page.getByRole('progressbar').waitFor({ state: 'detached', timeout: 300_000 });
}

/** Keeps everybody out. */
const NOBODY =
  'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: nobody\n  namespace: store\nspec:\n  action: DENY\n  rules:\n    - {}\n';

async function denyAll(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Draft of resources, YAML' }).fill(NOBODY);
  await page
    .getByTestId('what-if-summary')
    .filter({ hasText: /denied/ })
    .waitFor();
}

/** The picture stands, then the source goes away. */
async function loseSource(page: Page): Promise<void> {
  await page.route(/\/api\/prometheus\//, (route) => route.abort());
  await page.keyboard.press('r');
  await page.getByRole('region', { name: 'The last refresh failed' }).waitFor();
}

export const SCENES: readonly Scene[] = [
  { name: 'shop', compared: true },
  { name: 'outage', link: OUTAGE, compared: true },
  { name: 'huge', mock: 'scenario=huge;services=3000' },
  { name: 'ambient', link: { scenario: 'ambient' }, compared: true },
  { name: 'multicluster-workload', link: { scenario: 'multicluster', group: 'workload' } },
  { name: 'policies-traffic', link: POLICIES, policies: true },
  { name: 'policies-authorization', link: { ...POLICIES, overlay: 'authorization' }, policies: true, compared: true },
  { name: 'policies-mtls', link: { ...POLICIES, overlay: 'mtls' }, policies: true },
  { name: 'policies-routing', link: { ...POLICIES, overlay: 'routing' }, policies: true },
  { name: 'policies-edge', link: { ...POLICIES, overlay: 'authorization', select: GUARDED_EDGE }, policies: true, compared: true },
  { name: 'panel-edge', link: { select: EDGE }, compared: true },
  { name: 'panel-edge-charts', link: { select: EDGE }, steps: showCharts, dark: true, compared: true },
  { name: 'panel-node', link: { select: ORDERS }, compared: true, dark: true },
  { name: 'panel-group', link: { select: 'group/Kubernetes/checkout' } },
  { name: 'find', link: { find: 'namespace=checkout' }, compared: true },
  {
    name: 'find-broken',
    steps: async (page) => {
      await page.getByRole('combobox', { name: 'Find' }).fill('namespace=checkout AND (healthy');
      await page.keyboard.press('Escape');
      await page.getByRole('combobox', { name: 'Find' }).press('Enter');
      await page.getByText('never closed').filter({ visible: true }).first().waitFor();
    },
  },
  { name: 'hide-removed', link: { hide: 'protocol=tcp', hideMode: 'remove' } },
  { name: 'focus', link: { focus: `1both:${ORDERS}`, select: ORDERS }, compared: true, dark: true },
  { name: 'table', link: { form: 'table' }, compared: true },
  { name: 'matrix', link: { form: 'matrix' }, dark: true, compared: true },
  { name: 'outline', steps: press('o') },
  { name: 'palette', steps: press('k'), compared: true },
  { name: 'help', steps: press('?') },
  { name: 'settings', steps: press(','), dark: true, compared: true },
  { name: 'time-menu', steps: open(/^Window/), compared: true },
  { name: 'split', link: CANARY, policies: true },
  { name: 'canary', link: { ...CANARY, details: 'canary' }, policies: true, steps: settled },
  { name: 'canary-kinds', link: { scenario: 'canary-kinds', end: 'now', details: 'canary' }, policies: true, steps: settled },
  { name: 'what-if', link: { ...POLICIES, details: 'what-if' }, policies: true, steps: denyAll },
  { name: 'readiness', link: { scenario: 'readiness', details: 'readiness' }, policies: true, steps: settled },
  { name: 'diagnosis', link: { scenario: 'failing', select: FAILING_EDGE }, policies: true, steps: settled },
  { name: 'timeline', link: { ...OUTAGE, span: SPAN }, steps: spanLoaded },
  { name: 'comparison', link: { ...OUTAGE, compare: '30m' }, steps: compared },
  { name: 'side-by-side', link: { ...OUTAGE, compare: '30m', details: 'compare' }, steps: compared },
  { name: 'notes', link: { ...OUTAGE, select: CULPRIT }, steps: noted },
  { name: 'export', link: OUTAGE, steps: exporting },
  { name: 'presenter', link: { ...CANARY, mode: 'present' }, waitFor: 'of 25 %' },
  {
    name: 'doctor-gaps',
    mock: 'scenario=shop;without=metric:istio_request_duration_milliseconds;without=label:response_flags',
    link: { details: 'doctor' },
    waitFor: 'every edge',
  },
  { name: 'loading', mock: 'fault=latency:60000', waitFor: 'Asking' },
  {
    name: 'empty',
    mock: 'without=metric:istio_requests_total;without=metric:istio_tcp_sent_bytes_total',
    waitFor: 'flow',
  },
  { name: 'first-failure', mock: 'fault=refused', waitFor: 'could not be reached', compared: true },
  { name: 'empty-table', mock: 'fault=refused', link: { form: 'table' }, waitFor: 'could not be reached' },
  { name: 'stale', steps: loseSource },
  { name: 'wall', link: { mode: 'wall' } },
  { name: 'embed', link: { mode: 'embed' }, size: { width: 400, height: 300 }, compared: true },
  { name: 'print', print: true },
  { name: 'print-table', link: { form: 'table' }, print: true },
  { name: 'print-edge', link: { select: EDGE }, print: true },
];

export const searchOf = ({ link = {} }: Scene): string => `/?${new URLSearchParams({ end: MOMENT, ...link })}`;
