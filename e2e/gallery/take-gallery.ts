/** `npm run gallery [-- address [name…]]`: every scene, size and theme from a running `npm start`, into test-results/gallery. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from '@playwright/test';
import { findBinary } from '../../scripts/find-binary';
import { SCENES, type Scene, SIZES, type Size } from './scenes';
import { stageScene } from './stage-scene';

const THEMES = ['light', 'dark'] as const;
const directory = fileURLToPath(new URL('../../test-results/gallery/', import.meta.url));

interface Shot {
  readonly scene: Scene;
  readonly size: Size;
  readonly theme: (typeof THEMES)[number];
}

const fileOf = ({ scene, size, theme }: Shot): string => `${scene.name}-${size.width}x${size.height}-${theme}.png`;

/** Of a name only what begins with it: `shop`, `shop-1280`, `shop-1280x800-dark`. */
function shots(names: readonly string[]): readonly Shot[] {
  const all = SCENES.flatMap((scene) =>
    (scene.size === undefined ? SIZES : [scene.size]).flatMap((size) => THEMES.map((theme) => ({ scene, size, theme }))),
  );
  return all.filter((shot) => names.length === 0 || names.some((name) => fileOf(shot).startsWith(name)));
}

/** Says what went wrong and goes on: one broken scene must not cost the others. */
async function take(browser: Browser, address: string, shot: Shot): Promise<boolean> {
  const { scene, size, theme } = shot;
  const context = await browser.newContext({
    viewport: size,
    colorScheme: theme,
    timezoneId: 'UTC',
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const name = fileOf(shot);
  try {
    await stageScene(page, address, scene);
    await page.screenshot({ path: `${directory}${name}`, animations: 'disabled', caret: 'hide' });
    process.stdout.write(`${name}\n`);
    return true;
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  } finally {
    await context.close();
  }
}

async function main(address: string, names: readonly string[]): Promise<number> {
  const executablePath = findBinary('chromium');
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  await mkdir(directory, { recursive: true });
  let broken = 0;
  try {
    for (const shot of shots(names)) if (!(await take(browser, address, shot))) broken += 1;
  } finally {
    await browser.close();
  }
  return broken;
}

const [address = 'http://127.0.0.1:8080', ...names] = process.argv.slice(2);
process.exitCode = (await main(address.replace(/\/$/, ''), names)) === 0 ? 0 : 1;
