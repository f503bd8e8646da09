import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { recordSizes } from './support/drawn-sizes';
import { recordText } from './support/drawn-text';
import { canvasOf, drawn, openMesh } from './support/mesh-page';
import { moved, recordPictures } from './support/recorded-pictures';

const SLIDES = { width: 1280, height: 720 };
/** As the scenario's own file gives them; the world is made by the mock alone. */
const STEPS = [
  { title: 'Baseline', v1: 100, v2: 0, errors: 0, worse: false },
  { title: '5 % to v2', v1: 95, v2: 5, errors: 0.2, worse: false },
  { title: '25 % to v2', v1: 75, v2: 25, errors: 0.2, worse: false },
  { title: 'A bad version', v1: 75, v2: 25, errors: 8, worse: true },
  { title: 'Rollback', v1: 100, v2: 0, errors: 0, worse: false },
  { title: '100 % to a mended v2', v1: 0, v2: 100, errors: 0.2, worse: false },
] as const;
/** Namespaces, services and workloads of the scenario. */
const NAMES =
  /\b(edge|shop|gateway|web|catalog|search|recommendations|cart|cart-store|payments|fraud|inventory|checkout|Kubernetes|cluster\.local)\b/i;

const board = (page: Page) => page.locator('[data-mode="present"]');
/** The first number of a figure, percent. */
async function numberIn(page: Page, version: string, metric: string): Promise<number> {
  const text = await board(page).locator(`[data-version="${version}"] [data-metric="${metric}"]`).textContent();
  return Number(/[\d.]+/.exec(text ?? '')?.[0]);
}

/** The step's own world is drawn: both shares follow the route. */
async function atStep(page: Page, index: number): Promise<void> {
  const step = STEPS[index];
  if (step === undefined) throw new Error(`no step ${index}`);
  await expect(board(page).getByRole('heading', { level: 1 })).toHaveText(step.title);
  await expect(board(page).getByText(`${index + 1} of 6`, { exact: true })).toBeVisible();
  await expect(page.getByTestId('step-said')).toContainText(`Step ${index + 1} of 6: ${step.title}.`);
  await expect.poll(() => numberIn(page, 'v2', 'configured')).toBe(step.v2);
  // 240 requests a second over five minutes: a share strays by less than a percent.
  await expect.poll(async () => Math.abs((await numberIn(page, 'v2', 'observed')) - step.v2)).toBeLessThan(1);
  expect(Math.abs((await numberIn(page, 'v1', 'observed')) - step.v1)).toBeLessThan(1);
  if (step.v2 > 0) await expect.poll(async () => Math.abs((await numberIn(page, 'v2', 'errors')) - step.errors)).toBeLessThan(1);
  await expect(board(page).locator('[data-metric="worse"]')).toHaveCount(step.worse ? 1 : 0);
  await drawn(page);
  expect(new URL(page.url()).searchParams.get('scenario')).toBe(`canary:${index + 1}`);
}

test.describe('a canary is told by keyboard at 1280×720', () => {
  test.use({ viewport: SLIDES });

  test('share by share, in large letters, and nothing moves', async ({ page }) => {
    const sizes = await recordSizes(page);
    const pictures = await recordPictures(page);
    await openMesh(page, 'scenario=canary:1');
    await canvasOf(page).focus();
    await page.keyboard.press('P');
    await drawn(page);
    await atStep(page, 0);
    const viewport = await canvasOf(page).getAttribute('data-viewport');
    const box = await canvasOf(page).boundingBox();

    for (const [index, key] of ['PageDown', 'ArrowRight', ' ', 'PageDown', 'ArrowDown'].entries()) {
      await page.keyboard.press(key);
      await atStep(page, index + 1);
      expect(await canvasOf(page).getAttribute('data-viewport')).toBe(viewport);
      expect(await canvasOf(page).boundingBox()).toEqual(box);
      const written = await sizes();
      expect(written.map(({ text }) => text)).toContain('checkout');
      expect(written.filter(({ pixels }) => pixels < 18)).toEqual([]);
    }
    const recorded = await pictures();
    expect(recorded.length).toBeGreaterThan(STEPS.length);
    const [first] = recorded;
    for (const later of recorded) expect(first === undefined ? ['none'] : moved(first, later)).toEqual([]);

    await page.keyboard.press('End');
    await atStep(page, 5);
    await page.keyboard.press('PageUp');
    await atStep(page, 4);
    await page.goBack();
    await atStep(page, 5);
    await page.keyboard.press('Home');
    await atStep(page, 0);

    const blank = page.getByRole('button', { name: /^The screen is blank/ });
    await page.keyboard.press('.');
    await expect(blank).toBeVisible();
    await page.keyboard.press('PageDown');
    await expect(blank).toBeHidden();
    await atStep(page, 0);
    await page.getByRole('button', { name: 'Next step' }).click();
    await atStep(page, 1);
    await expectAccessible(page, 'while presenting');
    await page.keyboard.press('Escape');
    await expect(board(page)).toBeHidden();
    await expect(page.getByRole('button', { name: /^Window/ })).toBeVisible();
  });

  test('without any of its names, and leaving is asked for twice', async ({ page }) => {
    const written = await recordText(page);
    await openMesh(page, 'scenario=canary:3&mode=present&select=app/Kubernetes/shop/checkout');
    await atStep(page, 2);
    expect((await written()).filter((text) => NAMES.test(text))).not.toEqual([]);
    await page.keyboard.press('m');
    await expect(page.getByRole('button', { name: 'Show names' })).toBeVisible();
    await expect.poll(async () => (await written()).filter((text) => NAMES.test(text))).toEqual([]);
    await expect.poll(async () => (await written()).filter((text) => /^service-\d\d$/.test(text)).length).toBeGreaterThan(8);
    for (const index of [3, 4]) {
      await page.keyboard.press('PageDown');
      await atStep(page, index);
      expect((await written()).filter((text) => NAMES.test(text))).toEqual([]);
      expect((await readable(page)).filter((text) => NAMES.test(text))).toEqual([]);
    }
    expect(new URL(page.url()).searchParams.get('mask')).toBe('1');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('alert')).toContainText('real names');
    await page.keyboard.press('PageUp');
    await expect(page.getByRole('alert')).toBeHidden();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(board(page)).toBeHidden();
  });
});

/** Every text and every attribute of the page that is read or said. */
function readable(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const texts = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.parentElement?.closest('script, style') == null) texts.push(node.textContent ?? '');
    }
    for (const element of document.body.querySelectorAll('*'))
      for (const name of ['title', 'aria-label', 'aria-description', 'alt', 'placeholder', 'value'])
        if (element.hasAttribute(name)) texts.push(element.getAttribute(name) ?? '');
    return texts;
  });
}

test('it plays by the clock: the time that is left is shown, and the next step comes', async ({ page }) => {
  await page.clock.install();
  await openMesh(page, 'scenario=canary:1&mode=present');
  await page.getByRole('button', { name: 'Each step: 30 s' }).click();
  await page.getByRole('menuitemradio', { name: '10 seconds' }).click();
  await page.keyboard.press('p');
  await expect(board(page).getByText(/next in \d+ s/)).toBeVisible();
  await page.clock.runFor(11_000);
  await atStep(page, 1);
  await page.keyboard.press('p');
  await expect(board(page).getByText(/next in/)).toBeHidden();
});

test('without a demonstration the arrows walk from the whole mesh to its worst edges', async ({ page }) => {
  await openMesh(page, { scenario: 'outage', mode: 'present' });
  await expect(board(page).getByRole('heading', { level: 1 })).toHaveText('The whole mesh');
  await page.keyboard.press('PageDown');
  await expect(board(page).getByRole('heading', { level: 1 })).toHaveText(/ → /);
  expect(new URL(page.url()).searchParams.get('select')).toContain('>');
  await page.keyboard.press('Home');
  await expect(board(page).getByRole('heading', { level: 1 })).toHaveText('The whole mesh');
  expect(new URL(page.url()).searchParams.get('select')).toBeNull();
});

const flow = (page: Page) => page.locator('canvas[data-layer="flow"]');
/** Whether two paintings of the dots, a few frames apart, differ. */
const dotsMove = (page: Page) =>
  flow(page).evaluate(async (canvas: HTMLCanvasElement) => {
    const before = canvas.toDataURL();
    for (let frame = 0; frame < 12; frame += 1) await new Promise(requestAnimationFrame);
    return canvas.toDataURL() !== before;
  });

test.describe('dots travel along the edges', () => {
  test('while presenting, with their meaning, until they are switched off; on the page only when chosen', async ({ page }) => {
    await openMesh(page, 'scenario=canary:2&mode=present');
    await expect(board(page).getByText(/^1 dot = \d+ requests/)).toBeVisible();
    await expect.poll(() => dotsMove(page)).toBe(true);
    await page.keyboard.press('a');
    await expect(board(page).getByText(/^1 dot = /)).toBeHidden();
    expect(await dotsMove(page)).toBe(false);
    await page.keyboard.press('Escape');
    await drawn(page);
    expect(await dotsMove(page)).toBe(false);
    await page.keyboard.press(',');
    await page.getByRole('checkbox', { name: /^Dots travel/ }).check();
    await page.keyboard.press('Escape');
    await expect.poll(() => dotsMove(page)).toBe(true);
    await expect(page.getByRole('region', { name: 'Legend' }).getByText(/1 dot = \d+ requests/)).toBeVisible();
  });

  test.describe('but never where the system asks for reduced motion', () => {
    test.use({ contextOptions: { reducedMotion: 'reduce' } });
    test('no frame is painted', async ({ page }) => {
      await page.addInitScript(() => {
        const { clearRect } = CanvasRenderingContext2D.prototype;
        const painted = { frames: 0 };
        Object.defineProperty(window, 'flowFrames', { value: painted });
        CanvasRenderingContext2D.prototype.clearRect = function (...box) {
          if (this.canvas.dataset.layer === 'flow') painted.frames += 1;
          clearRect.call(this, ...box);
        };
      });
      await openMesh(page, 'scenario=canary:2&mode=present');
      expect(await dotsMove(page)).toBe(false);
      expect(await page.evaluate(() => (window as unknown as { flowFrames: { frames: number } }).flowFrames.frames)).toBe(0);
      await expect(page.getByRole('button', { name: /^Moving dots: off/ })).toBeDisabled();
    });
  });
});
