/** Places as a link carries them: rounded to what an eye can tell apart. */
import type { Place, Viewport } from './view-state';

const tidy = (value: number, digits: number): number => Number(value.toFixed(digits)) + 0;

/** Whole scene pixels. */
export const roundPlace = ({ x, y }: Place): Place => ({ x: tidy(x, 0), y: tidy(y, 0) });

/** Tenths of a scene pixel; five digits of zoom keep the far corner of a large screen within a tenth of a pixel. */
export const roundViewport = ({ x, y, zoom }: Viewport): Viewport => ({ x: tidy(x, 1), y: tidy(y, 1), zoom: tidy(zoom, 5) });
