/** How long the slowest hundredth took at least; "≥" when it left the histogram's last bucket. */
import { p99 as metric } from '../../telemetry/metrics/latency';
import type { EdgeLabel } from './edge-label';

export const p99: EdgeLabel = {
  id: 'p99',
  title: 'p99 latency',
  example: 'p99 240 ms',
  means: '99 of 100 requests were faster',
  of: (edge) => {
    const quantile = edge.latency?.p99;
    if (quantile === undefined) return undefined;
    return { text: metric.format(quantile.milliseconds, quantile.atLeast), tone: 'ok' };
  },
};
