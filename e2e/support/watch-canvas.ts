/** Looks at the shapes on the canvas in every frame, and counts the frames in which there were none. */

import type { Page } from '@playwright/test';
import { canvasOf } from './mesh-page';

/** Starts watching; the result ends it and says how many frames were seen, and how many of them were empty. */
export async function watchCanvas(page: Page): Promise<() => Promise<{ readonly frames: number; readonly empty: number }>> {
  const watch = await canvasOf(page).evaluateHandle((container) => {
    const seen = { frames: 0, empty: 0, over: false };
    const probe = document.createElement('canvas');
    probe.width = 64;
    probe.height = 40;
    const context = probe.getContext('2d', { willReadFrequently: true });
    const look = () => {
      if (seen.over || context === null) return;
      context.clearRect(0, 0, probe.width, probe.height);
      for (const canvas of container.querySelectorAll('canvas')) context.drawImage(canvas, 0, 0, probe.width, probe.height);
      const { data } = context.getImageData(0, 0, probe.width, probe.height);
      let painted = 0;
      for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 0) > 0) painted += 1;
      seen.frames += 1;
      if (painted < 20) seen.empty += 1;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return seen;
  });
  return () =>
    watch.evaluate((seen) => {
      seen.over = true;
      return { frames: seen.frames, empty: seen.empty };
    });
}
