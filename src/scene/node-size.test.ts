import { describe, expect, it } from 'vitest';
import { nodeSize } from './node-size';

const part = (version: string, requestsPerSecond: number) => ({ version, workloads: [version], requestsPerSecond });

describe('the size of a node', () => {
  it('does not depend on traffic', () => {
    const quiet = { kind: 'app', name: 'reviews', parts: [part('v1', 0), part('v2', 0)] } as const;
    const busy = { kind: 'app', name: 'reviews', parts: [part('v1', 9000), part('v2', 0.1)] } as const;
    expect(nodeSize(busy)).toEqual(nodeSize(quiet));
  });
  it('grows a row for each version, up to four rows', () => {
    const height = (count: number) =>
      nodeSize({ kind: 'app', name: 'a', parts: Array.from({ length: count }, (_, index) => part(`v${index}`, 1)) }).height;
    expect([0, 1, 2, 3, 4, 5, 40].map(height)).toEqual([44, 44, 80, 98, 116, 116, 116]);
  });
  it('holds a name of nine letters where a whole small mesh is shown at half its size', () => {
    // A bold letter of 10.5 px, the smallest drawn, is at most 6.2 px wide: 9 × 6.2 + 8 px of margins.
    for (const name of ['inventory', 'ledger-db', 'cart']) expect(nodeSize({ kind: 'app', name }).width / 2).toBeGreaterThanOrEqual(63.8);
  });
  it('is bounded however long the name is', () => {
    expect(nodeSize({ kind: 'workload', name: 'x'.repeat(10_000) })).toEqual({ width: 240, height: 44 });
  });
});
