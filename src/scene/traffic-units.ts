/** In what unit traffic is written: per second, or as totals where one text of a proxy is all there is. */
import { formatByteRate, formatRequestRate } from '../lib/format-number';

export interface TrafficUnits {
  readonly requests: (count: number) => string;
  readonly bytes: (count: number) => string;
  readonly connections: (count: number) => string;
}

export const PER_SECOND: TrafficUnits = {
  requests: formatRequestRate,
  bytes: formatByteRate,
  connections: (perSecond) => formatRequestRate(perSecond).replace('rps', '/s'),
};

/** "12.4k requests", "1.2 MB": the same digits without the "per second" that nobody measured. */
export const TOTALS: TrafficUnits = {
  requests: (count) => (count === 1 ? '1 request' : formatRequestRate(count).replace('rps', 'requests')),
  bytes: (count) => formatByteRate(count).replace('/s', ''),
  connections: (count) => formatRequestRate(count).replace(' rps', ''),
};

export const unitsOf = (totals: boolean): TrafficUnits => (totals ? TOTALS : PER_SECOND);
