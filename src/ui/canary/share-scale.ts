/** The one scale that all bars of a split are drawn on. */
import type { CanaryVersion, ConfiguredShare } from '../../inquiry/canary/model';
import { formatShare } from '../../lib/format-number';

const TOPS = [0.02, 0.05, 0.1, 0.25, 0.5] as const;

/** The least round share that is above everything drawn, 0..1. */
export function scaleTop(versions: readonly Pick<CanaryVersion, 'share' | 'interval' | 'configured'>[]): number {
  const most = Math.max(
    0,
    ...versions.flatMap(({ share, interval, configured }) => [share ?? 0, interval?.high ?? 0, configured?.max ?? 0]),
  );
  return TOPS.find((top) => most <= top) ?? 1;
}

/** Where a share stands on the scale, percent of its length. */
export const placeOnScale = (share: number, top: number): number => Math.max(0, Math.min(100, (share / top) * 100));

/** "10 %", or "0–25 %" where the request decides. */
export function boundsText({ min, max }: ConfiguredShare): string {
  return min === max ? formatShare(min) : `${formatShare(min).replace(' %', '')}–${formatShare(max)}`;
}
