/** Absolute times as a reviewer needs them a year later: date, time, UTC offset. */
import type { TimeZone } from '../../app/app-types';

const MINUTES_A_DAY = 24 * 60;

/** Minutes east of UTC at an instant, as the zone has it then. */
export type OffsetMinutes = (seconds: number) => number;

/** The browser's own zone. */
export const localOffset: OffsetMinutes = (seconds) => -new Date(seconds * 1000).getTimezoneOffset();
export const utcOffset: OffsetMinutes = () => 0;
export const offsetOf = (zone: TimeZone): OffsetMinutes => (zone === 'utc' ? utcOffset : localOffset);

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

const MOMENT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2}))?(?:\.\d+)?$/;
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i;

/**
 * Seconds of a typed or pasted moment, "2026-11-21 14:32:00" in the zone shown, or RFC 3339 with its own; undefined for anything else.
 * In the hour a clock repeats, the first one is meant.
 */
export function parseInstant(text: string, offset: OffsetMinutes): number | undefined {
  const trimmed = text.trim();
  if (WITH_ZONE.test(trimmed)) {
    const seconds = Date.parse(trimmed.replace(' ', 'T')) / 1000;
    return Number.isFinite(seconds) ? seconds : undefined;
  }
  const match = MOMENT.exec(trimmed);
  if (match === null) return undefined;
  const wall = Date.parse(`${match[1]}T${match[2]}:${match[3] ?? '00'}Z`) / 1000;
  if (!Number.isFinite(wall)) return undefined;
  const early = wall - Math.max(offset(wall - 86_400), offset(wall + 86_400)) * 60;
  if (early + offset(early) * 60 === wall) return early;
  return wall - offset(wall - 60 * offset(wall)) * 60;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
