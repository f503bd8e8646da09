/** What part of the scene the canvas shows: screen = scene × zoom + pan, in CSS pixels. */
export interface View {
  readonly zoom: number;
  readonly panX: number;
  readonly panY: number;
  readonly width: number;
  readonly height: number;
}

/** The same picture in larger pixels: what has a size in pixels is then drawn `scale` times as large. */
export function seenFrom(view: View, scale: number): View {
  if (scale === 1) return view;
  return {
    zoom: view.zoom / scale,
    panX: view.panX / scale,
    panY: view.panY / scale,
    width: view.width / scale,
    height: view.height / scale,
  };
}

export const screenX = (view: View, x: number): number => x * view.zoom + view.panX;
export const screenY = (view: View, y: number): number => y * view.zoom + view.panY;

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A box given by centre and size in scene pixels as top left corner and size in CSS pixels. */
export function screenBox(view: View, box: Rectangle): Rectangle {
  return {
    x: screenX(view, box.x - box.width / 2),
    y: screenY(view, box.y - box.height / 2),
    width: box.width * view.zoom,
    height: box.height * view.zoom,
  };
}

/** Whether any of the rectangle is on the canvas or within `margin` of it. */
export function isVisible(view: View, box: Rectangle, margin = 0): boolean {
  return box.x < view.width + margin && box.x + box.width > -margin && box.y < view.height + margin && box.y + box.height > -margin;
}

/** Zoomed out, strokes get thinner than at zoom 1, but never below this share of it: lines must stay visible without filling the view. */
const THINNEST_STROKE = 0.6;

/**
 * How much thicker strokes are drawn in scene pixels at this zoom: a power of √2, so that the stylesheet changes only a few times between
 * the closest and the farthest view.
 */
export function strokeScale(zoom: number): number {
  if (zoom >= 1) return 1;
  const wanted = Math.max(THINNEST_STROKE, Math.sqrt(zoom)) / Math.max(zoom, 0.002);
  return 2 ** (Math.round(2 * Math.log2(wanted)) / 2);
}

/** The overlay is painted this many CSS pixels beyond the canvas on every side, so that a drag uncovers something. */
export const OVERSCAN = 160;

/** Below this zoom a revealed node would be unreadable. */
const READABLE_ZOOM = 0.6;
const READABLE_PIXELS = 60;

/** The zoom at which `place` (centre and size, scene pixels) has to be brought into the middle; undefined when it can be seen as it is. */
export function zoomToReveal(view: View, place: Rectangle): number | undefined {
  const box = screenBox(view, place);
  const within = box.x >= 0 && box.y >= 0 && box.x + box.width <= view.width && box.y + box.height <= view.height;
  const readable = view.zoom >= READABLE_ZOOM || Math.max(box.width, box.height) >= READABLE_PIXELS;
  if (within && readable) return undefined;
  return readable ? view.zoom : READABLE_ZOOM;
}
