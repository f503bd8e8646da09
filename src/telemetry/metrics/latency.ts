import { formatMilliseconds } from '../../lib/format-number';
import { type EdgeMetric, primaryRates } from './edge-metric';

const percentile = (id: 'p50' | 'p95' | 'p99', quantile: number): EdgeMetric => ({
  id,
  title: `${id} latency`,
  unit: 'milliseconds',
  format: (value, atLeast = false) => `${id} ${atLeast ? '≥ ' : ''}${formatMilliseconds(value)}`,
  promql(selection) {
    if (selection.protocol === 'tcp') return undefined;
    if (selection.nativeLatency === true)
      return `histogram_quantile(${quantile}, sum(${primaryRates(selection, selection.names.duration)}))`;
    const buckets = primaryRates(selection, `${selection.names.duration}_bucket`, { by: 'le' });
    return `histogram_quantile(${quantile}, sum by (le) (${buckets}))`;
  },
});

/** How long requests took, from buckets that are summed before the quantile is taken. */
export const p99 = percentile('p99', 0.99);
export const latencyMetrics: readonly EdgeMetric[] = [percentile('p50', 0.5), percentile('p95', 0.95), p99];
