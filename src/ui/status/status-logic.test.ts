import { describe, expect, it } from 'vitest';
import { bytesText, costTotals } from './cost-totals';
import { hiddenText } from './hidden-counts';

describe('query costs', () => {
  it('adds series and bytes, and names the slowest instead of a sum of times that ran side by side', () => {
    const query = { family: 'requests', promql: 'x', milliseconds: 40, series: 3, bytes: 100 };
    const failed = { code: 'x', severity: 'error', message: 'x' } as const;
    expect(costTotals([query, { ...query, milliseconds: 90, failed }])).toEqual({
      queries: 2,
      failed: 1,
      slowestMilliseconds: 90,
      series: 6,
      bytes: 200,
    });
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [1234, '1.2 kB'],
    [123_456, '123 kB'],
    [999_600, '1 MB'],
  ])('writes %d bytes as %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });
});

describe('what is hidden', () => {
  const none = { inClosedGroups: 0, sickInClosedGroups: 0, closedGroups: 0, edgesLeftOut: 0, foldedLegs: 0, unplacedRows: 0 };

  it('says nothing when everything is drawn', () => {
    expect(hiddenText(none)).toBeUndefined();
  });

  it('counts each kind apart', () => {
    expect(hiddenText({ ...none, edgesLeftOut: 1, closedGroups: 2, inClosedGroups: 40, unplacedRows: 3 })).toBe(
      '1 edge, 40 nodes in 2 closed namespaces, 3 unplaced rows',
    );
  });
});
