/** Logarithms of binomial coefficients, for tails of distributions that count. */

/** ln of the number of ways to take `taken` out of `from`; whole numbers, 0 ≤ taken ≤ from. */
export const logChoose = (from: number, taken: number): number => logGamma(from + 1) - logGamma(taken + 1) - logGamma(from - taken + 1);

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
