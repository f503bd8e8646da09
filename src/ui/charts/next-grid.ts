/** Which moments a chart shows: followed while the picture follows the clock, kept while the window moves within what is shown. */
import { gridEnd, gridIndex, type RangeGrid, rangeGrid } from '../../telemetry/range-grid';

export interface GridQuestion {
  /** Where the picture's window ends. */
  readonly atSeconds: number;
  readonly windowSeconds: number;
  /** The window ends now. */
  readonly live: boolean;
  readonly spanSeconds: number;
  readonly scrapeIntervalSeconds: number | undefined;
  /** How long the last answer took: a slow source is asked at most half of the time. */
  readonly lastMilliseconds: number;
  readonly mostSteps?: number;
}

/** The grid before as long as it still serves, by identity. */
export function nextGrid(before: RangeGrid | undefined, question: GridQuestion): RangeGrid {
  const { atSeconds, spanSeconds, scrapeIntervalSeconds, mostSteps } = question;
  const fresh = rangeGrid({ endSeconds: atSeconds, spanSeconds, scrapeIntervalSeconds, ...(mostSteps !== undefined && { mostSteps }) });
  if (before === undefined || before.stepSeconds !== fresh.stepSeconds || before.points !== fresh.points) return fresh;
  return serves(before, question) ? before : fresh;
}

function serves(grid: RangeGrid, { atSeconds, windowSeconds, live, lastMilliseconds }: GridQuestion): boolean {
  const age = atSeconds - gridEnd(grid);
  if (live) return age >= 0 && age < Math.max(grid.stepSeconds, (2 * lastMilliseconds) / 1000);
  return gridIndex(grid, atSeconds) !== undefined && atSeconds - windowSeconds >= grid.startSeconds;
}
