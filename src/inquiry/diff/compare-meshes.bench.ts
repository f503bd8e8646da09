import { buildMesh } from '../../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../../mesh/health';
import type { InstantSample, Labels } from '../../prometheus/client-types';
import { latencyFamily } from '../../telemetry/families/latency';
import { requestsFamily } from '../../telemetry/families/requests';
import type { RequestRow, Telemetry } from '../../telemetry/rows';
import { leastTime } from '../../testing/least-time';
import { syntheticAnswers } from '../../testing/synthetic-answer';
import { seededRandom } from '../../testing/synthetic-mesh';
import { compareMeshes } from './compare-meshes';
import { sideOfTelemetry } from './side-of-moment';

/** The difference of two moments against building one mesh of that size, in the same run. */
export interface DiffBench {
  readonly edges: number;
  readonly ranked: number;
  readonly buildMeshMs: number;
  readonly compareMs: number;
  /** Comparing ÷ building one of the two. */
  readonly ratio: number;
}

interface Body {
  readonly data: { readonly result: readonly { readonly metric: Labels; readonly value: readonly [number, string] }[] };
}

/** Between the two every rate sways, and a tenth of the rows has half or twice its rate: much more differs than on a bad day. */
export function benchDiff(services: number, edges: number, runs = 5): DiffBench {
  const text = syntheticAnswers(services, edges);
  const samples = (body: string): readonly InstantSample[] =>
    (JSON.parse(body) as Body).data.result.map(({ metric, value }) => ({
      labels: metric,
      value: Number(value[1]),
      timestampSeconds: value[0],
    }));
  const rows = requestsFamily.parse(samples(text.requests)).value;
  const latency = latencyFamily.parse(samples(text.latency)).value;
  const telemetryOf = (requests: readonly RequestRow[]): Telemetry => ({
    atSeconds: 1_700_000_000,
    windowSeconds: 300,
    requests,
    tcp: [],
    latency,
    connections: [],
  });
  const random = seededRandom(9);
  const swayed = rows.map((row) => {
    const factor = random() < 0.1 ? 2 ** (random() < 0.5 ? 1 : -1) : 0.98 + 0.04 * random();
    return { ...row, requestsPerSecond: row.requestsPerSecond * factor };
  });
  const options = { groupBy: 'workload', thresholds: DEFAULT_THRESHOLDS } as const;
  const [before, after] = [telemetryOf(rows), telemetryOf(swayed)];
  const sides = [before, after].map((telemetry) => sideOfTelemetry({ telemetry, queries: [] }, options));
  const [a, b] = sides;
  if (a === undefined || b === undefined) throw new Error('no sides');
  const difference = compareMeshes(a, b);
  const buildMeshMs = leastTime(runs, () => buildMesh(after, { ...options, closed: new Set() }));
  const compareMs = leastTime(runs, () => compareMeshes(a, b));
  return { edges: difference.edges.size, ranked: difference.ranked.length, buildMeshMs, compareMs, ratio: compareMs / buildMeshMs };
}

/** `npx tsx src/inquiry/diff/compare-meshes.bench.ts`: 3,000 services and 9,000 edges. */
if (process.argv[1]?.endsWith('compare-meshes.bench.ts') === true) console.log(benchDiff(3000, 9000));
