/** A rate needs a window of at least four scrape intervals (docs/telemetry.md §5). */
import { WINDOWS_SECONDS } from '../toolbar/choices';

const INTERVALS = 4;

/** The smallest sound window that is offered, or the bare minimum beyond the presets; undefined when the given one is sound. */
export function soundWindow(windowSeconds: number, scrapeIntervalSeconds: number): number | undefined {
  const least = INTERVALS * scrapeIntervalSeconds;
  if (!(windowSeconds < least)) return undefined;
  return WINDOWS_SECONDS.find((preset) => preset >= least) ?? Math.ceil(least);
}
