import { benchMesh } from '../../src/mesh/build-mesh.bench';
import { type BenchFamily, type BenchLine, ratioAtMost } from './bench-line';

const SIZES = [50, 200, 1000, 3000] as const;
const EDGES_PER_SERVICE = 3;
/** Grouping and summing must not cost more than reading the answer from text (docs/benchmarks.md). */
const TARGET = ratioAtMost(1);

/** Rows → graph against JSON.parse of the answers the rows came from. */
export const meshFamily: BenchFamily = {
  name: 'mesh',
  about: 'rows → graph ÷ JSON.parse of the same answers',
  run: async () =>
    SIZES.flatMap((services): readonly BenchLine[] => {
      const bench = benchMesh(services, services * EDGES_PER_SERVICE, services < 1000 ? 15 : 5);
      const rows = { size: services, floor: bench.parseJsonMs };
      return [
        { measure: 'rows → graph ÷ JSON.parse', ...rows, value: bench.buildMeshMs, target: TARGET },
        { measure: 'samples → rows → graph ÷ JSON.parse', ...rows, value: bench.parseRowsMs + bench.buildMeshMs },
      ];
    }),
};
