import { describe, expect, it } from 'vitest';
import { syntheticSnapshot } from '../testing/synthetic-snapshot';
import { readSnapshot } from './read-snapshot';
import { writeSnapshot } from './write-snapshot';

describe('the file of 300 services with a timeline of an hour', () => {
  const snapshot = syntheticSnapshot(300);
  const bytes = writeSnapshot(snapshot);
  it('is at most 3 MB', () => {
    // 1.9 MB for 516,060 values, 9.4 MB unpacked.
    expect(bytes.length).toBeLessThanOrEqual(3_000_000);
  });
  it('opens again with every number', () => {
    const opened = readSnapshot(bytes);
    expect(opened.ok && opened.value.span?.span.requests.map(({ values }) => values)).toEqual(
      snapshot.span?.span.requests.map(({ values }) => values),
    );
  });
});
