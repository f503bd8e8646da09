/** mTLS in words beside the lock: a screenshot must not need the legend. */
import { mtls as metric } from '../../telemetry/metrics/mtls';
import { mtlsDelta } from '../delta-text';
import { lockOf } from '../overlays/mtls';
import type { Lock } from '../scene';
import { LOCKS } from '../style-table';
import { toneOfDelta } from './change-tone';
import type { EdgeLabel } from './edge-label';

const WORDS: Readonly<Record<Exclude<Lock, 'half'>, string>> = { closed: 'mTLS', open: 'plaintext', unknown: 'mTLS ?' };

export const mtls: EdgeLabel = {
  id: 'mtls',
  title: 'mTLS',
  example: 'mTLS',
  means: 'encrypted and both ends known; the share when only partly',
  of: (edge) => {
    if (edge.health === 'idle' && edge.mtls.ratio === undefined) return undefined;
    const lock = lockOf(edge.mtls);
    const text = lock === 'half' ? metric.format(edge.mtls.ratio ?? 0) : WORDS[lock];
    return { text, tone: LOCKS[lock].tone };
  },
  change: {
    example: 'mTLS → plaintext',
    means: 'encryption at A → at B',
    of: (change, edge) => {
      const text = mtlsDelta(change) ?? (change.plaintextAppeared === true ? 'plaintext appeared' : undefined);
      return text === undefined
        ? undefined
        : { text, tone: change.plaintextAppeared === true ? 'fail' : toneOfDelta(change.mtls, 'better', edge) };
    },
  },
};
