/** How large a picture of pixels may be: browsers refuse larger canvases, or give an empty picture without a word. */

import { formatCount } from '../lib/format-number';

/** Chromium, Firefox and Safari all paint so many pixels a side. */
const MOST_SIDE = 16_384;
/** Half a gigabyte while it is drawn. */
const MOST_PIXELS = 134_000_000;

export type Scale = 1 | 2 | 3 | 4;
export const SCALES: readonly Scale[] = [1, 2, 3, 4];

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Whole pixels. */
export const pixelsOf = ({ width, height }: Size, scale: Scale): Size => ({
  width: Math.max(1, Math.ceil(width * scale)),
  height: Math.max(1, Math.ceil(height * scale)),
});

/** The sentence that says why this size cannot be made; undefined = it can. */
export function tooLarge(size: Size, scale: Scale): string | undefined {
  const { width, height } = pixelsOf(size, scale);
  const at = `At ${scale}× this picture has ${sizeText({ width, height })} pixels`;
  if (Math.max(width, height) > MOST_SIDE) return `${at}; browsers draw at most ${formatCount(MOST_SIDE)} a side.`;
  const most = MOST_PIXELS / 1_000_000;
  return width * height > MOST_PIXELS ? `${at}, more than the ${most} million that browsers draw reliably.` : undefined;
}

/** The largest scale that can be made; undefined = none. */
export const largestScale = (size: Size): Scale | undefined => SCALES.findLast((scale) => tooLarge(size, scale) === undefined);

/** "1,920 × 1,080". */
export const sizeText = ({ width, height }: Size): string => `${formatCount(width)} × ${formatCount(height)}`;
