import { runLayoutAgainstElk, runLayoutCrossings, runLayoutDrift, runLayoutTimes } from '../../src/layout/layout.bench';
import { type BenchFamily, type BenchLine, ratioAtMost, valueAtMost } from './bench-line';

const SIZES = [50, 200, 1000, 3000] as const;
const SEEDS = [1, 2, 3] as const;

/** The layout: T1 against ELK, T2 crossings, T8 drift, and the time of a layout from scratch and of one that makes room. */
export const layoutFamily: BenchFamily = {
  name: 'layout',
  about: 'T1, T2 and T8: time ÷ ELK layered, crossings ÷ ELK layered, drift of what stays',
  run: async () => {
    const lines: BenchLine[] = SIZES.map((services) => {
      const { warmMs, floorMs } = runLayoutTimes(services);
      return { measure: 'layout from scratch ÷ sorting and reading the graph', size: services, value: warmMs, floor: floorMs };
    });
    for (const services of SIZES) {
      const { adaptMs, drift } = runLayoutDrift(services);
      const { warmMs } = runLayoutTimes(services);
      lines.push(
        { measure: 'layout at 3 % churn ÷ from scratch', size: services, value: adaptMs, floor: warmMs },
        { measure: 'T8 drift of survivors at 3 % churn', size: services, value: drift * 100, floor: 0, unit: '%', target: valueAtMost(0) },
      );
    }
    for (const seed of SEEDS) {
      const { services, own, elk } = await runLayoutCrossings(200, seed);
      const measure = `T2 crossings per edge ÷ ELK, seed ${seed}`;
      lines.push({ measure, size: services, value: own, floor: elk, unit: 'crossings', target: ratioAtMost(1) });
    }
    const { ownMs, elkMs } = await runLayoutAgainstElk();
    lines.push({ measure: 'T1 layout of 3,000 ÷ ELK layered of 1,000', size: 3000, value: ownMs, floor: elkMs, target: ratioAtMost(0.05) });
    return lines;
  },
};
