/** The difference of two shares is in percentage points, not percent. */
import type { Delta } from '../../inquiry/diff/model';
import { signed } from '../../scene/delta-text';

const points = (share: number): string => {
  const value = share * 100;
  return `${value > 0 && value < 0.1 ? '<0.1' : Number(value.toFixed(value >= 10 ? 0 : 1))} pp`;
};

/** "+8.2 pp"; undefined when a moment does not know it. */
export const pointsText = (delta: Delta): string | undefined => signed(delta, points);
