/** What part of the scene the canvas shows: screen = scene × zoom + pan, in CSS pixels. */
export interface View {
  readonly zoom: number;
  readonly panX: number;
  readonly panY: number;
  readonly width: number;
  readonly height: number;
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

/**
 * How much thicker strokes are drawn so that they keep about their CSS width when zoomed out: a power of √2, so that the stylesheet
 * changes only a few times between the closest and the farthest view.
 */
export function strokeScale(zoom: number): number {
  return zoom >= 0.85 ? 1 : 2 ** (Math.round(2 * Math.log2(1 / Math.max(zoom, 0.01))) / 2);
}

/** The overlay is painted this many CSS pixels beyond the canvas on every side, so that a drag uncovers something. */
export const OVERSCAN = 160;
