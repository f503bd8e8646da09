/** A still as a PNG, on a canvas of this page: the font of the page is the font of the picture. */
import { paintStill, stillSize } from '../../picture/paint-still';
import type { Still } from '../../picture/still';
import { pixelsOf, type Scale } from './png-size';

/** undefined = the browser gave no canvas of this size, or nothing came of it. */
export async function renderPng(still: Still, scale: Scale): Promise<Blob | undefined> {
  const canvas = document.createElement('canvas');
  const { width, height } = pixelsOf(stillSize(still), scale);
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return undefined;
  paintStill(context, still, scale);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  // The memory of a large canvas goes at once, not when somebody collects it.
  canvas.width = 0;
  canvas.height = 0;
  return blob ?? undefined;
}
