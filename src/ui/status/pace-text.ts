/** What the status line says of how often the source is asked. */
import type { Pace } from '../../app/pace';
import { formatDuration } from '../../lib/duration';

/** undefined while it is as often as was chosen. */
export function paceText(pace: Pace): string | undefined {
  if (pace.why === 'chosen') return undefined;
  return `▲ source ${pace.why === 'slow' ? 'is slow' : 'fails'}: asking every ${formatDuration(pace.seconds)}`;
}
