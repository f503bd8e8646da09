import { benchDiff } from '../../src/inquiry/diff/compare-meshes.bench';
import { type BenchFamily, type BenchLine, ratioAtMost } from './bench-line';

const SIZES = [300, 1000, 3000] as const;
const EDGES_PER_SERVICE = 3;
/** Comparing two moments must not cost more than building both (docs/benchmarks.md). */
const TARGET = ratioAtMost(2);

/** What differs between two meshes against building one of them. */
export const diffFamily: BenchFamily = {
  name: 'diff',
  about: 'difference of two moments ÷ rows → graph of one',
  run: async () =>
    SIZES.map((services): BenchLine => {
      const { compareMs, buildMeshMs } = benchDiff(services, services * EDGES_PER_SERVICE);
      return { measure: 'difference ÷ rows → graph', size: services, floor: buildMeshMs, value: compareMs, target: TARGET };
    }),
};
