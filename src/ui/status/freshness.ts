/** How old the picture is, and whether that is a worry. */
import type { AppState } from '../../app/app-types';

export type Freshness =
  | { readonly kind: 'none' }
  /** The user named the end: age means nothing. */
  | { readonly kind: 'fixed' }
  | { readonly kind: 'fresh' | 'stale' | 'paused'; readonly ageSeconds: number };

/** Answers take time and the tick is coarse: a picture may be this much older than its refresh interval. */
const GRACE_SECONDS = 10;

type Facts = Pick<AppState, 'view' | 'status' | 'clockMs'>;

export function freshness({ view, status, clockMs }: Facts): Freshness {
  if (status.lastGoodMs === undefined) return { kind: 'none' };
  const ageSeconds = Math.max(0, (clockMs - status.lastGoodMs) / 1000);
  if (status.phase === 'failed') return { kind: 'stale', ageSeconds };
  if (view.end.kind === 'at') return { kind: 'fixed' };
  if (view.refreshSeconds === undefined) return { kind: 'paused', ageSeconds };
  const paceSeconds = status.pace?.seconds ?? view.refreshSeconds;
  return { kind: ageSeconds > 2 * paceSeconds + GRACE_SECONDS ? 'stale' : 'fresh', ageSeconds };
}

/** "7 s", "3 min", "2 h 5 min", "4 d": as coarse as one reads an age. */
export function ageText(seconds: number): string {
  const whole = Math.floor(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} d`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}
