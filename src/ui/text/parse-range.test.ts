import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantText, utcOffset } from '../../lib/range-text';
import { parseMoment } from './parse-moment';
import { parseRange } from './parse-range';

// 2026-11-21T13:32:00Z = 1795267920 (date -u -d 2026-11-21T13:32:00Z +%s).
const NOW = 1_795_267_920;
const utc = { offset: utcOffset, nowSeconds: NOW };
/** Europe/Berlin in 2026: +02:00 from 2026-03-29T01:00:00Z (1774746000) until 2026-10-25T01:00:00Z (1792890000), else +01:00. */
const berlin = {
  offset: (seconds: number) => (seconds >= 1_774_746_000 && seconds < 1_792_890_000 ? 120 : 60),
  nowSeconds: NOW,
};

describe('a typed moment', () => {
  it.each([
    ['now', NOW],
    ['now-2h', NOW - 7200],
    ['now - 90s', NOW - 90],
    ['-1d', NOW - 86_400],
    ['30m ago', NOW - 1800],
    ['2 h ago', NOW - 7200],
    ['13:00', NOW - 1920],
    ['9:05', NOW - 16_020],
    ['today 13:00:30', NOW - 1890],
    ['yesterday 13:32', NOW - 86_400],
    ['2026-11-21 13:32', NOW],
    ['2026-11-21', NOW - 48_720],
    ['2026-11-21T14:32:00+01:00', NOW],
    ['2026-11-21 13:32:00Z', NOW],
    [' 1795267920 ', NOW],
  ])('%s is read', (text, seconds) => {
    expect(parseMoment(text, utc)).toMatchObject({ ok: true, value: { seconds } });
  });

  it.each([
    ['', 'Write a moment'],
    ['soon', '“soon” is no moment'],
    ['2026-02-31 10:00', 'not on any calendar'],
    ['2026-13-01', 'not on any calendar'],
    ['25:00', 'not on any calendar'],
    ['five ago', 'Write how long ago'],
    ['x'.repeat(5000), 'is no moment'],
  ])('%s is answered with a sentence', (text, sentence) => {
    const parsed = parseMoment(text, utc);
    expect(parsed.ok ? '' : parsed.error).toContain(sentence);
  });

  it('in the hour the clocks skip does not exist, and is said to', () => {
    const parsed = parseMoment('2026-03-29 02:30', berlin);
    expect(parsed.ok ? '' : parsed.error).toContain('does not exist here');
  });

  it('in the hour the clocks repeat is the first one, and is said to be', () => {
    // 02:30 at +02:00 is 00:30Z, half an hour before the change.
    expect(parseMoment('2026-10-25 02:30', berlin)).toMatchObject({
      ok: true,
      value: { seconds: 1_792_890_000 - 1800, note: expect.stringContaining('comes twice') },
    });
  });

  it('reads back any moment that was printed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e9 }), (seconds) => {
        expect(parseMoment(instantText(seconds, utcOffset), utc)).toEqual({ ok: true, value: { seconds, isNow: false } });
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseMoment(text, berlin)));
  });
});

describe('a typed range', () => {
  const range = (from: string, to: string) => parseRange({ from, to }, utc);
  const sentence = (from: string, to: string) => {
    const parsed = range(from, to);
    return parsed.ok ? undefined : parsed.error;
  };

  it('from a moment to now follows now', () => {
    expect(range('now-2h', 'now')).toEqual({ ok: true, value: { windowSeconds: 7200, end: { kind: 'now' }, notes: [] } });
  });

  it('between two moments is fixed', () => {
    expect(range('2026-11-21 13:00', '13:20')).toEqual({
      ok: true,
      value: { windowSeconds: 1200, end: { kind: 'at', seconds: NOW - 720 }, notes: [] },
    });
  });

  it.each([
    ['13:20', '13:00', 'From is after To; swap them.'],
    ['13:20', '13:20', 'From and To are the same moment'],
    ['13:00', '15:00', 'To is in the future; now it is 2026-11-21 13:32:00 UTC.'],
    ['2026-11-01', '2026-11-21', 'That span is 20d; 7d is the most'],
    ['soon', '13:00', 'From: “soon”'],
    ['13:00', 'later', 'To: “later”'],
  ])('from %s to %s: %s', (from, to, expected) => {
    expect(sentence(from, to)).toContain(expected);
  });

  it('before what Prometheus usually keeps is allowed and said', () => {
    expect(range('2026-10-01 10:00', '2026-10-01 11:00')).toMatchObject({
      ok: true,
      value: { windowSeconds: 3600, notes: [expect.stringContaining('51 days ago')] },
    });
  });
});
