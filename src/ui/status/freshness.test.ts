import { describe, expect, it } from 'vitest';
import type { RefreshStatus } from '../../app/app-types';
import { DEFAULT_VIEW } from '../../app/view-state';
import { ageText, freshness } from './freshness';

const status = (part: Partial<RefreshStatus>): RefreshStatus => ({
  phase: 'settled',
  lastGoodMs: 0,
  failure: [],
  queries: [],
  pace: undefined,
  ...part,
});
const view = { ...DEFAULT_VIEW, refreshSeconds: 15 };

describe('freshness', () => {
  it('is none before the first picture', () => {
    expect(freshness({ view, status: status({ lastGoodMs: undefined }), clockMs: 5000 })).toEqual({ kind: 'none' });
  });

  it('is stale as soon as a refresh failed', () => {
    expect(freshness({ view, status: status({ phase: 'failed' }), clockMs: 5000 })).toEqual({ kind: 'stale', ageSeconds: 5 });
  });

  it('waits for a source that is asked less often', () => {
    const slow = status({ pace: { seconds: 120, why: 'slow' } });
    expect(freshness({ view, status: slow, clockMs: 200_000 }).kind).toBe('fresh');
    expect(freshness({ view, status: status({}), clockMs: 200_000 }).kind).toBe('stale');
  });

  it('is stale when two refreshes are overdue', () => {
    expect(freshness({ view, status: status({}), clockMs: 40_000 }).kind).toBe('fresh');
    expect(freshness({ view, status: status({}), clockMs: 40_001 }).kind).toBe('stale');
  });

  it('does not call a paused or historical picture stale', () => {
    expect(freshness({ view: { ...view, refreshSeconds: undefined }, status: status({}), clockMs: 9e6 }).kind).toBe('paused');
    expect(freshness({ view: { ...view, end: { kind: 'at', seconds: 1 } }, status: status({}), clockMs: 9e6 }).kind).toBe('fixed');
  });

  it('never shows a negative age when the clock was set back', () => {
    expect(freshness({ view, status: status({ lastGoodMs: 9000 }), clockMs: 5000 })).toEqual({ kind: 'fresh', ageSeconds: 0 });
  });

  it.each([
    [0.9, '0 s'],
    [59, '59 s'],
    [60, '1 min'],
    [7500, '2 h 5 min'],
    [10_800, '3 h'],
    [345_600, '4 d'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(ageText(seconds)).toBe(text);
  });
});
