/** Arithmetic on rates: a number per basis curve in each cell of the clock. */
import { basisCount, type Clock } from './clock';
import { type Share, shareIn } from './description';

/** A copy of a rate with each cell multiplied. */
export function scaled(rate: Float64Array, clock: Clock, factor: (phase: string, segment: number) => number): Float64Array {
  const result = new Float64Array(rate.length);
  for (let cell = 0; cell < clock.cellCount; cell += 1) {
    const phaseIndex = cell % clock.phases.length;
    const times = factor(clock.phases[phaseIndex] ?? '', Math.floor(cell / clock.phases.length));
    for (let slot = cell * basisCount; slot < (cell + 1) * basisCount; slot += 1) result[slot] = (rate[slot] ?? 0) * times;
  }
  return result;
}

export function scaledByShare(rate: Float64Array, clock: Clock, share: Share): Float64Array {
  return share === 1 ? rate : scaled(rate, clock, (phase, segment) => shareIn(share, phase, segment));
}

/** Whether anything ever flows at this rate. */
export function everFlows(rate: Float64Array): boolean {
  return rate.some((part) => part !== 0);
}
