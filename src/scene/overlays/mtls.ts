/** mTLS as a lock on the edge: closed, half with its share, open, or "nobody could tell". */
import type { MtlsShare } from '../../mesh/model';
import type { Lock } from '../scene';
import type { Overlay } from './overlay';

/** `ratio` undefined is unknown, 0 is plaintext, 1 is mTLS; everything between is half. */
export function lockOf(share: MtlsShare): Lock {
  if (share.ratio === undefined) return 'unknown';
  if (share.ratio <= 0) return 'open';
  return share.ratio >= 1 ? 'closed' : 'half';
}

export const mtls: Overlay = {
  id: 'mtls',
  title: 'mTLS',
  legend: { tones: [], locks: ['closed', 'half', 'open', 'unknown'], ring: false },
  edge: (edge) => ({ lock: lockOf(edge.mtls) }),
  node: () => ({}),
};
