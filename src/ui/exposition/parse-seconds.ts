import { parseDuration } from '../../lib/duration';

/** Seconds from "60", "12.5" or "1m30s"; undefined for anything else, zero included. */
export function parseSeconds(text: string): number | undefined {
  const trimmed = text.trim().replace(',', '.');
  if (/^\d+(\.\d+)?$/.test(trimmed)) {
    const seconds = Number(trimmed);
    return seconds > 0 && Number.isFinite(seconds) ? seconds : undefined;
  }
  return parseDuration(trimmed);
}
