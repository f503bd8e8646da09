import { formatDuration } from '../../../lib/duration';
import type { Check } from '../check';
import { hasTraffic, samplesOf } from '../evidence';

/** Prometheus looks back five minutes: what is older than two usual scrape intervals is about to vanish. */
const STALE_SECONDS = 120;

export const freshness: Check = {
  id: 'freshness',
  title: 'Newest sample',
  reads: ['series', 'age'],
  look: (evidence) => {
    const age = samplesOf(evidence, 'age')[0]?.value;
    if (!hasTraffic(evidence) || age === undefined || !Number.isFinite(age)) return [];
    const seconds = Math.max(0, Math.round(age));
    if (seconds < STALE_SECONDS)
      return [{ id: 'freshness', state: 'good', says: `It was taken ${formatDuration(seconds)} before this moment.` }];
    return [
      {
        id: 'freshness',
        state: 'partial',
        says: `The newest sample is ${formatDuration(seconds)} older than this moment: scraping has stopped, or arrives late.`,
        hides: 'What happened since; rates over a short window are missing.',
        remedies: [
          { says: 'Look at the targets of Prometheus, or at the delay of remote write. Choose an earlier end to see what is there.' },
        ],
      },
    ];
  },
};
