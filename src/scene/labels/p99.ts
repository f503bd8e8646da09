/** How long the slowest hundredth took at least; "≥" when it left the histogram's last bucket. */
import { p99 as metric } from '../../telemetry/metrics/latency';
import { p99Delta } from '../delta-text';
import { toneOfDelta } from './change-tone';
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
  change: {
    example: 'p99 +310 ms',
    means: '99 of 100 requests were faster than a bound that moved by so much',
    of: (change, edge) => {
      const text = p99Delta(change.p99);
      return text === undefined ? undefined : { text, tone: toneOfDelta(change.p99, 'worse', edge) };
    },
  },
};
