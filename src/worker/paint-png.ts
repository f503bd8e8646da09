/** A still as a PNG on an OffscreenCanvas, in a worker or, where there is none, on the page. */

import { letterByLetter } from '../picture/letter-by-letter';
import { paintPlan } from '../picture/paint-still';
import { planStill } from '../picture/plan-still';
import type { Still } from '../picture/still';

export interface PictureOrder {
  readonly still: Still;
  readonly scale: number;
}
export interface PictureAnswer {
  readonly blob: Blob | undefined;
}

/** undefined = the browser gave no canvas of that size, or drew nothing on it, which it does without a word. Inter must be loaded where this runs. */
export async function paintPng(still: Still, scale: number): Promise<Blob | undefined> {
  const plan = planStill(still);
  const canvas = new OffscreenCanvas(Math.ceil(plan.width * scale), Math.ceil(plan.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return undefined;
  letterByLetter(context);
  context.scale(scale, scale);
  paintPlan(context, plan, () => {});
  if (isEmpty(context, canvas)) return undefined;
  const blob = await canvas.convertToBlob({ type: 'image/png' }).catch(() => undefined);
  return blob === undefined || blob.size === 0 ? undefined : blob;
}

/** The ground is painted first and covers everything: a corner that is seen through was not drawn. */
function isEmpty(context: OffscreenCanvasRenderingContext2D, { width, height }: OffscreenCanvas): boolean {
  const corners = [
    [0, 0],
    [width - 1, height - 1],
  ] as const;
  return corners.some(([x, y]) => context.getImageData(x, y, 1, 1).data[3] !== 255);
}
