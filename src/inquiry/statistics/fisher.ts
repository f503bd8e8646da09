/** Fisher's exact test: the upper tail of the hypergeometric distribution. */
import { logChoose } from './log-choose';

/** An urn of `all`, of which `allMarked` are marked; `drawn` are drawn without putting back, `marked` of them were marked. Whole numbers. */
export interface Draw {
  readonly marked: number;
  readonly drawn: number;
  readonly allMarked: number;
  readonly all: number;
}

/** P(at least `marked` are marked). Sums from the first term on by the ratio of neighbours; stops where nothing more is added. */
export function fisherTail({ marked, drawn, allMarked, all }: Draw): number {
  const most = Math.min(drawn, allMarked);
  const least = Math.max(0, drawn + allMarked - all);
  if (marked <= least) return 1;
  if (marked > most) return 0;
  let term = Math.exp(logChoose(allMarked, marked) + logChoose(all - allMarked, drawn - marked) - logChoose(all, drawn));
  let sum = term;
  for (let k = marked; k < most; k++) {
    term *= ((allMarked - k) * (drawn - k)) / ((k + 1) * (all - allMarked - drawn + k + 1));
    sum += term;
    // Past the mode the terms fall faster than a geometric series.
    if (term < sum * 1e-17) break;
  }
  return Math.min(1, sum);
}
