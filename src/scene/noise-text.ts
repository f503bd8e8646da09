/** What a difference takes for noise, as one sentence for legends and lists; of the same floors that judge. */
import { FLOORS } from '../inquiry/diff/compare-edge';
import { FLOOR as LATENCY } from '../inquiry/diff/compare-latency';
import { formatMilliseconds, formatRatio } from '../lib/format-number';

function points(share: number): string {
  const value = Number((share * 100).toFixed(2));
  return `${value} percentage ${value === 1 ? 'point' : 'points'}`;
}

export const NOISE = [
  `less than ${formatRatio(FLOORS.rate.share)} apart (bytes ${formatRatio(FLOORS.bytes.share)})`,
  `fewer than ${FLOORS.rate.requests} requests`,
  `errors within ${points(FLOORS.errors.points)}`,
  `p99 within ${formatMilliseconds(LATENCY.milliseconds)}`,
  `mTLS within ${points(FLOORS.mtls.points)}`,
  'or as likely by chance',
].join(', ');
