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
  const text = new Date((seconds + offset(seconds) * 60) * 1000).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}

/** "2026-11-21 14:27:00–14:32:00 UTC+01:00"; the second date only when it differs, both offsets when they differ. */
export function rangeText(startSeconds: number, endSeconds: number, offset: OffsetMinutes): string {
  const start = instantText(startSeconds, offset);
  const end = instantText(endSeconds, offset);
  const startZone = offsetText(offset(startSeconds));
  const endZone = offsetText(offset(endSeconds));
  if (startZone !== endZone) return `${start} ${startZone} – ${end} ${endZone}`;
  if (start.slice(0, 10) === end.slice(0, 10)) return `${start}–${end.slice(11)} ${endZone}`;
  return `${start} – ${end} ${endZone}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
