/** Where the sick cells are that cannot be seen: none is hidden by scrolling. */
import type { Matrix } from '../../scene/matrix/matrix';
import type { Spot } from '../table/grid-move';

/** Sick cells by place, in reading order; the sums of everything, which only repeat them, are left out. */
export function sickSpots({ callers, called, calledBy, cell }: Matrix): readonly Spot[] {
  const columns = new Map(called.map(({ id }, column) => [id, column]));
  return callers.flatMap((caller, row) => {
    if (caller.kind === 'all') return [];
    const sick: number[] = [];
    for (const id of calledBy(caller.id)) {
      const column = columns.get(id);
      if (column === undefined || called[column]?.kind === 'all') continue;
      const health = cell(caller.id, id)?.health;
      if (health === 'failing' || health === 'degraded') sick.push(column);
    }
    return sick.sort((a, b) => a - b).map((column) => ({ row, column }));
  });
}

export type Side = 'above' | 'below' | 'left' | 'right';
type Sight = { readonly rows: readonly [number, number]; readonly columns: readonly [number, number] };

/** How many are on each side of what is in sight, and the nearest of them; those above and below are not counted again beside. */
export function outOfSight(
  sick: readonly Spot[],
  { rows, columns }: Sight,
): ReadonlyMap<Side, { readonly count: number; readonly nearest: Spot }> {
  const sides = new Map<Side, { count: number; nearest: Spot; distance: number }>();
  for (const spot of sick) {
    const found = sideOf(spot, rows, columns);
    if (found === undefined) continue;
    const before = sides.get(found.side);
    const nearer = before === undefined || found.distance < before.distance;
    sides.set(found.side, {
      count: (before?.count ?? 0) + 1,
      nearest: nearer ? spot : before.nearest,
      distance: nearer ? found.distance : before.distance,
    });
  }
  return sides;
}

function sideOf(
  { row, column }: Spot,
  [top, bottom]: readonly [number, number],
  [first, last]: readonly [number, number],
): { readonly side: Side; readonly distance: number } | undefined {
  if (row < top) return { side: 'above', distance: top - row };
  if (row > bottom) return { side: 'below', distance: row - bottom };
  if (column < first) return { side: 'left', distance: first - column };
  if (column > last) return { side: 'right', distance: column - last };
  return undefined;
}
