import { expect, it } from 'vitest';
import { buildMesh } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { mesh } from '../testing/mesh-notation';
import { MOST_WORST, rankWorst } from './rank-worst';

const edgesOf = (text: string) => buildMesh(mesh(text), { groupBy: 'app', closed: new Set(), thresholds: DEFAULT_THRESHOLDS }).edges;
const targets = (text: string) => {
  const edges = edgesOf(text);
  const ranks = rankWorst(edges);
  return [...edges].sort((a, b) => (ranks.get(a.id) ?? 99) - (ranks.get(b.id) ?? 99)).map(({ target }) => target.split('/').at(-1));
};

it('ranks failing before degraded, then failed requests a second, then p99', () => {
  // Failing at 10 %: a 20 % of 5 = 1/s, b 50 % of 1 = 0.5/s; degraded: c 1 % of 100 = 1/s, d 2 % of 10 = 0.2/s; then the slower.
  expect(
    targets(`
      web -> e 900rps p:10
      web -> f 1rps p:500
      web -> d 10rps 2%5xx
      web -> c 100rps 1%5xx
      web -> b 1rps 50%5xx
      web -> a 5rps 20%5xx
    `),
  ).toEqual(['a', 'b', 'c', 'd', 'f', 'e']);
});

it('ranks the same whatever the order, and no more than are kept', () => {
  const edges = edgesOf(Array.from({ length: 40 }, (_, index) => `web -> s${index} 1rps`).join('\n'));
  const ranks = rankWorst(edges);
  expect(ranks.size).toBe(MOST_WORST);
  expect(rankWorst([...edges].reverse())).toEqual(ranks);
});
