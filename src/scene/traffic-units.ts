/** In what unit traffic is written: per second or minute, or as totals where one text of a proxy is all there is. */
import { formatBinaryByteRate, formatByteRate, formatRequestRate } from '../lib/format-number';

/** Taste: what a number is written in, never what it is. */
export interface UnitChoice {
  readonly rates: 'second' | 'minute';
  /** Powers of ten (kB) or of two (KiB). */
  readonly bytes: 'decimal' | 'binary';
}

export const DEFAULT_UNITS: UnitChoice = { rates: 'second', bytes: 'decimal' };

export interface TrafficUnits {
  readonly requests: (count: number) => string;
  readonly bytes: (count: number) => string;
  readonly connections: (count: number) => string;
}

const BYTES = { decimal: formatByteRate, binary: formatBinaryByteRate } as const;

const perSecond = (bytes: UnitChoice['bytes']): TrafficUnits => ({
  requests: formatRequestRate,
  bytes: BYTES[bytes],
  connections: (rate) => formatRequestRate(rate).replace('rps', '/s'),
});

/** Bytes stay per second: nobody reads a line's load by the minute. */
const perMinute = (bytes: UnitChoice['bytes']): TrafficUnits => ({
  requests: (rate) => formatRequestRate(rate * 60).replace('rps', 'rpm'),
  bytes: BYTES[bytes],
  connections: (rate) => formatRequestRate(rate * 60).replace('rps', '/min'),
});

/** "12.4k requests", "1.2 MB": the same digits without the "per second" that nobody measured. */
const totalsIn = (bytes: UnitChoice['bytes']): TrafficUnits => ({
  requests: (count) => (count === 1 ? '1 request' : formatRequestRate(count).replace('rps', 'requests')),
  bytes: (count) => BYTES[bytes](count).replace('/s', ''),
  connections: (count) => formatRequestRate(count).replace(' rps', ''),
});

/** Made once: components and scenes compare them by identity. */
const UNITS = {
  second: { decimal: perSecond('decimal'), binary: perSecond('binary') },
  minute: { decimal: perMinute('decimal'), binary: perMinute('binary') },
  totals: { decimal: totalsIn('decimal'), binary: totalsIn('binary') },
} as const;

export const PER_SECOND: TrafficUnits = UNITS.second.decimal;
export const TOTALS: TrafficUnits = UNITS.totals.decimal;

export const unitsOf = (totals: boolean, { rates, bytes }: UnitChoice = DEFAULT_UNITS): TrafficUnits =>
  UNITS[totals ? 'totals' : rates][bytes];
