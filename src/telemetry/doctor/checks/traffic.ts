import { formatDuration } from '../../../lib/duration';
import type { Check } from '../check';
import { hasTraffic, samplesOf } from '../evidence';

export const traffic: Check = {
  id: 'traffic',
  title: 'Traffic in the window',
  reads: ['series', 'traffic'],
  look: (evidence) => {
    if (!hasTraffic(evidence)) return [];
    const window = formatDuration(evidence.windowSeconds);
    const samples = samplesOf(evidence, 'traffic').filter(({ value }) => Number.isFinite(value));
    if (samples.some(({ value }) => value > 0)) return [{ id: 'traffic', state: 'good', says: `Counters moved in the last ${window}.` }];
    if (samples.length > 0)
      return [
        {
          id: 'traffic',
          state: 'partial',
          says: `The counters are there, and none of them moved in the last ${window}.`,
          hides: 'Every edge: only what flows in the window is drawn, unless idle edges are switched on.',
          remedies: [{ says: 'Choose a longer window, or switch idle edges on.' }],
        },
      ];
    return [
      {
        id: 'traffic',
        state: 'missing',
        says: `The counters are there, but no rate over ${window} can be taken: fewer than two samples lie in it.`,
        hides: 'Every number.',
        remedies: [{ says: 'Choose a window of at least four scrape intervals.' }],
      },
    ];
  },
};
