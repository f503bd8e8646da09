import { describe, expect, it } from 'vitest';
import type { Delta } from '../inquiry/diff/model';
import { errorDelta, fromTo, mtlsDelta, p99Delta, rateDelta, signed } from './delta-text';
import { PER_SECOND } from './traffic-units';

const beyond = (before: number | undefined, after: number | undefined): Delta => ({ before, after, significant: true });

describe('two moments of one number', () => {
  it.each([
    ['120 rps', '480 rps', '120 → 480 rps'],
    ['950 rps', '1.2k rps', '950 → 1.2k rps'],
    ['900 kB/s', '1.2 MB/s', '900 kB/s → 1.2 MB/s'],
    ['0.2 % err', '8.4 % err', '0.2 → 8.4 % err'],
    ['mTLS', '40 % mTLS', 'mTLS → 40 % mTLS'],
    ['mTLS', 'plaintext', 'mTLS → plaintext'],
    ['–', '12 rps', '– → 12 rps'],
  ])('%s and %s', (before, after, text) => {
    expect(fromTo(before, after)).toBe(text);
  });

  it('say nothing where both are written the same', () => {
    expect(fromTo('0.2 % err', '0.2 % err')).toBeUndefined();
  });

  it('are said in the units of the map', () => {
    expect(rateDelta(beyond(120, 480), PER_SECOND.requests)).toBe('120 → 480 rps');
    expect(rateDelta(beyond(1200, 3_400_000), PER_SECOND.bytes)).toBe('1.2 kB/s → 3.4 MB/s');
    expect(errorDelta(beyond(0.002, 0.084))).toBe('0.2 → 8.4 % err');
    expect(p99Delta(beyond(190, 500))).toBe('p99 +310 ms');
    expect(p99Delta(beyond(2500, 500))).toBe('p99 −2 s');
    expect(mtlsDelta({ mtls: beyond(1, 0) })).toBe('mTLS → plaintext');
    expect(mtlsDelta({ mtls: beyond(undefined, 1) })).toBe('mTLS ? → mTLS');
  });

  it('say what a moment does not know as unknown, never as zero', () => {
    expect(rateDelta(beyond(undefined, 5), PER_SECOND.requests)).toBe('– → 5 rps');
    expect(p99Delta(beyond(undefined, 40))).toBe('p99 – → 40 ms');
    expect(signed(beyond(undefined, 5), String)).toBeUndefined();
  });

  it('are not said within noise', () => {
    const noise: Delta = { before: 100, after: 103, significant: false };
    expect([rateDelta(noise, PER_SECOND.requests), errorDelta(noise), p99Delta(noise), mtlsDelta({ mtls: noise })]).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
  });

  it('carry their sign, and none where nothing moved', () => {
    expect(signed(beyond(1, 3), String)).toBe('+2');
    expect(signed(beyond(3, 1), String)).toBe('−2');
    expect(signed(beyond(3, 3), String)).toBe('±0');
  });
});
