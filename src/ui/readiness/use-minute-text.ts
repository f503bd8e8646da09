import { minuteText } from '../../lib/range-text';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';

/** "2026-11-21 14:00 UTC", in the zone the user reads. */
export function useMinuteText(): (seconds: number) => string {
  const offset = offsetOf(useApp((state) => state.preferences.timeZone));
  return (seconds) => minuteText(seconds, offset);
}
