/** Pictures of chosen scenes against committed ones: another build of Chromium passes, a moved panel does not. `--update-snapshots` after a wanted change. */
import { expect, test } from '@playwright/test';
import { SCENES } from './gallery/scenes';
import { stageScene } from './gallery/stage-scene';

const VIEWPORT = { width: 1280, height: 800 };

for (const scene of SCENES.filter(({ compared }) => compared === true)) {
  test.describe(() => {
    test.use({ viewport: scene.size ?? VIEWPORT, colorScheme: scene.dark === true ? 'dark' : 'light', timezoneId: 'UTC', locale: 'en-GB' });
    test(`${scene.name} looks as it did`, async ({ page, baseURL }) => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await stageScene(page, baseURL ?? '', scene);
      await expect(page).toHaveScreenshot(`${scene.name}.png`, {
        animations: 'disabled',
        caret: 'hide',
        maxDiffPixelRatio: 0.025,
        threshold: 0.3,
        // How long the source took and how old a page is are no matter of looks.
        mask: [page.getByRole('button', { name: /^Query costs/ })],
      });
    });
  });
}
