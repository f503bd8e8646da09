import { benchFocus } from '../../src/mesh/focus.bench';
import { type BenchFamily, type BenchLine, valueAtMost } from './bench-line';

const SIZES = [200, 2000] as const;
const EDGES_PER_SERVICE = 3;
/** Milliseconds: a focus must be there before anybody waits for it. */
const TARGET = valueAtMost(100);

/** What a focus keeps of a mesh, against one look at every node and edge. */
export const focusFamily: BenchFamily = {
  name: 'focus',
  about: 'hops around, paths between, problems ÷ one look at the mesh',
  run: async () =>
    SIZES.flatMap((services): readonly BenchLine[] => {
      const bench = benchFocus(services, services * EDGES_PER_SERVICE);
      const line = { size: services, floor: bench.lookMs, target: TARGET };
      return [
        { measure: '4 hops both ways', ...line, value: bench.aroundMs },
        { measure: 'paths of up to 6 hops', ...line, value: bench.pathMs },
        { measure: 'problems and 1 hop', ...line, value: bench.problemsMs },
      ];
    }),
};
