import { describe, expect, it } from 'vitest';
import { type Pace, type PaceFacts, paceOf } from './pace';

const chosen: PaceFacts = { refreshSeconds: 15, lastDurationMs: 800, failures: 0 };

describe('how often the source is asked', () => {
  it.each<readonly [string, Partial<PaceFacts>, Pace]>([
    ['as chosen while it answers quickly', {}, { seconds: 15, why: 'chosen' }],
    ['half of the time at most: 20 s of work, 40 s apart', { lastDurationMs: 20_000 }, { seconds: 40, why: 'slow' }],
    ['7.5 s of work fit into 15 s', { lastDurationMs: 7_500 }, { seconds: 15, why: 'chosen' }],
    ['8 hours that a laptop slept meanwhile', { lastDurationMs: 28_800_000 }, { seconds: 300, why: 'slow' }],
    ['after one failure 15 × 2', { failures: 1 }, { seconds: 30, why: 'failing' }],
    ['after four 15 × 16', { failures: 4 }, { seconds: 240, why: 'failing' }],
    ['never less often than every 5 minutes', { failures: 5 }, { seconds: 300, why: 'failing' }],
    ['not after a night of failures either', { failures: 5_000 }, { seconds: 300, why: 'failing' }],
    ['unless less often was chosen', { refreshSeconds: 900, failures: 3 }, { seconds: 900, why: 'failing' }],
  ])('%s', (_, part, pace) => {
    expect(paceOf({ ...chosen, ...part })).toEqual(pace);
  });
});
