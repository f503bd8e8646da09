/** How long requests of one edge took as each class of proxies measured it, in one instant query. */
import type { InstantSample } from '../../prometheus/client-types';
import { edgeSeries } from '../../telemetry/metrics/edge-metric';
import { rateOf } from '../../telemetry/promql';
import type { Reporter } from '../../telemetry/rows';
import type { Mesh, MeshEdge } from '../model';
import { type ProvenanceContext, selectEdge } from '../provenance';

const QUANTILES = { p50: '0.5', p95: '0.95', p99: '0.99' } as const;
export type QuantileName = keyof typeof QUANTILES;

/** undefined for TCP, and when the edge is not of this mesh. */
export function sideLatencyQuery(mesh: Mesh, edge: MeshEdge, context: ProvenanceContext): string | undefined {
  const selection = edge.protocol === 'tcp' ? undefined : selectEdge(mesh, edge, context);
  if (selection === undefined) return undefined;
  const { names, windowSeconds, nativeLatency } = selection;
  const native = nativeLatency === true;
  const rates = rateOf(native ? names.duration : `${names.duration}_bucket`, edgeSeries(selection), windowSeconds);
  const summed = `sum by (${native ? 'reporter' : 'le,reporter'}) (${rates})`;
  return Object.values(QUANTILES)
    .map((quantile) => `label_replace(histogram_quantile(${quantile}, ${summed}), "quantile", "${quantile}", "", "")`)
    .join(' or ');
}

/** Milliseconds by reporter and quantile; what nobody measured is absent. */
export type SideLatency = Readonly<Partial<Record<Reporter, Readonly<Partial<Record<QuantileName, number>>>>>>;

export function readSideLatency(samples: readonly InstantSample[]): SideLatency {
  const found: Partial<Record<Reporter, Partial<Record<QuantileName, number>>>> = {};
  for (const { labels, value } of samples) {
    const reporter = REPORTERS.find((one) => one === labels.reporter);
    const name = NAMES.find((one) => QUANTILES[one] === labels.quantile);
    if (reporter === undefined || name === undefined || !Number.isFinite(value)) continue;
    found[reporter] = { ...found[reporter], [name]: value };
  }
  return found;
}

const REPORTERS: readonly Reporter[] = ['source', 'waypoint', 'destination'];
const NAMES: readonly QuantileName[] = ['p50', 'p95', 'p99'];

/** Source p50 − destination p50: the time a request spent outside the destination's proxy. `undefined` when a side is missing. */
export function networkMilliseconds(sides: SideLatency): number | undefined {
  const source = sides.source?.p50;
  const destination = sides.destination?.p50;
  return source === undefined || destination === undefined ? undefined : source - destination;
}
