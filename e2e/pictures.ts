/** `npx tsx e2e/pictures.ts [address [name…]]`: the pictures of docs/pictures, each of a fixed moment, taken from a running `npm start`. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from '@playwright/test';
import { findBinary } from '../scripts/find-binary';
import { SCENES } from './gallery/scenes';
import { stageScene } from './gallery/stage-scene';
import { appNode, edgeOf } from './support/mesh-page';

interface Picture {
  readonly name: string;
  /** Name of a scene of the gallery, instead of a link. */
  readonly scene?: string;
  readonly search?: Readonly<Record<string, string>>;
  /** What the mock is told besides. */
  readonly mock?: string;
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
  /** Resources are part of it: wait until they have been held against the traffic. */
  readonly policies?: true;
}

const MOMENT = '2026-03-10T19:00:00Z';
const EDGE = edgeOf(appNode('checkout', 'orders'), appNode('fulfilment', 'inventory'), 'http');

const WAYPOINT_EDGE = edgeOf(appNode('store', 'web'), appNode('lounge', 'orders'), 'http');

const PICTURES: readonly Picture[] = [
  { name: 'shop-light', search: { end: MOMENT } },
  { name: 'shop-dark', search: { end: MOMENT }, dark: true },
  { name: 'edge-panel', search: { end: MOMENT, select: EDGE } },
  { name: 'outage', search: { end: '2026-03-10T18:45:00Z', scenario: 'outage' } },
  { name: 'ambient', search: { end: MOMENT, scenario: 'ambient' } },
  { name: 'policies-authorization', search: { end: MOMENT, scenario: 'policies', overlay: 'authorization' }, policies: true },
  { name: 'policies-mtls', search: { end: MOMENT, scenario: 'policies', overlay: 'mtls' }, policies: true, dark: true },
  { name: 'policies-routing', search: { end: MOMENT, scenario: 'policies', overlay: 'routing' }, policies: true },
  { name: 'policies-edge', search: { end: MOMENT, scenario: 'policies', overlay: 'authorization', select: WAYPOINT_EDGE }, policies: true },
  { name: 'huge', search: { end: MOMENT }, mock: 'scenario=huge;services=3000' },
  { name: 'canary', scene: 'canary' },
  { name: 'timeline', scene: 'timeline' },
  { name: 'comparison', scene: 'comparison', dark: true },
  { name: 'notes', scene: 'notes' },
  { name: 'export', scene: 'export' },
  { name: 'presenter', scene: 'presenter', dark: true, width: 1280, height: 720 },
  { name: 'what-if', scene: 'what-if' },
  { name: 'readiness', scene: 'readiness' },
  { name: 'diagnosis', scene: 'diagnosis' },
  { name: 'phone', search: { end: MOMENT }, width: 390, height: 844 },
];

const directory = fileURLToPath(new URL('../docs/pictures/', import.meta.url));

async function take(browser: Browser, address: string, picture: Picture): Promise<void> {
  const { name, scene: sceneName, search = {}, mock, dark = false, width = 1440, height = 900, policies = false } = picture;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: 2,
    colorScheme: dark ? 'dark' : 'light',
    timezoneId: 'UTC',
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  if (mock !== undefined) await context.addCookies([{ name: 'seamark_mock', value: encodeURIComponent(mock), url: address }]);
  const page = await context.newPage();
  const scene = SCENES.find((one) => one.name === sceneName);
  if (scene !== undefined) await stageScene(page, address, scene);
  else await page.goto(`${address}/?${new URLSearchParams(search)}`);
  await page.locator('[data-testid="mesh-canvas"][data-drawn="true"][data-picture-stage="complete"]').waitFor({ timeout: 120_000 });
  if (policies) {
    await page.getByRole('button', { name: /^Configuration.*Kubernetes/ }).waitFor({ timeout: 60_000 });
    await page
      .locator('[data-testid="mesh-canvas"][data-drawn="false"]')
      .waitFor({ timeout: 5_000 })
      .catch(() => undefined);
    await page.locator('[data-testid="mesh-canvas"][data-drawn="true"]').waitFor();
  }
  await page.screenshot({ path: `${directory}${name}.png` });
  process.stdout.write(`${name}.png\n`);
  await context.close();
}

async function main(address: string, names: readonly string[]): Promise<void> {
  const executablePath = findBinary('chromium');
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  await mkdir(directory, { recursive: true });
  try {
    for (const picture of PICTURES) if (names.length === 0 || names.includes(picture.name)) await take(browser, address, picture);
  } finally {
    await browser.close();
  }
}

const [address = 'http://127.0.0.1:8080', ...names] = process.argv.slice(2);
await main(address.replace(/\/$/, ''), names);
