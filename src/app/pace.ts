/** How often the source is asked: as chosen, or less often while it is slow or fails. No chance in it, so that two pages of one incident can be told apart from their links. */

export interface Pace {
  /** From one question to the next. */
  readonly seconds: number;
  readonly why: 'chosen' | 'slow' | 'failing';
}

export interface PaceFacts {
  readonly refreshSeconds: number;
  /** How long the last question took, answered or not. */
  readonly lastDurationMs: number;
  /** Questions in a row that gave no picture. */
  readonly failures: number;
}

/** A slow source is asked at most half of the time. */
const SHARE_OF_TIME_ASKING = 0.5;
/** However often it failed, and however long it took (a laptop may have slept meanwhile), it is asked this often, unless less often was chosen. */
const LONGEST_SECONDS = 300;

/** Each failure in a row doubles the time to the next question; the first success resets it. */
export function paceOf({ refreshSeconds, lastDurationMs, failures }: PaceFacts): Pace {
  const bearable = Math.min(Math.ceil(lastDurationMs / SHARE_OF_TIME_ASKING / 1000), LONGEST_SECONDS);
  const base = Math.max(refreshSeconds, bearable);
  const backedOff = Math.max(base, Math.min(base * 2 ** Math.min(failures, 20), LONGEST_SECONDS));
  if (failures > 0) return { seconds: backedOff, why: 'failing' };
  return { seconds: base, why: bearable > refreshSeconds ? 'slow' : 'chosen' };
}
