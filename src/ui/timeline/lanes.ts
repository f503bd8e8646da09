/** The lines of the strip: what they are called, in which unit, and where they begin to worry. */
import { formatMilliseconds, formatRatio } from '../../lib/format-number';
import type { Thresholds } from '../../mesh/model';
import type { TrafficUnits } from '../../scene/traffic-units';
import type { SpanStrip } from '../../telemetry/span/span';

export interface Lane {
  readonly id: keyof SpanStrip;
  readonly title: string;
  /** As it is said within a sentence. */
  readonly spoken: string;
  readonly format: (value: number) => string;
  /** The smallest top of its axis: what is nearly nothing is not drawn as a mountain. */
  readonly leastTop: number;
  /** From here on it is degraded, and failing. */
  readonly limits?: { readonly warn: number; readonly fail: number };
}

export function lanesOf({ degradedPercent, failingPercent }: Thresholds, { requests }: TrafficUnits): readonly Lane[] {
  return [
    { id: 'requestsPerSecond', title: 'Requests', spoken: 'requests', format: requests, leastTop: 0.1 },
    {
      id: 'errorRatio',
      title: 'Errors',
      spoken: 'errors',
      format: formatRatio,
      leastTop: 0.01,
      limits: { warn: degradedPercent / 100, fail: failingPercent / 100 },
    },
    { id: 'p99Milliseconds', title: 'p99', spoken: 'p99 latency', format: formatMilliseconds, leastTop: 1 },
  ];
}
