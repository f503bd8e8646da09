/** Meshes that differ by chance alone, and one that does not: drawn from known rates with a seed. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../../mesh/health';
import type { CalledEnd, RequestRow, Telemetry } from '../../telemetry/rows';
import { seededRandom } from '../../testing/synthetic-mesh';
import { compareMeshes } from './compare-meshes';
import { FALSE_DISCOVERIES } from './held';
import type { MomentSide } from './moment-side';
import { sideOfTelemetry } from './side-of-moment';

const WINDOW = 60;
const BOUNDS_MS = [5, 10, 25, 50, 100, 250, 500, 1000, Number.POSITIVE_INFINITY] as const;

/** What is true of an edge, whatever a window counts. */
interface True {
  readonly at: number;
  readonly perSecond: number;
  readonly failing: number;
  /** Of an exponential distribution. */
  readonly meanMs: number;
}

/** Rates from 1 in ten minutes to 30 a second, a third of them failing now and then: 300 lines into 60 services. */
function trueMesh(edges: number, random: () => number): readonly True[] {
  return Array.from({ length: edges }, (_, at) => ({
    at,
    perSecond: 30 * 10 ** (-4.3 * random()),
    failing: random() < 0.3 ? 0.3 * random() : 0,
    meanMs: 10 + 200 * random(),
  }));
}

/** D. E. Knuth's product of uniforms, in steps of at most 30 so that it does not underflow. */
function poisson(mean: number, random: () => number): number {
  if (mean > 30) return poisson(30, random) + poisson(mean - 30, random);
  const limit = Math.exp(-mean);
  let product = random();
  let count = 0;
  while (product > limit) {
    product *= random();
    count += 1;
  }
  return count;
}

const end = (name: string): CalledEnd => ({ cluster: 'east', namespace: 'shop', workload: name, app: name });

function observe(edges: readonly True[], random: () => number): Telemetry {
  const requests: RequestRow[] = [];
  const latency: Telemetry['latency'] & object = edges.flatMap(({ at, perSecond, failing, meanMs }) => {
    const counts = { '200': poisson(perSecond * (1 - failing) * WINDOW, random), '503': poisson(perSecond * failing * WINDOW, random) };
    const ends = { reporter: 'source', source: end(`from-${at}`), destination: end(`to-${at % 60}`), protocol: 'http' } as const;
    const rows = Object.entries(counts).filter(([, count]) => count > 0);
    requests.push(
      ...rows.map(
        ([responseCode, count]): RequestRow => ({
          ...ends,
          responseCode,
          flags: '-',
          securityPolicy: 'absent',
          requestsPerSecond: count / WINDOW,
        }),
      ),
    );
    const times = Array.from({ length: counts['200'] + counts['503'] }, () => -meanMs * Math.log(1 - random()));
    return [
      {
        ...ends,
        buckets: BOUNDS_MS.map((bound) => ({ upperBoundMs: bound, perSecond: times.filter((time) => time <= bound).length / WINDOW })),
      },
    ];
  });
  return { atSeconds: 1_700_000_000, windowSeconds: WINDOW, requests, tcp: [], latency, connections: [] };
}

const sideOf = (telemetry: Telemetry): MomentSide =>
  sideOfTelemetry({ telemetry, queries: [] }, { groupBy: 'workload', thresholds: DEFAULT_THRESHOLDS });

describe('two windows of a mesh', () => {
  it('where nothing changed differ in at most one of a hundred comparisons', () => {
    const random = seededRandom(6);
    // Where nothing changed every change named is false, so that the false discovery rate is the chance of naming any: 1 %. Of 20 pairs
    // of windows 0.2 are expected to; two or more have a chance of 1.8 % (Poisson).
    expect(FALSE_DISCOVERIES).toBe(0.01);
    const pairs = Array.from({ length: 20 }, () => {
      const edges = trueMesh(300, random);
      return compareMeshes(sideOf(observe(edges, random)), sideOf(observe(edges, random)));
    });
    expect(pairs.filter(({ ranked }) => ranked.length > 0).length).toBeLessThan(2);
    // The rare calls are there: one in ten minutes comes and goes from window to window.
    expect(pairs.every(({ edges }) => [...edges.values()].some(({ doubt }) => doubt === 'too-few'))).toBe(true);
  });

  it('where one of 300 edges fails 10 % more name it, and at most one besides it in ten windows', () => {
    const random = seededRandom(7);
    const others: string[] = [];
    for (let turn = 0; turn < 10; turn++) {
      const edges = trueMesh(300, random);
      const before = edges.map((edge) => (edge.at === 7 ? { ...edge, perSecond: 10, failing: 0 } : edge));
      const after = before.map((edge) => (edge.at === 7 ? { ...edge, failing: 0.1 } : edge));
      // 60 of 600 against none: p ≈ 2^-60, far below 0.01 / 2,400.
      const { ranked } = compareMeshes(sideOf(observe(before, random)), sideOf(observe(after, random)));
      expect(ranked[0]).toContain('from-7>');
      others.push(...ranked.slice(1));
    }
    expect(others.length).toBeLessThan(2);
  });

  it('of the same counts are the same', () => {
    const random = seededRandom(8);
    for (let turn = 0; turn < 10; turn++) {
      const side = sideOf(observe(trueMesh(60, random), random));
      expect(compareMeshes(side, side).counts).toEqual({
        added: 0,
        removed: 0,
        worse: 0,
        better: 0,
        changed: 0,
        unchanged: side.mesh.edges.length,
      });
    }
  });
});
