/** Fisher's exact test: the upper tail of the hypergeometric distribution. */

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

const logChoose = (from: number, taken: number): number => logGamma(from + 1) - logGamma(taken + 1) - logGamma(from - taken + 1);

const LANCZOS = [
  0.999_999_999_999_809_9, 676.520_368_121_885_1, -1259.139_216_722_402_8, 771.323_428_777_653_1, -176.615_029_162_140_6,
  12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_572e-6, 1.505_632_735_149_311_6e-7,
];

/** ln Γ(x) for x ≥ 1: C. Lanczos' approximation (SIAM J. Numer. Anal. 1, 1964) with g = 7 and P. Godfrey's nine coefficients, 1e-15 relative. */
function logGamma(x: number): number {
  const base = x + 6.5;
  const series = LANCZOS.reduce((sum, coefficient, index) => sum + (index === 0 ? coefficient : coefficient / (x - 1 + index)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(series);
}
