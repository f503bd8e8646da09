import { formatDuration } from '../lib/duration';
import type { Problem } from '../lib/problem';
import { momentText, rangeText, utcOffset } from '../lib/range-text';
import type { RecordedMoment } from '../snapshot/snapshot';
import { gridEnd, type RangeGrid } from '../telemetry/range-grid';

/** What an opened snapshot cannot show, and what it can. */

export function momentNotRecorded(momentsSeconds: readonly number[], grid: RangeGrid | undefined): Problem {
  const moments = momentsSeconds.map((seconds) => momentText(seconds, utcOffset)).join(' and ');
  const timeline =
    grid === undefined
      ? ''
      : `, and its timeline ${rangeText(grid.startSeconds, gridEnd(grid), utcOffset)} every ${formatDuration(grid.stepSeconds)}`;
  return {
    code: 'snapshot-moment',
    severity: 'warning',
    message: `This moment is not in the snapshot: it holds ${moments}${timeline}.`,
    hint: 'Choose one of these, or go back to live.',
  };
}

export function scopeNotRecorded({ telemetry, namespaces, showIdle }: RecordedMoment): Problem {
  const scope = namespaces.length === 0 ? 'all namespaces' : namespaces.join(', ');
  return {
    code: 'snapshot-scope',
    severity: 'warning',
    message: `The snapshot was saved with a window of ${formatDuration(telemetry.windowSeconds)} and ${scope}${showIdle ? ', idle edges included' : ''}; another choice of these is not in it.`,
    hint: 'Choose these again (find and hide narrow what is shown), or go back to live.',
  };
}

export const timelineNotRecorded = (): Problem => ({
  code: 'snapshot-timeline',
  severity: 'info',
  message: 'No timeline was open when this snapshot was saved, so there is none in it.',
  hint: 'Whoever saves a snapshot with the timeline open saves its span, too.',
});
