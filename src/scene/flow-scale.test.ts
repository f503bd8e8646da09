import { describe, expect, it } from 'vitest';
import { flowMeans, MOST_DOTS_IN_ALL, MOST_DOTS_PER_SECOND, requestsPerDot } from './flow-scale';
import type { SceneEdge } from './scene';

const edges = (...rates: readonly number[]): readonly SceneEdge[] =>
  rates.map((requestsPerSecond, index) => ({ id: String(index), requestsPerSecond }) as SceneEdge);

describe('what a dot stands for', () => {
  it.each([
    // At most 8 dots a second on the busiest edge: 8 rps need 1, 9 rps need 2 (the next of 1, 2, 5).
    ['a few requests', [0.2, 8], undefined, 1],
    ['a little more', [9], undefined, 2],
    ['17 rps', [17], undefined, 5],
    ['a thousand', [1000, 3], undefined, 200],
    // 100 edges of 8 rps are 800 dots a second; at most 400 in all need 2 requests a dot.
    ['many edges', Array.from({ length: 100 }, () => 8), undefined, 2],
    ['nothing', [], undefined, undefined],
    ['nothing but TCP', [0], undefined, undefined],
    // Kept: 5 is enough for 12 rps (needed 1.5) and not beyond five times of it; 10 is.
    ['a scale that still fits', [12], 5, 5],
    ['a scale that is far too coarse', [12], 10, 2],
    ['a scale that is too fine', [100], 5, 20],
  ] as const)('%s', (_, rates, before, scale) => expect(requestsPerDot(edges(...rates), before)).toBe(scale));

  it('keeps both limits at any rate', () => {
    for (let power = -3; power < 7; power += 0.1) {
      const rate = 10 ** power;
      const scale = requestsPerDot(edges(rate, rate, rate)) ?? 0;
      expect(rate / scale).toBeLessThanOrEqual(MOST_DOTS_PER_SECOND * (1 + 1e-9));
      expect((3 * rate) / scale).toBeLessThanOrEqual(MOST_DOTS_IN_ALL);
    }
  });

  it.each([
    [1, 'each dot is 1 request: one a second = 1 rps', '1 dot = 1 request'],
    [50, 'each dot is 50 requests: one a second = 50 rps', '1 dot = 50 requests'],
  ])('says %d in words', (scale, text, brief) => expect(flowMeans(scale)).toEqual({ text, brief }));
});
