/** Where the map is looked at from, whoever draws its shapes: how far zoom may go, and the place that shows everything. */
import type { Rectangle } from '../paint/view';
import type { Corner } from './renderer';

export const LEAST_ZOOM = 0.005;
export const MOST_ZOOM = 3;
const FIT_PADDING = 36;
/** A small mesh is not blown up beyond this; larger text takes its boxes with it. */
const FIT_MOST_ZOOM = 1.15;

export interface Viewport {
  readonly zoom: number;
  readonly panX: number;
  readonly panY: number;
}

export const zoomWithin = (wanted: number): number => Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, wanted));

/** The viewport whose top left corner is that, as far as zoom may go. */
export function viewportOf({ x, y, zoom: wanted }: Corner): Viewport {
  const zoom = zoomWithin(wanted);
  return { zoom, panX: -x * zoom, panY: -y * zoom };
}

/** The viewport that shows all of `bounds` (scene pixels) on a canvas of that size; undefined where it is too small to show anything. */
export function fitted(
  { x, y, width, height }: Rectangle,
  size: { readonly width: number; readonly height: number },
  textScale: number,
): Viewport | undefined {
  const room = Math.min((size.width - 2 * FIT_PADDING) / width, (size.height - 2 * FIT_PADDING) / height);
  if (room <= 0) return undefined;
  const zoom = Math.max(LEAST_ZOOM, Math.min(FIT_MOST_ZOOM * textScale, room));
  return { zoom, panX: size.width / 2 - (x + width / 2) * zoom, panY: size.height / 2 - (y + height / 2) * zoom };
}
