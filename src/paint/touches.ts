import type { Point } from './edge-geometry';
import type { Rectangle } from './view';

/** Whether the straight piece touches the box (Liang and Barsky's clipping). */
export function touches(box: Rectangle, from: Point, to: Point): boolean {
  // Most lie apart altogether.
  if (from.x < box.x && to.x < box.x) return false;
  if (from.y < box.y && to.y < box.y) return false;
  const right = box.x + box.width;
  const bottom = box.y + box.height;
  if ((from.x > right && to.x > right) || (from.y > bottom && to.y > bottom)) return false;
  let enter = 0;
  let leave = 1;
  const sides = [
    [from.x - to.x, from.x - box.x],
    [to.x - from.x, right - from.x],
    [from.y - to.y, from.y - box.y],
    [to.y - from.y, bottom - from.y],
  ] as const;
  for (const [along, room] of sides) {
    if (along === 0 && room < 0) return false;
    if (along < 0) enter = Math.max(enter, room / along);
    if (along > 0) leave = Math.min(leave, room / along);
  }
  return enter <= leave;
}
