/** The share of requests that failed; for a sick edge the reason instead of the bare number. */
import { errorRatio } from '../../telemetry/metrics/error-ratio';
import { errorDelta } from '../delta-text';
import { displayText } from '../display-text';
import { HEALTH_TONES } from '../overlays/health';
import { toneOfDelta } from './change-tone';
import type { EdgeLabel } from './edge-label';

export const errors: EdgeLabel = {
  id: 'errors',
  title: 'Errors',
  example: '3.1 % err',
  means: 'failed requests; a sick edge says why instead',
  of: (edge) => {
    const tone = HEALTH_TONES[edge.health];
    const sick = tone === 'warn' || tone === 'fail';
    if (sick && edge.reason !== undefined) return { text: displayText(edge.reason, 32), tone };
    if (edge.errorRatio === undefined || edge.health === 'idle') return undefined;
    return { text: errorRatio.format(edge.errorRatio), tone: sick ? tone : 'ok' };
  },
  change: {
    example: '0.2 → 8.4 % err',
    means: 'failed requests at A → at B',
    of: (change, edge) => {
      const text = errorDelta(change.errorRatio);
      return text === undefined ? undefined : { text, tone: toneOfDelta(change.errorRatio, 'worse', edge) };
    },
  },
};
