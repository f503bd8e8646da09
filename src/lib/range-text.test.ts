import { describe, expect, it } from 'vitest';
import { clockText, instantText, isoText, minuteText, momentText, offsetText, rangeText, utcOffset } from './range-text';

// 2026-11-21T13:32:00Z = 1795267920 (date -u -d 2026-11-21T13:32:00Z +%s).
const END = 1_795_267_920;
const berlinWinter = () => 60;
/** Europe/Berlin in autumn 2026: +02:00 until 2026-10-25T01:00:00Z (1792890000), +01:00 after. */
const berlinAutumn = (seconds: number) => (seconds < 1_792_890_000 ? 120 : 60);

describe('absolute times', () => {
  it('writes a range within one day with its offset once', () => {
    expect(rangeText(END - 300, END, berlinWinter)).toBe('2026-11-21 14:27:00–14:32:00 UTC+01:00');
    expect(rangeText(END - 300, END, utcOffset)).toBe('2026-11-21 13:27:00–13:32:00 UTC');
  });

  it('writes both dates when the range crosses midnight', () => {
    expect(rangeText(END - 14 * 3600, END, utcOffset)).toBe('2026-11-20 23:32:00 – 2026-11-21 13:32:00 UTC');
  });

  it('writes both offsets when the clock changed inside the range', () => {
    expect(rangeText(1_792_890_000 - 1800, 1_792_890_000 + 1800, berlinAutumn)).toBe(
      '2026-10-25 02:30:00 UTC+02:00 – 2026-10-25 02:30:00 UTC+01:00',
    );
  });

  it('writes one instant with its day and offset, by the minute, as the clock alone, and for machines', () => {
    expect(instantText(END, berlinWinter)).toBe('2026-11-21 14:32:00');
    expect(momentText(END, berlinWinter)).toBe('2026-11-21 14:32:00 UTC+01:00');
    expect(minuteText(END + 59, berlinWinter)).toBe('2026-11-21 14:32 UTC+01:00');
    expect(clockText(END + 5, berlinWinter)).toBe('14:32:05');
    expect(isoText(END + 0.5)).toBe('2026-11-21T13:32:00.500Z');
  });

  it.each([
    [0, 'UTC'],
    [-210, 'UTC−03:30'],
    [345, 'UTC+05:45'],
  ])('names an offset of %d minutes %s', (minutes, text) => {
    expect(offsetText(minutes)).toBe(text);
  });
});
