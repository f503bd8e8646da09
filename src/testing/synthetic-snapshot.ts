/** A snapshot of a large mesh with its timeline, shaped like the answers of a real Prometheus. */

import type { Snapshot } from '../snapshot/snapshot';
import type { QuantileRow, RequestRow } from '../telemetry/rows';
import type { SpanSeries } from '../telemetry/span/span';
import { SMALL_SNAPSHOT } from './arbitrary-snapshot';
import { mesh } from './mesh-notation';
import { seededRandom, syntheticMesh } from './synthetic-mesh';

const START_SECONDS = 1_700_000_000;
const STEP_SECONDS = 60;

/**
 * `services` of them, three calls each, over an hour in steps of a minute: requests by code and reporter, bytes and connections of every tenth
 * call, three quantiles of every call from both sides. A rate is a count extrapolated from the sampled 285 s to the window of 300 s, as
 * Prometheus does with a scrape every 15 s (it aligns timestamps); a quantile is interpolated in a bucket from 50 to 100 ms by two counts.
 */
export function syntheticSnapshot(services: number): Snapshot {
  const random = seededRandom(services);
  const points = 61;
  const { edges } = syntheticMesh({ nodes: services, edges: services * 3, seed: 7 });
  const lines = edges.map(({ source, target }, at) => `${source} -> ${target} ${at % 10 === 0 ? 'tcp 100Bps' : '12rps 3%503 mtls'}`);
  const telemetry = mesh(lines.join('\n'), { atSeconds: START_SECONDS });
  const rates = (perSecond: number) =>
    Float64Array.from({ length: points }, () => {
      const counted = Math.round(perSecond * 300 * (0.8 + 0.4 * random()));
      return (counted * (300 / 285)) / 300;
    });
  const milliseconds = () =>
    Float64Array.from({ length: points }, () => {
      const inBucket = 1 + Math.floor(random() * 200);
      return 50 + 50 * (Math.floor(random() * inBucket) / inBucket);
    });
  const series = <Row extends object>(rows: readonly Row[], perSecond: (row: Row) => number): readonly SpanSeries<Row>[] =>
    rows.map((row) => ({ row, values: rates(perSecond(row)) }));
  const pairs = new Map(telemetry.requests.map((row) => [`${JSON.stringify([row.source, row.destination])} ${row.reporter}`, row]));
  const quantiles = [...pairs.values()].flatMap(({ reporter, source, destination, protocol }: RequestRow) =>
    [0.5, 0.95, 0.99].map((quantile): QuantileRow => ({ reporter, source, destination, protocol, quantile, milliseconds: 0 })),
  );
  const connections = telemetry.tcp.map(({ reporter, source, destination }) => ({
    reporter,
    source,
    destination,
    outcome: 'closed' as const,
    flags: '-',
    connectionsPerSecond: 0,
  }));
  const strip = { requestsPerSecond: rates(4000), errorRatio: rates(0.03), p99Milliseconds: rates(250) };
  return {
    ...SMALL_SNAPSHOT,
    moment: { ...SMALL_SNAPSHOT.moment, telemetry },
    span: {
      span: {
        grid: { startSeconds: START_SECONDS - STEP_SECONDS * (points - 1), stepSeconds: STEP_SECONDS, points },
        windowSeconds: 300,
        requests: series(telemetry.requests, ({ requestsPerSecond }) => requestsPerSecond),
        tcp: series(telemetry.tcp, ({ bytesPerSecond }) => bytesPerSecond),
        connections: series(connections, () => 0.2),
        quantiles: quantiles.map((row) => ({ row, values: milliseconds() })),
        quantileGrouping: 'app',
      },
      strip,
      changes: [],
      queries: [],
      problems: [],
    },
  };
}
