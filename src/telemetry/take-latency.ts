import type { Problem } from '../lib/problem';
import { type Asked, type Asking, askFamily } from './ask-family';
import { destinationLatencyFamily, latencyFamily } from './families/latency';
import { type QuantileGrouping, quantilesFamily } from './families/quantiles';
import { latencyByServer, latencyNative } from './problems';
import type { CalledEnd, End, LatencyRow, QuantileRow, RequestRow } from './rows';

/** Bucket rows that may come to the browser; beyond, the server computes the quantiles (docs/telemetry.md §5). */
export const BUCKET_ROW_LIMIT = 20_000;
/** Istio's default number of bounds, +Inf included: what one pair costs in rows. */
const USUAL_BUCKETS = 20;

export interface LatencyOptions {
  readonly grouping: QuantileGrouping;
  readonly bucketRowLimit: number;
}

/** What could be learnt about latency: buckets, or quantiles from the server, or neither (the problems say why). */
export interface LatencyTaken {
  readonly latency?: readonly LatencyRow[];
  readonly quantiles?: readonly QuantileRow[];
  /** What the quantiles were taken for. */
  readonly grouping?: QuantileGrouping;
  readonly asked: readonly Asked<LatencyRow | QuantileRow>[];
  readonly problems: readonly Problem[];
}

/** Latency of the pairs that the requests showed: buckets while they are few, else quantiles by the server, else native histograms. */
export async function takeLatency(asking: Asking, requests: readonly RequestRow[], options: LatencyOptions): Promise<LatencyTaken> {
  if (requests.length === 0) return { asked: [], problems: [] };
  const pairs = countPairs(requests);
  const estimated = (pairs.clientSide + pairs.destinationOnly) * USUAL_BUCKETS;
  if (estimated > options.bucketRowLimit) {
    const taken = await takeQuantiles(asking, options.grouping, { native: false, clientSideOnly: pairs.destinationOnly === 0 });
    return { ...taken, problems: [latencyByServer(estimated, options.bucketRowLimit)] };
  }
  const asked = await Promise.all([
    ...(pairs.clientSide > 0 ? [askFamily(asking, latencyFamily)] : []),
    ...(pairs.destinationOnly > 0 ? [askFamily(asking, destinationLatencyFamily)] : []),
  ]);
  const rows = asked.flatMap((one) => one.rows ?? []);
  const allAnswered = asked.every((one) => one.rows !== undefined);
  if (rows.length > 0 || !allAnswered) return { ...(asked.some((one) => one.rows) && { latency: rows }), asked, problems: [] };
  const native = await takeQuantiles(asking, options.grouping, { native: true, clientSideOnly: pairs.destinationOnly === 0 });
  const found = (native.quantiles?.length ?? 0) > 0;
  return { ...(found ? native : { latency: [] }), asked: [...asked, ...native.asked], problems: found ? [latencyNative()] : [] };
}

async function takeQuantiles(
  asking: Asking,
  grouping: QuantileGrouping,
  options: { readonly native: boolean; readonly clientSideOnly: boolean },
): Promise<LatencyTaken> {
  const asked = await askFamily(asking, quantilesFamily(grouping, options));
  return { ...(asked.rows !== undefined && { quantiles: asked.rows, grouping }), asked: [asked], problems: [] };
}

/** Pairs by whether a client or waypoint reports them (Q3 answers) or the destination alone (Q3d answers). */
export function countPairs(requests: readonly RequestRow[]): { readonly clientSide: number; readonly destinationOnly: number } {
  const ends = new Map<End | CalledEnd, number>();
  const index = (end: End | CalledEnd): number => {
    const known = ends.get(end) ?? ends.size;
    ends.set(end, known);
    return known;
  };
  const clientSide = new Set<string>();
  const destination = new Set<string>();
  for (const row of requests) {
    const pair = `${index(row.source)} ${index(row.destination)} ${row.protocol}`;
    if (row.reporter === 'destination') destination.add(pair);
    else clientSide.add(`${pair} ${row.reporter}`);
  }
  const seenByClient = new Set(Array.from(clientSide, (key) => key.slice(0, key.lastIndexOf(' '))));
  let destinationOnly = 0;
  for (const pair of destination) if (!seenByClient.has(pair)) destinationOnly += 1;
  return { clientSide: clientSide.size, destinationOnly: destinationOnly === 0 ? 0 : destination.size };
}
