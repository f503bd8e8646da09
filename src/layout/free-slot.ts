/** The free place nearest to a wished one: candidates are columns, and in each the nearest gap between what stands there. */
import type { Box, Point } from './types';

/** A rectangle by its centre. */
export interface Placed extends Point {
  readonly width: number;
  readonly height: number;
}

export interface SlotSearch {
  readonly width: number;
  readonly height: number;
  /** Centre one would like. */
  readonly wish: Point;
  /** The whole rectangle must lie inside; undefined = the endless plane. */
  readonly bounds: Box | undefined;
  readonly occupied: readonly Placed[];
  /** Columns (centres) to try besides the wished one. */
  readonly columns: readonly number[];
  readonly columnGap: number;
  readonly rowGap: number;
}

/** Centre of the nearest free place with its gaps, or undefined when no column has one. */
export function nearestFreeSlot(search: SlotSearch): Point | undefined {
  const { wish, bounds } = search;
  let best: Point | undefined;
  let nearest = Number.POSITIVE_INFINITY;
  for (const x of [...new Set([...search.columns, wish.x])].sort((a, b) => Math.abs(a - wish.x) - Math.abs(b - wish.x) || a - b)) {
    if (Math.abs(x - wish.x) >= nearest) break;
    if (bounds !== undefined && (x - search.width / 2 < bounds.x || x + search.width / 2 > bounds.x + bounds.width)) continue;
    const y = nearestFreeRow(search, x);
    if (y === undefined) continue;
    const distance = Math.hypot(x - wish.x, y - wish.y);
    if (distance >= nearest) continue;
    nearest = distance;
    best = { x, y };
  }
  return best;
}

/** Nearest y to the wished one that no occupied rectangle forbids; the upper one when two are equally near. */
function nearestFreeRow(search: SlotSearch, x: number): number | undefined {
  const { bounds } = search;
  const top = bounds === undefined ? Number.NEGATIVE_INFINITY : bounds.y + search.height / 2;
  const bottom = bounds === undefined ? Number.POSITIVE_INFINITY : bounds.y + bounds.height - search.height / 2;
  if (top > bottom) return undefined;
  const wish = Math.min(Math.max(search.wish.y, top), bottom);
  let above = wish;
  let below = wish;
  const forbidden = forbiddenRows(search, x);
  for (const [from, to] of forbidden.sort((a, b) => a[0] - b[0])) {
    if (from < below && below < to) below = to;
  }
  for (const [from, to] of forbidden.sort((a, b) => b[1] - a[1])) {
    if (from < above && above < to) above = from;
  }
  const free = [above, below].filter((y) => y >= top && y <= bottom);
  return free.sort((a, b) => Math.abs(a - wish) - Math.abs(b - wish) || a - b)[0];
}

/** Open intervals of centres that would come too near. */
function forbiddenRows(search: SlotSearch, x: number): [number, number][] {
  const forbidden: [number, number][] = [];
  for (const other of search.occupied) {
    if (Math.abs(other.x - x) >= (other.width + search.width) / 2 + search.columnGap) continue;
    const reach = (other.height + search.height) / 2 + search.rowGap;
    forbidden.push([other.y - reach, other.y + reach]);
  }
  return forbidden;
}
