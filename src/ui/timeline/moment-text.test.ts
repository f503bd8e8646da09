import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../../mesh/health';
import { DEFAULT_UNITS, unitsOf } from '../../scene/traffic-units';
import { lanesOf } from './lanes';
import { laneText, momentSentence, speedText } from './moment-text';
import { timelineMarks } from './timeline-marks';

const LANES = lanesOf(DEFAULT_THRESHOLDS, unitsOf(false, DEFAULT_UNITS));
const strip = {
  requestsPerSecond: Float64Array.of(120, 1),
  errorRatio: Float64Array.of(0.023, 0),
  p99Milliseconds: Float64Array.of(312, Number.NaN),
};
const sentence = (index: number, marks = timelineMarks([], [])) =>
  momentSentence(
    Date.parse('2026-03-10T18:45:00Z') / 1000,
    LANES.map((lane) => ({ lane, text: laneText(lane, { strip }, index) })),
    marks,
    () => 60,
  );

describe('a moment in words', () => {
  it.each([
    [0, '2026-03-10 19:45:00 UTC+01:00: 120 requests per second, 2.3 percent errors, p99 latency 312 milliseconds.'],
    [1, '2026-03-10 19:45:00 UTC+01:00: 1 request per second, 0 percent errors, p99 latency unknown.'],
  ])('is a sentence with its numbers, unknown ones too', (index, words) => {
    expect(sentence(index)).toBe(words);
  });

  it('says what happened then', () => {
    const marks = timelineMarks(
      [{ kind: 'version-appeared', atSeconds: 1, subject: 'reviews v2', says: 'reviews v2 appeared in shop.' }],
      [],
    );
    expect(sentence(0, marks)).toMatch(/milliseconds\. reviews v2 appeared in shop\.$/);
  });

  it.each([
    [1, '1× · 1 s a second'],
    [60, '60× · 1 min a second'],
    [300, '300× · 5 min a second'],
  ])('a speed of %d× is told as the time that passes', (speed, text) => {
    expect(speedText(speed)).toBe(text);
  });
});
