import { describe, expect, it } from 'vitest';
import type { Inventory } from '../istio/inventory';
import type { Telemetry } from '../telemetry/rows';
import { createJudgedMoments } from './judged-moment';

const moment = (atSeconds: number): Telemetry =>
  ({ atSeconds, windowSeconds: 300, requests: [], tcp: [], latency: [] }) as unknown as Telemetry;
const inventory = {} as Inventory;
const shown = (atSeconds: number, passing: boolean) => ({ telemetry: moment(atSeconds), inventory, as: 'app', passing });

describe('the moment whose traffic is judged', () => {
  it('is the one that is shown where the play head rests', () => {
    const judged = createJudgedMoments();
    expect([1, 2, 3].map((at) => judged(shown(at, false)).telemetry.atSeconds)).toEqual([1, 2, 3]);
  });

  it('in passing is one of sixteen, and the shown one as soon as the head rests', () => {
    const judged = createJudgedMoments();
    const passed = Array.from({ length: 33 }, (_, at) => judged(shown(at, true)).telemetry.atSeconds);
    expect(passed).toEqual([...Array(16).fill(0), ...Array(16).fill(16), 32]);
    expect(judged(shown(33, false)).telemetry.atSeconds).toBe(33);
  });

  it('is the shown one when other resources are known, or something is opened', () => {
    const judged = createJudgedMoments();
    judged(shown(0, true));
    expect(judged({ ...shown(1, true), inventory: {} as Inventory }).telemetry.atSeconds).toBe(1);
    expect(judged({ ...shown(2, true), as: 'workload' }).telemetry.atSeconds).toBe(2);
  });
});
