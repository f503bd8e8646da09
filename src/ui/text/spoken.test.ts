import { describe, expect, it } from 'vitest';
import { formatByteRate, formatMilliseconds, formatRatio, formatRequestRate } from '../../lib/format-number';
import { PER_SECOND, TOTALS } from '../../scene/traffic-units';
import { spoken } from './spoken';

describe('figures are said with their units in full', () => {
  it.each([
    [formatRequestRate(120), '120 requests per second'],
    [formatRequestRate(1), '1 request per second'],
    [formatRequestRate(1000), '1 thousand requests per second'],
    [formatRequestRate(12_400), '12.4 thousand requests per second'],
    [formatRequestRate(2.5e6), '2.5 million requests per second'],
    [formatRequestRate(0.001), 'less than 0.01 requests per second'],
    [formatByteRate(1_200_000), '1.2 megabytes per second'],
    [formatByteRate(0.2), 'less than 1 byte per second'],
    [formatByteRate(512), '512 bytes per second'],
    [formatRatio(0.031), '3.1 percent'],
    [formatRatio(0.0001), 'less than 0.1 percent'],
    [formatRatio(0.99999), 'more than 99.9 percent'],
    [formatMilliseconds(240), '240 milliseconds'],
    [formatMilliseconds(1), '1 millisecond'],
    [formatMilliseconds(1200), '1.2 seconds'],
    [formatMilliseconds(150_000), '2.5 minutes'],
    ['≥ 10 s', 'at least 10 seconds'],
    [TOTALS.requests(12_400), '12.4 thousand requests'],
    [TOTALS.requests(1), '1 request'],
    [TOTALS.bytes(1_200_000), '1.2 megabytes'],
    [PER_SECOND.connections(3), '3 per second'],
    ['12 % 503 UF', '12 percent 503 UF'],
    ['no response', 'no response'],
  ])('%s', (written, said) => {
    expect(spoken(written)).toBe(said);
  });
});
