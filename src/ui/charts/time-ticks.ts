/** Where a time axis is marked and how: round moments of the zone shown. */
import { instantText, type OffsetMinutes } from '../../lib/range-text';

const STEPS_SECONDS = [
  15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 1_209_600,
] as const;

/** At most `most` round moments within the span, both ends included. */
export function timeTicks(fromSeconds: number, toSeconds: number, most: number, offset: OffsetMinutes): readonly number[] {
  const least = (toSeconds - fromSeconds) / Math.max(1, most);
  const step = STEPS_SECONDS.find((one) => one >= least) ?? Math.ceil(least);
  const shift = offset(toSeconds) * 60;
  const ticks: number[] = [];
  for (let at = Math.ceil((fromSeconds + shift) / step) * step - shift; at <= toSeconds; at += step) ticks.push(at);
  return ticks;
}

/** "18:30" within a day, "03-10 18:30" beyond, "18:30:15" where marks are closer than a minute. */
export function tickText(seconds: number, spanSeconds: number, offset: OffsetMinutes): string {
  const text = instantText(seconds, offset);
  if (spanSeconds <= 600) return text.slice(11);
  return spanSeconds > 86_400 ? `${text.slice(5, 10)} ${text.slice(11, 16)}` : text.slice(11, 16);
}
