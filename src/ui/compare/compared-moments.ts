/** Which two moments are compared, in words. */
import type { Compare } from '../../app/view-state';
import { formatDuration } from '../../lib/duration';
import { instantText, type OffsetMinutes } from '../../lib/range-text';
import type { Picture } from '../../worker/messages';

export interface ComparedMoments {
  /** Unix seconds. */
  readonly beforeSeconds: number;
  readonly afterSeconds: number;
}

/** As answered; while the answer is under way as asked. */
export function comparedMoments(
  compare: Compare,
  picture: Pick<Picture, 'difference' | 'atSeconds'> | undefined,
): ComparedMoments | undefined {
  if (picture === undefined) return undefined;
  const { difference } = picture;
  if (difference !== undefined) return { beforeSeconds: difference.before.atSeconds, afterSeconds: difference.after.atSeconds };
  const afterSeconds = picture.atSeconds;
  return { beforeSeconds: compare.kind === 'at' ? compare.seconds : afterSeconds - compare.seconds, afterSeconds };
}

/** "1h before B", "2h after B", "the same moment as B". */
export function distanceText({ beforeSeconds, afterSeconds }: ComparedMoments): string {
  const apart = Math.round(afterSeconds - beforeSeconds);
  if (apart === 0) return 'the same moment as B';
  return `${formatDuration(Math.abs(apart))} ${apart > 0 ? 'before' : 'after'} B`;
}

/** "A 18:15 · B 19:00": without seconds, and with month and day where the two are of different days. */
export function bothText({ beforeSeconds, afterSeconds }: ComparedMoments, offset: OffsetMinutes): string {
  const before = instantText(beforeSeconds, offset);
  const after = instantText(afterSeconds, offset);
  const start = before.slice(0, 10) === after.slice(0, 10) ? 11 : 5;
  return `A ${before.slice(start, 16)} · B ${after.slice(start, 16)}`;
}
