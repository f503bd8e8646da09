/** Brings a page to a scene and waits until nothing on it will change by itself. */
import type { Page } from '@playwright/test';
import { type Scene, searchOf } from './scenes';

const CANVAS = '[data-testid="mesh-canvas"]';
const PATIENCE = { timeout: 120_000 };

export async function stageScene(page: Page, baseURL: string, scene: Scene): Promise<void> {
  await page.context().clearCookies();
  if (scene.mock !== undefined) {
    await page.context().addCookies([{ name: 'seamark_mock', value: encodeURIComponent(scene.mock), url: baseURL }]);
  }
  await page.emulateMedia({ media: scene.print === true ? 'print' : 'screen' });
  await page.goto(new URL(searchOf(scene), baseURL).href);
  await page
    .locator(`${CANVAS}, [data-problem]`)
    .first()
    .waitFor({ state: 'attached', ...PATIENCE });
  if (scene.waitFor === undefined) await allDrawn(page);
  else await page.getByText(scene.waitFor).filter({ visible: true }).first().waitFor(PATIENCE);
  if (scene.policies === true) {
    await page
      .locator('button[aria-label^="Configuration: Kubernetes"]')
      .first()
      .waitFor({ state: 'attached', ...PATIENCE });
    await page
      .locator(`${CANVAS}[data-drawn="false"]`)
      .waitFor({ timeout: 3_000 })
      .catch(() => undefined);
    await allDrawn(page);
  }
  await scene.steps?.(page);
  await page.evaluate(() => document.fonts.ready);
}

async function allDrawn(page: Page): Promise<void> {
  await page.locator(`${CANVAS}[data-drawn="true"][data-picture-stage="complete"]`).waitFor({ state: 'attached', ...PATIENCE });
}
