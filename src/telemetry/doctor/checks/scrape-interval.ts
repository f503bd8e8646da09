import { formatDuration } from '../../../lib/duration';
import { scrapeIntervalFamily } from '../../families/scrape-interval';
import type { Check } from '../check';
import { hasTraffic, samplesOf } from '../evidence';

/** A rate wants at least four scrapes (docs/telemetry.md §5). */
const SCRAPES = 4;

export const scrapeInterval: Check = {
  id: 'scrape-interval',
  title: 'Scrape interval',
  reads: ['interval'],
  look: (evidence) => {
    if (!hasTraffic(evidence)) return [];
    const [seconds] = scrapeIntervalFamily.parse(samplesOf(evidence, 'interval')).value;
    if (seconds === undefined)
      return [{ id: 'scrape-interval', state: 'unknown', says: 'It cannot be told: too few samples in the last 5m.' }];
    const smallest = SCRAPES * seconds;
    const says = `About ${formatDuration(seconds)}, counted over the last 5m; a window needs at least ${formatDuration(smallest)}.`;
    if (evidence.windowSeconds >= smallest) return [{ id: 'scrape-interval', state: 'good', says }];
    return [
      {
        id: 'scrape-interval',
        state: 'partial',
        says,
        hides: `With a window of ${formatDuration(evidence.windowSeconds)} rates have gaps and rare errors vanish.`,
        remedies: [{ says: `Choose a window of ${formatDuration(smallest)} or more, or scrape more often.` }],
      },
    ];
  },
};
