/** Moments as people type them: "now", "now-2h", "30m ago", "14:30", "yesterday 14:30", a date with a time, RFC 3339, Unix seconds. */
import { parseDuration } from '../../lib/duration';
import { instantText, isoText, type OffsetMinutes, offsetText } from '../../lib/range-text';
import { err, ok, type Result } from '../../lib/result';

export interface Moment {
  readonly seconds: number;
  /** It was told relative to now and moves with it. */
  readonly isNow: boolean;
  /** What the reader should know of how it was read. */
  readonly note?: string;
}

/** How typed times are to be read. */
export interface Clock {
  readonly offset: OffsetMinutes;
  readonly nowSeconds: number;
}

const DAY_SECONDS = 86_400;
const AGO = /^(?:now\s*-\s*|-\s*)(\S+)$|^(\S+(?:\s\S+)?)\s+ago$/;
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(z|[+-]\d{2}:\d{2})$/;
const WALL = /^(?:(today|yesterday|\d{4}-\d{2}-\d{2})(?:[t ]\s*|$))?(?:(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/;

/** The error is one sentence that says what can be written. */
export function parseMoment(text: string, clock: Clock): Result<Moment, string> {
  const typed = text.trim().toLowerCase();
  if (typed === '') return err('Write a moment, such as 2026-11-21 14:32, 14:32, 30m ago or now.');
  if (typed === 'now') return ok({ seconds: clock.nowSeconds, isNow: true });
  const ago = AGO.exec(typed);
  if (ago !== null) return momentAgo((ago[1] ?? ago[2] ?? '').replaceAll(/\s/g, ''), clock);
  if (/^\d{9,11}(\.\d+)?$/.test(typed)) return ok({ seconds: Number(typed), isNow: false });
  if (WITH_ZONE.test(typed)) {
    const seconds = Date.parse(typed.replace(' ', 't').toUpperCase()) / 1000;
    return Number.isFinite(seconds) ? ok({ seconds, isNow: false }) : err(`${text.trim()} is not on any calendar.`);
  }
  return momentOnTheWall(typed, clock);
}

function momentAgo(span: string, { nowSeconds }: Clock): Result<Moment, string> {
  const seconds = parseDuration(span);
  return seconds === undefined
    ? err('Write how long ago as 90s, 45m, 2h or 1d: now-2h, or 2h ago.')
    : ok({ seconds: nowSeconds - seconds, isNow: false });
}

function momentOnTheWall(typed: string, clock: Clock): Result<Moment, string> {
  const match = WALL.exec(typed);
  if (match === null) return err(`“${typed.slice(0, 40)}” is no moment; write 2026-11-21 14:32, 14:32, 30m ago or now.`);
  const [, day, hour = '00', minute = '00', second = '00'] = match;
  const date = dateOf(day ?? 'today', clock);
  const wall = Date.parse(`${date}T${hour.padStart(2, '0')}:${minute}:${second}Z`) / 1000;
  // Date.parse turns the 31st of February into March: a date that does not come back is none.
  if (!Number.isFinite(wall) || isoText(wall).slice(0, 10) !== date) {
    return err(`${typed} is not on any calendar or clock.`);
  }
  return atWall(wall, clock.offset);
}

function dateOf(day: string, { offset, nowSeconds }: Clock): string {
  if (day === 'today') return instantText(nowSeconds, offset).slice(0, 10);
  // Noon is never skipped or repeated, so a day before it is the day before.
  if (day !== 'yesterday') return day;
  const today = Date.parse(`${instantText(nowSeconds, offset).slice(0, 10)}T12:00:00Z`) / 1000;
  return isoText(today - DAY_SECONDS).slice(0, 10);
}

/** From what a clock on the wall shows to the instant: twice an hour a year there are two, and once none. */
function atWall(wall: number, offset: OffsetMinutes): Result<Moment, string> {
  const offsets = [offset(wall - DAY_SECONDS), offset(wall + DAY_SECONDS)];
  const instants = [...new Set(offsets.map((minutes) => wall - minutes * 60).filter((at) => at + offset(at) * 60 === wall))];
  const [first, second] = instants.sort((a, b) => a - b);
  const shown = isoText(wall).slice(0, 16).replace('T', ' ');
  if (first === undefined)
    return err(`${shown} does not exist here: the clocks go forward over it. Write it with an offset, such as +01:00.`);
  if (second === undefined) return ok({ seconds: first, isNow: false });
  const note = `${shown} comes twice: the clocks go back. The first is meant, ${offsetText(offset(first))}; add the offset for the other.`;
  return ok({ seconds: first, isNow: false, note });
}
