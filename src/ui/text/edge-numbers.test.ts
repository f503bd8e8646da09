import { describe, expect, it } from 'vitest';
import { mtlsSentence, mtlsShort, quantileText, ratioText } from './edge-numbers';

describe('numbers of an edge in words', () => {
  it('says at least for a quantile beyond the last bucket', () => {
    expect(quantileText({ milliseconds: 10_000, atLeast: true })).toBe('≥ 10 s');
    expect(quantileText({ milliseconds: 240, atLeast: false })).toBe('240 ms');
  });

  it('shows unknown as unknown, never as zero', () => {
    expect(quantileText(undefined)).toBe('–');
    expect(ratioText(undefined)).toBe('–');
    expect(ratioText(0)).toBe('0 %');
  });

  it.each([
    [undefined, 'unknown', /^Nobody could tell/],
    [0, 'plaintext', /^Plaintext/],
    [0.25, '25 %', /25 % encrypted, 75 % plaintext/],
    [1, 'mTLS', /^Encrypted/],
  ])('tells an mTLS share of %s as %s', (ratio, short, sentence) => {
    const share = { mutual: 1, plaintext: 3, ratio };
    expect(mtlsShort(share)).toBe(short);
    expect(mtlsSentence(share)).toMatch(sentence);
  });
});
