/** Absolute times as a reviewer needs them a year later: date, time, UTC offset. */

const MINUTES_A_DAY = 24 * 60;

/** Minutes east of UTC at an instant, as the zone has it then. */
export type OffsetMinutes = (seconds: number) => number;

export const utcOffset: OffsetMinutes = () => 0;

/** "UTC+01:00"; plain "UTC" without an offset. */
export function offsetText(minutes: number): string {
  if (minutes === 0) return 'UTC';
  const whole = Math.abs(minutes) % MINUTES_A_DAY;
  return `UTC${minutes < 0 ? '−' : '+'}${pad(Math.floor(whole / 60))}:${pad(whole % 60)}`;
}

/** "2026-11-21 14:27:00". */
export function instantText(seconds: number, offset: OffsetMinutes): string {
  const text = isoText(seconds + offset(seconds) * 60);
  return `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}

/** "2026-11-21 14:27:00 UTC+01:00". */
export const momentText = (seconds: number, offset: OffsetMinutes): string =>
  `${instantText(seconds, offset)} ${offsetText(offset(seconds))}`;

/** "2026-11-21 14:27 UTC+01:00": for what is known by the minute or the hour. */
export const minuteText = (seconds: number, offset: OffsetMinutes): string =>
  `${instantText(seconds, offset).slice(0, 16)} ${offsetText(offset(seconds))}`;

/** "14:27:00": where the day is said beside it. */
export const clockText = (seconds: number, offset: OffsetMinutes): string => instantText(seconds, offset).slice(11);

/** "2026-11-21T14:27:00.000Z": ISO 8601 in UTC, for files and machines. */
export const isoText = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** "2026-11-21 14:27:00–14:32:00 UTC+01:00"; the second date only when it differs, both offsets when they differ. */
export function rangeText(startSeconds: number, endSeconds: number, offset: OffsetMinutes): string {
  const start = instantText(startSeconds, offset);
  const end = instantText(endSeconds, offset);
  const startZone = offsetText(offset(startSeconds));
  const endZone = offsetText(offset(endSeconds));
  if (startZone !== endZone) return `${start} ${startZone} – ${end} ${endZone}`;
  if (start.slice(0, 10) === end.slice(0, 10)) return `${start}–${clockText(endSeconds, offset)} ${endZone}`;
  return `${start} – ${end} ${endZone}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
