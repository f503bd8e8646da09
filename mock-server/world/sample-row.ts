/** A row's whole-number counts at given moments: where rates become counters. */
import { basisCount, type Clock } from './clock';
import type { Emitter } from './emitter';
import type { Row } from './row';

/** Moments at which an emitter is read, with everything the basis curves added up to since its process started. */
export interface Moments {
  readonly timestampsMs: Float64Array;
  /** Per moment: cells × basis curves. */
  readonly integrals: Float64Array;
  readonly width: number;
}

/** Absorbs rounding where an integral stands exactly at a whole number, so that a counter at rest never falls. */
const rest = 1e-4;

export function momentsOf(emitter: Emitter, clock: Clock, timestampsMs: Float64Array): Moments {
  const width = clock.cellCount * basisCount;
  const integrals = new Float64Array(timestampsMs.length * width);
  timestampsMs.forEach((timestamp, index) => {
    const seconds = timestamp / 1000;
    clock.integrate(emitter.startedSeconds(seconds), seconds, integrals, index * width);
  });
  return { timestampsMs, integrals, width };
}

/** What one row counted, moment by moment. Moments before its first count since the start are left out: Envoy creates counters on use. */
export interface Counts {
  readonly timestampsMs: Float64Array;
  /** Whole requests (or connections) per phase: moment by moment, phase by phase. */
  readonly byPhase: Float64Array;
  /** The same as a real number, all phases together: what bytes flow by. */
  readonly amount: Float64Array;
  readonly phaseCount: number;
}

/** For each phase the places of a rate that are not 0: most calls have no wave, and flow in some phases only. */
function flowingSlots({ rate }: Row, width: number, phaseCount: number): readonly Int32Array[] {
  return Array.from({ length: phaseCount }, (_, phase) => {
    const slots: number[] = [];
    for (let start = phase * basisCount; start < width; start += phaseCount * basisCount) {
      for (let slot = start; slot < start + basisCount; slot += 1) if (rate[slot] !== 0) slots.push(slot);
    }
    return Int32Array.from(slots);
  });
}

function integralOf({ rate }: Row, { integrals, width }: Moments, index: number, slots: Int32Array): number {
  let sum = 0;
  for (const slot of slots) sum += (rate[slot] ?? 0) * (integrals[index * width + slot] ?? 0);
  return sum;
}

const noSlots = new Int32Array(0);

/** Drops moments at which nothing was counted yet. */
function withoutEmpty(counts: Counts, present: number, isPresent: (index: number) => boolean): Counts {
  const { phaseCount } = counts;
  const timestampsMs = new Float64Array(present);
  const byPhase = new Float64Array(present * phaseCount);
  const amount = new Float64Array(present);
  let kept = 0;
  for (let index = 0; index < counts.timestampsMs.length; index += 1) {
    if (!isPresent(index)) continue;
    timestampsMs[kept] = counts.timestampsMs[index] ?? 0;
    amount[kept] = counts.amount[index] ?? 0;
    for (let phase = 0; phase < phaseCount; phase += 1)
      byPhase[kept * phaseCount + phase] = counts.byPhase[index * phaseCount + phase] ?? 0;
    kept += 1;
  }
  return { timestampsMs, byPhase, amount, phaseCount };
}

export function countRow(row: Row, moments: Moments, phaseCount: number): Counts {
  const size = moments.timestampsMs.length;
  const byPhase = new Float64Array(size * phaseCount);
  const amount = new Float64Array(size);
  const flowing = row.measure.kind === 'tcp' && (row.measure.connections === 'flowing' || row.measure.connections === 'bytes');
  const whole = new Float64Array(size);
  const slots = flowingSlots(row, moments.width, phaseCount);
  let present = 0;
  for (let index = 0; index < size; index += 1) {
    let total = 0;
    for (let phase = 0; phase < phaseCount; phase += 1) {
      const integral = integralOf(row, moments, index, slots[phase] ?? noSlots);
      const count = Math.floor((integral + row.slot) / row.slots + rest);
      byPhase[index * phaseCount + phase] = count;
      amount[index] = (amount[index] ?? 0) + integral / row.slots;
      total += count;
    }
    whole[index] = flowing ? (amount[index] ?? 0) : total;
    if ((whole[index] ?? 0) > rest) present += 1;
  }
  const counts = { timestampsMs: moments.timestampsMs, byPhase, amount, phaseCount };
  return present === size ? counts : withoutEmpty(counts, present, (index) => (whole[index] ?? 0) > rest);
}
