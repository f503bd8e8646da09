import { runRenderBench } from '../../e2e/bench/run-render-bench';
import { type BenchFamily, type BenchLine, ratioAtMost, type Target, valueAtMost } from './bench-line';

/** The targets of T3 to T7 and T12 hold for the whole-mesh map; at 1,000 Cytoscape may take twice the best of a well-kept stock one. */
const AT_1000: readonly (readonly [start: string, atMost: number])[] = [
  ['first frame', 134],
  ['pan frame', 14],
  ['full recolour', 38],
  ['1 % recolour', 18],
  ['hover pick', 0.02],
];

function targetOf(measure: string, size: number): Target | undefined {
  if (measure.startsWith('longest task')) return valueAtMost(200);
  const found = size <= 1000 ? AT_1000.find(([start]) => measure.startsWith(start)) : undefined;
  return found === undefined ? undefined : ratioAtMost(found[1]);
}

/** Scene, update, pan, recolour and pick in Chromium against a bare canvas that draws the same primitives. */
export const renderFamily: BenchFamily = {
  name: 'render',
  about: 'drawing, updating, panning and picking in Chromium ÷ a bare canvas with the same primitives',
  run: async () =>
    (await runRenderBench()).map(({ measure, size, ms, floorMs }): BenchLine => {
      const target = targetOf(measure, size);
      return { measure, size, value: ms, floor: floorMs, ...(target !== undefined && { target }) };
    }),
};
