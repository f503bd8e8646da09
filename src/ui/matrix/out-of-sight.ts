/** Where the cells are that need eyes and cannot be seen: none is hidden by scrolling. */
import { isSick } from '../../mesh/health';
import type { Matrix, MatrixCell } from '../../scene/matrix/matrix';
import type { ChangeMark } from '../../scene/scene';
import { CHANGE_STYLES } from '../../scene/style-table';
import type { Spot } from '../table/grid-move';

/** A cell that needs eyes: a sick one, in a difference one that differs. */
export interface TellingSpot extends Spot {
  readonly change?: ChangeMark;
}

/** By place, in reading order; the sums of everything, which only repeat them, are left out. */
export function tellingSpots({ callers, called, calledBy, cell }: Matrix): readonly TellingSpot[] {
  const columns = new Map(called.map(({ id }, column) => [id, column]));
  return callers.flatMap((caller, row) => {
    if (caller.kind === 'all') return [];
    const telling: TellingSpot[] = [];
    for (const id of calledBy(caller.id)) {
      const column = columns.get(id);
      if (column === undefined || called[column]?.kind === 'all') continue;
      const change = toldBy(cell(caller.id, id));
      if (change !== undefined) telling.push({ row, column, ...(change !== 'sick' && { change }) });
    }
    return telling.sort((a, b) => a.column - b.column);
  });
}

function toldBy(cell: MatrixCell | undefined): ChangeMark | 'sick' | undefined {
  if (cell === undefined) return undefined;
  if (cell.change === undefined) return isSick(cell.health) ? 'sick' : undefined;
  const { mark } = cell.change;
  return mark === 'unchanged' || mark === 'unsure' ? undefined : mark;
}

/** The classes among the spots, in the order of legends, with how many cells are of each. */
export function classesOf(spots: readonly TellingSpot[]): readonly (readonly [mark: ChangeMark, count: number])[] {
  return Object.keys(CHANGE_STYLES).flatMap((key) => {
    const mark = key as ChangeMark;
    const count = spots.filter(({ change }) => change === mark).length;
    return count === 0 ? [] : [[mark, count] as const];
  });
}

export type Side = 'above' | 'below' | 'left' | 'right';
type Sight = { readonly rows: readonly [number, number]; readonly columns: readonly [number, number] };

/** How many are on each side of what is in sight, and the nearest of them; those above and below are not counted again beside. */
export function outOfSight(
  telling: readonly Spot[],
  { rows, columns }: Sight,
): ReadonlyMap<Side, { readonly count: number; readonly nearest: Spot }> {
  const sides = new Map<Side, { count: number; nearest: Spot; distance: number }>();
  for (const spot of telling) {
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
