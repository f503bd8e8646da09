import { describe, expect, it } from 'vitest';
import { PER_SECOND, TOTALS } from './traffic-units';

describe('units of traffic', () => {
  it('writes rates per second', () => {
    expect([PER_SECOND.requests(49), PER_SECOND.bytes(1.2e6), PER_SECOND.connections(0.5)]).toEqual(['49 rps', '1.2 MB/s', '0.5 /s']);
  });

  it('never says per second of a total', () => {
    expect([TOTALS.requests(12_400), TOTALS.requests(1), TOTALS.bytes(1.2e6), TOTALS.connections(7)]).toEqual([
      '12.4k requests',
      '1 request',
      '1.2 MB',
      '7',
    ]);
  });
});
