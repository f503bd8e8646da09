/** Where a key takes the play head. */
import { gridEnd, gridTime, type RangeGrid } from '../../telemetry/range-grid';
import { markBeside, type TimelineMark } from './timeline-marks';

/** So many steps with Shift. */
const LEAP = 10;
/** Sums of steps are not exact. */
const TOLERANCE = 1e-6;

export interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
}

/** Unix seconds; undefined for a key that moves nothing. Between two moments, one step is the nearer end of that gap. */
export function headMovedTo(
  { key, shiftKey }: Pressed,
  seconds: number,
  grid: RangeGrid,
  marks: readonly TimelineMark[],
): number | undefined {
  const steps = shiftKey ? LEAP : 1;
  const position = (seconds - grid.startSeconds) / grid.stepSeconds;
  const at = (index: number) => gridTime(grid, Math.min(grid.points - 1, Math.max(0, index)));
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return at(Math.ceil(position - TOLERANCE) - steps);
    case 'ArrowRight':
    case 'ArrowUp':
      return at(Math.floor(position + TOLERANCE) + steps);
    case 'Home':
      return grid.startSeconds;
    case 'End':
      return gridEnd(grid);
    case 'PageUp':
      return markBeside(marks, seconds, 1, grid.stepSeconds)?.atSeconds ?? gridEnd(grid);
    case 'PageDown':
      return markBeside(marks, seconds, -1, grid.stepSeconds)?.atSeconds ?? grid.startSeconds;
    default:
      return undefined;
  }
}
