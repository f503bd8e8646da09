import type { InstantSample, Labels } from '../prometheus/client-types';
import { latencyFamily } from '../telemetry/families/latency';
import { requestsFamily } from '../telemetry/families/requests';
import type { Telemetry } from '../telemetry/rows';
import { leastTime } from '../testing/least-time';
import { syntheticAnswers } from '../testing/synthetic-answer';
import { buildMesh } from './build-mesh';
import { DEFAULT_THRESHOLDS } from './health';

/** Rows → mesh against its floor: JSON.parse of the same answers in the same run. */
export interface MeshBench {
  readonly requestRows: number;
  readonly bucketRows: number;
  readonly edges: number;
  readonly parseJsonMs: number;
  readonly parseRowsMs: number;
  readonly buildMeshMs: number;
  /** Rows → mesh ÷ JSON.parse of the answers the rows came from. */
  readonly ratio: number;
  /** The same with the parsing of the rows. */
  readonly ratioWithRows: number;
}

interface Body {
  readonly data: { readonly result: readonly { readonly metric: Labels; readonly value: readonly [number, string] }[] };
}

/** Best of a few runs each, so that a busy machine does not show. */
export function benchMesh(services: number, edges: number, runs = 5): MeshBench {
  const text = syntheticAnswers(services, edges);
  const parse = (): readonly [Body, Body] => [JSON.parse(text.requests), JSON.parse(text.latency)];
  const [requests, latency] = parse();
  const samples = ({ data }: Body): readonly InstantSample[] =>
    data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]), timestampSeconds: value[0] }));
  const rows = (): Telemetry => ({
    atSeconds: 1_700_000_000,
    windowSeconds: 300,
    requests: requestsFamily.parse(samples(requests)).value,
    tcp: [],
    latency: latencyFamily.parse(samples(latency)).value,
  });
  const telemetry = rows();
  const build = () => buildMesh(telemetry, { groupBy: 'app', closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
  const mesh = build();
  const parseJsonMs = leastTime(runs, parse);
  const parseRowsMs = leastTime(runs, rows);
  const buildMeshMs = leastTime(runs, build);
  return {
    requestRows: telemetry.requests.length,
    bucketRows: latency.data.result.length,
    edges: mesh.edges.length,
    parseJsonMs,
    parseRowsMs,
    buildMeshMs,
    ratio: buildMeshMs / parseJsonMs,
    ratioWithRows: (parseRowsMs + buildMeshMs) / parseJsonMs,
  };
}

/** `npx tsx src/mesh/build-mesh.bench.ts`: 32,400 request rows and 108,000 bucket rows, about the largest answers that come to a browser. */
if (process.argv[1]?.endsWith('build-mesh.bench.ts') === true) console.log(benchMesh(1500, 5400));
