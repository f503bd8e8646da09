import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatBinaryByteRate,
  formatByteRate,
  formatCount,
  formatMilliseconds,
  formatRatio,
  formatRequestRate,
  formatShare,
} from './format-number';

describe('numbers as people read them', () => {
  it('a count has its thousands apart as the locale data of English has them', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), (count) => formatCount(count) === count.toLocaleString('en-US')));
    expect([0, 999, 1000, 36_002.4, 4_000_000].map(formatCount)).toEqual(['0', '999', '1,000', '36,002', '4,000,000']);
  });
  it.each([
    [0, '0 rps'],
    [0.004, '<0.01 rps'],
    [0.333, '0.33 rps'],
    [12.34, '12.3 rps'],
    [120, '120 rps'],
    [999.7, '1k rps'],
    [12_400, '12.4k rps'],
  ])('%d requests per second read %s', (value, text) => {
    expect(formatRequestRate(value)).toBe(text);
  });
  it.each([
    [0, '0 %'],
    [0.0001, '<0.1 %'],
    [0.031, '3.1 %'],
    [0.126, '13 %'],
    [0.9995, '>99.9 %'],
    [0.996, '99.6 %'],
    [1, '100 %'],
  ])('a ratio of %d reads %s', (value, text) => {
    expect(formatRatio(value)).toBe(text);
  });
  it.each([
    [0, '0 %'],
    [0.0004, '<0.1 %'],
    [0.118, '11.8 %'],
    [0.9, '90 %'],
    [0.9996, '>99.9 %'],
    [1, '100 %'],
  ])('a share of %d reads %s', (value, text) => {
    expect(formatShare(value)).toBe(text);
  });
  it.each([
    [0.42, '0.42 ms'],
    [240.4, '240 ms'],
    [1234, '1.23 s'],
    [150_000, '2.5 min'],
  ])('%d milliseconds read %s', (value, text) => {
    expect(formatMilliseconds(value)).toBe(text);
  });
  it.each([
    [0, '0 B/s'],
    [0.2, '<1 B/s'],
    [1_234_567, '1.23 MB/s'],
  ])('%d bytes per second read %s', (value, text) => {
    expect(formatByteRate(value)).toBe(text);
  });
  it.each([
    [0.2, '<1 B/s'],
    [1000, '1000 B/s'],
    [1536, '1.5 KiB/s'],
    [1_234_567, '1.18 MiB/s'],
  ])('%d bytes per second read %s in powers of two', (value, text) => {
    expect(formatBinaryByteRate(value)).toBe(text);
  });
});
