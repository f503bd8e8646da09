/** When something was there over a grid, read with patience: a gap shorter than patience is none, and a moment of which nothing is known says nothing. */

export interface Run {
  /** Moments of the grid, both included. */
  readonly from: number;
  readonly to: number;
}

export interface Patience {
  readonly points: number;
  /** Absent for fewer moments in a row, it was there all the time. */
  readonly absentFor: number;
  /** Moments at which nothing at all was measured. */
  readonly unknown?: Uint8Array;
}

/** Stretches of presence, in order. What was last seen just before the end of the grid is taken to be there still. */
export function runsOf(present: Uint8Array, { points, absentFor, unknown }: Patience): readonly Run[] {
  const runs: { from: number; to: number }[] = [];
  let absent = absentFor;
  for (let index = 0; index < points; index += 1) {
    const last = runs.at(-1);
    if (present[index] === 1) {
      if (last === undefined || absent >= absentFor) runs.push({ from: index, to: index });
      else last.to = index;
      absent = 0;
    } else if (unknown?.[index] !== 1) absent += 1;
  }
  const last = runs.at(-1);
  if (last !== undefined && absent < absentFor) last.to = points - 1;
  return runs;
}
