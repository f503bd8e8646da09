/** The page as a user meets it: how specs open it, pick a demo mesh, and read the numbers on it. */
import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test';

/** Tuesday 10 March 2026, 19:00 UTC: a moment at which the demo meshes are busy; any other would do. */
export const MOMENT = '2026-03-10T19:00:00Z';
export const MOMENT_SECONDS = Date.parse(MOMENT) / 1000;

export const canvasOf = (page: Page): Locator => page.getByTestId('mesh-canvas');

/** The map to the pixel. Without the strip over it, whose round corners the browser smooths one way or the other. */
export const pictureOf = (page: Page): Promise<Buffer> =>
  canvasOf(page).screenshot({ style: '[aria-label^="Worst edges without room"] { visibility: hidden }' });
export const panelOf = (page: Page): Locator => page.getByRole('complementary', { name: 'Panel' });

/** Names the demo mesh, its faults, … for every request of this browser. Without scenario in the link, so that the cookie counts. */
export async function mockBy(context: BrowserContext, baseURL: string | undefined, text: string): Promise<void> {
  await context.addCookies([{ name: 'seamark_mock', value: encodeURIComponent(text), url: baseURL ?? '' }]);
}

/** Everything asked has arrived and stands on the canvas. */
export async function drawn(page: Page): Promise<void> {
  const canvas = canvasOf(page);
  await expect(canvas).toHaveAttribute('data-picture-stage', 'complete');
  await expect(canvas).toHaveAttribute('data-drawn', 'true');
}

/** Opens the page at the fixed moment (or with the given search instead) and waits for the picture. */
export async function openMesh(page: Page, search: string | Readonly<Record<string, string>> = {}): Promise<void> {
  await page.goto(address(search));
  await drawn(page);
}

export function address(search: string | Readonly<Record<string, string>> = {}): string {
  return `/?${typeof search === 'string' ? search : new URLSearchParams({ end: MOMENT, ...search })}`;
}

/** The unrounded number behind a figure; undefined when it is unknown. */
export async function numberOf(within: Locator, metric: string): Promise<number | undefined> {
  const value = await within.locator(`[data-metric="${metric}"]`).first().getAttribute('data-value');
  return value === null ? undefined : Number(value);
}

/** Changes the address as a followed link inside the page would: nothing is loaded anew. */
export async function follow(page: Page, search: string | Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate((next) => {
    history.replaceState(null, '', next);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, address(search));
}

/** Addresses of the queries the page has sent so far, newest last. */
export function countQueries(page: Page): { readonly sent: string[] } {
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/prometheus/')) sent.push(request.postData() ?? request.url());
  });
  return { sent };
}

/** Id of an app's edge in a demo mesh, as links carry it; `outside` for ends without namespace. */
export function edgeOf(source: string, target: string, protocol: 'http' | 'grpc' | 'tcp'): string {
  return `${source}>${target}>${protocol}`;
}
export const appNode = (namespace: string, name: string): string => `app/Kubernetes/${namespace}/${name}`;
