/** The standard normal distribution: distribution function and quantile, both to about double precision. */

/**
 * P(X ≤ z). Hart's algorithm 5666 as given by G. West, "Better approximations to cumulative normal functions", Wilmott 2005: absolute
 * error below 1e-15, relative below 1e-8 however far out. (simple-statistics' probit is a rational fit good to 1e-3; too coarse for tails.)
 */
export function normalCdf(z: number): number {
  const tail = lowerTail(Math.abs(z));
  return z > 0 ? 1 - tail : tail;
}

/** P(X > z), exact in the far tail where 1 − `normalCdf` would be 0. */
export function normalTail(z: number): number {
  return normalCdf(-z);
}

const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);
const FAR = 7.071_067_811_865_47;
const CDF_OVER = [
  3.526_249_659_989_11e-2, 0.700_383_064_443_688, 6.373_962_203_531_65, 33.912_866_078_383, 112.079_291_497_871, 221.213_596_169_931,
  220.206_867_912_376,
];
const CDF_UNDER = [
  8.838_834_764_831_84e-2, 1.755_667_163_182_64, 16.064_177_579_207, 86.780_732_202_946_1, 296.564_248_779_674, 637.333_633_378_831,
  793.826_512_519_948, 440.413_735_824_752,
];

function lowerTail(distance: number): number {
  if (distance > 37) return 0;
  const density = Math.exp((-distance * distance) / 2);
  if (distance < FAR) return (density * polynomial(CDF_OVER, distance)) / polynomial(CDF_UNDER, distance);
  const fraction = [4, 3, 2, 1].reduce((below, over) => distance + over / below, distance + 0.65);
  return density / fraction / SQRT_TWO_PI;
}

/** Highest power first. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}

/**
 * z with P(X ≤ z) = p, for 0 < p < 1; −∞ and ∞ at 0 and 1. M. J. Wichura, "Algorithm AS 241: The percentage points of the normal
 * distribution", Applied Statistics 37 (1988), routine PPND16: relative error about 1e-16.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 || p === 1 ? (p - 0.5) * Number.POSITIVE_INFINITY : Number.NaN;
  const fromMiddle = p - 0.5;
  if (Math.abs(fromMiddle) <= 0.425) {
    const r = 0.180625 - fromMiddle * fromMiddle;
    return (fromMiddle * polynomial(MIDDLE_OVER, r)) / polynomial(MIDDLE_UNDER, r);
  }
  const r = Math.sqrt(-Math.log(fromMiddle < 0 ? p : 1 - p));
  const distance =
    r <= 5 ? polynomial(TAIL_OVER, r - 1.6) / polynomial(TAIL_UNDER, r - 1.6) : polynomial(FAR_OVER, r - 5) / polynomial(FAR_UNDER, r - 5);
  return fromMiddle < 0 ? -distance : distance;
}

const MIDDLE_OVER = [
  2509.080_928_730_122_7, 33_430.575_583_588_13, 67_265.770_927_008_7, 45_921.953_931_549_87, 13_731.693_765_509_46, 1971.590_950_306_551_3,
  133.141_667_891_784_38, 3.387_132_872_796_366_5,
];
const MIDDLE_UNDER = [
  5226.495_278_852_854, 28_729.085_735_721_943, 39_307.895_800_092_71, 21_213.794_301_586_597, 5394.196_021_424_751, 687.187_007_492_057_9,
  42.313_330_701_600_91, 1,
];
const TAIL_OVER = [
  0.000_774_545_014_278_341_4, 0.022_723_844_989_269_184, 0.241_780_725_177_450_6, 1.270_458_252_452_368_4, 3.647_848_324_763_204_5,
  5.769_497_221_460_691, 4.630_337_846_156_546, 1.423_437_110_749_683_5,
];
const TAIL_UNDER = [
  1.050_750_071_644_416_9e-9, 0.000_547_593_808_499_534_5, 0.015_198_666_563_616_457, 0.148_103_976_427_480_08, 0.689_767_334_985_1,
  1.676_384_830_183_803_8, 2.053_191_626_637_759, 1,
];
const FAR_OVER = [
  2.010_334_399_292_288_1e-7, 2.711_555_568_743_487_6e-5, 0.001_242_660_947_388_078_4, 0.026_532_189_526_576_124, 0.296_560_571_828_504_87,
  1.784_826_539_917_291_3, 5.463_784_911_164_114, 6.657_904_643_501_103,
];
const FAR_UNDER = [
  2.044_263_103_389_939_7e-15, 1.421_511_758_316_446e-7, 1.846_318_317_510_054_8e-5, 0.000_786_869_131_145_613_3, 0.014_875_361_290_850_615,
  0.136_929_880_922_735_8, 0.599_832_206_555_888, 1,
];
