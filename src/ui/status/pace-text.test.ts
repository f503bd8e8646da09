import { describe, expect, it } from 'vitest';
import { paceOf } from '../../app/pace';
import { paceText } from './pace-text';

describe('the status line on the pace', () => {
  it.each<readonly [string, Parameters<typeof paceOf>[0], string | undefined]>([
    ['nothing at the pace that was chosen', { refreshSeconds: 15, lastDurationMs: 200, failures: 0 }, undefined],
    ['15 s × 2³ after three failures', { refreshSeconds: 15, lastDurationMs: 200, failures: 3 }, '▲ source fails: asking every 2m'],
    [
      'twice the 20 s that an answer takes',
      { refreshSeconds: 15, lastDurationMs: 20_000, failures: 0 },
      '▲ source is slow: asking every 40s',
    ],
  ])('says %s', (_, facts, words) => {
    expect(paceText(paceOf(facts))).toBe(words);
  });
});
