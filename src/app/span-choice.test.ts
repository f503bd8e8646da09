import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movedSpan, openingSpan, selectedSpan, spanAround, spanUpToNow, zoomedSpan } from './span-choice';

/** 2026-03-10 19:00:07 UTC. */
const NOW = 1_773_169_207;
const NOON = NOW - 7 * 3600 - 7;

describe('the span of a timeline', () => {
  it.each([
    // 19:00:07 down to a whole minute is 7 s before, to a quarter of one (for less than an hour) 19:00:00 as well
    [3600, 1_773_169_200],
    [900, 1_773_169_200],
  ])('of %d s up to now ends at a round moment just before it', (length, to) => {
    expect(spanUpToNow(length, NOW)).toEqual({ fromSeconds: to - length, toSeconds: to });
  });

  it('of a quarter of an hour ends at the last quarter of a minute', () => {
    // 19:00:52 is 45 s after the minute and 7 more.
    expect(spanUpToNow(900, NOW + 45).toSeconds).toBe(1_773_169_245);
    expect(spanUpToNow(3600, NOW + 45).toSeconds).toBe(1_773_169_200);
  });

  it.each([
    [3600, 900],
    [6 * 3600, 5400],
    [86_400, 21_600],
    [900, 300],
  ])('of %d s around a moment has %d s after it', (length, after) => {
    expect(spanAround(NOON, length, NOW)).toEqual({ fromSeconds: NOON + after - length, toSeconds: NOON + after });
  });

  it('around a moment just passed ends with it', () => {
    expect(spanAround(NOW - 60, 3600, NOW)).toEqual({ fromSeconds: NOW - 3660, toSeconds: NOW - 60 });
  });

  it('opens over the last hour while now is followed, and around the moment that is looked at', () => {
    const clockMs = NOW * 1000;
    expect(openingSpan({ view: { end: { kind: 'now' } }, clockMs }).toSeconds).toBe(1_773_169_200);
    expect(openingSpan({ view: { end: { kind: 'at', seconds: NOON } }, clockMs })).toEqual({
      fromSeconds: NOON - 2700,
      toSeconds: NOON + 900,
    });
  });

  it('opens over what a snapshot holds', () => {
    // 60 steps of a minute are an hour.
    const snapshot = { span: { grid: { startSeconds: NOON, stepSeconds: 60, points: 61 } } };
    expect(openingSpan({ view: { end: { kind: 'now' } }, clockMs: NOW * 1000, snapshot })).toEqual({
      fromSeconds: NOON,
      toSeconds: NOON + 3600,
    });
  });

  it('moves by a time and keeps its length, never beyond now', () => {
    const span = { fromSeconds: NOON - 3600, toSeconds: NOON };
    expect(movedSpan(span, -1800, NOW)).toEqual({ fromSeconds: NOON - 5400, toSeconds: NOON - 1800 });
    expect(movedSpan(span, 30 * 3600, NOW)).toEqual({ fromSeconds: 1_773_169_200 - 3600, toSeconds: 1_773_169_200 });
  });

  it('zooms about the play head', () => {
    // Three quarters of the hour lie before the head: of half an hour 22.5 minutes do.
    const span = { fromSeconds: NOON - 2700, toSeconds: NOON + 900 };
    expect(zoomedSpan(span, 0.5, NOON, NOW)).toEqual({ fromSeconds: NOON - 1350, toSeconds: NOON + 450 });
    expect(zoomedSpan(span, 2, NOON, NOW)).toEqual({ fromSeconds: NOON - 5400, toSeconds: NOON + 1800 });
  });

  it('is the same whichever way a part is selected, and never too short', () => {
    expect(selectedSpan(NOON, NOON + 900)).toEqual(selectedSpan(NOON + 900, NOON));
    // 60 s become 300: 120 more on either side.
    expect(selectedSpan(NOON, NOON + 60)).toEqual({ fromSeconds: NOON - 120, toSeconds: NOON + 180 });
  });

  it('stays between five minutes and a day, and before now, however it is moved and zoomed', () => {
    const factor = fc.double({ min: 0.01, max: 100, noNaN: true });
    const by = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(fc.array(fc.oneof(factor, by), { maxLength: 12 }), fc.integer({ min: 0, max: 3600 }), (steps, head) => {
        let span = spanUpToNow(3600, NOW);
        const moment = span.fromSeconds + head;
        for (const step of steps) span = Number.isInteger(step) ? movedSpan(span, step, NOW) : zoomedSpan(span, step, moment, NOW);
        expect(span.toSeconds).toBeLessThanOrEqual(NOW);
        expect(span.toSeconds - span.fromSeconds).toBeGreaterThanOrEqual(300);
        expect(span.toSeconds - span.fromSeconds).toBeLessThanOrEqual(86_400);
      }),
    );
  });
});
