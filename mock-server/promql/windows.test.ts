import { describe, expect, it } from 'vitest';
import type { Dialect } from './dialect';
import { memoryStore, seriesOf } from './memory-store.testing';
import { parsePromql } from './parser';
import { instantQuery } from './query';
import { writeStaleMarker } from './stale-marker';

const minute: readonly (readonly [number, number])[] = [0, 15, 30, 45, 60].map((second) => [second, second]);
const store = memoryStore([seriesOf({ __name__: 'm' }, minute)]);

function value(query: string, atSeconds: number, dialect: Dialect, from = store): number | undefined {
  const { data } = instantQuery(parsePromql(query, dialect), atSeconds * 1000, { store: from, dialect });
  return data.resultType === 'vector' ? data.samples[0]?.value : undefined;
}

describe('windows', () => {
  // Prometheus 3 leaves out a sample exactly at the window's left edge: https://prometheus.io/docs/prometheus/3.0/migration/
  it.each([
    ['count_over_time(m[1m])', 60, 4, 5],
    ['count_over_time(m[30s])', 60, 2, 3],
    ['count_over_time(m[31s])', 60, 3, 3],
    ['increase(m[1m])', 60, 60, 60],
    ['m', 360, undefined, 60],
    ['m', 359.999, 60, 60],
    ['count_over_time(m[1m:15s])', 60, 4, 5],
  ])('%s at %d s is %d with the left edge open and %d with it closed', (query, at, open, closed) => {
    expect(value(query, at, 'prometheus3')).toBe(open);
    expect(value(query, at, 'prometheus2')).toBe(closed);
  });

  it('extrapolates a young counter no further back than to its zero', () => {
    // 3 samples 10 s apart from 55 s on, growing 20 in 20 s from 5: zero was 5 s earlier. The window begins at 0 s, ends at 80 s.
    // To the start: 55 s ≥ 11 s, so half a gap, 5 s, as far as zero. To the end: 5 s. 20 × (20 + 5 + 5) / 20 = 30.
    const young = memoryStore([
      seriesOf({ __name__: 'y' }, [
        [55, 5],
        [65, 15],
        [75, 25],
      ]),
    ]);
    expect(value('increase(y[80s])', 80, 'prometheus3', young)).toBeCloseTo(30, 10);
  });

  it('drops a series at its stale marker and reads ranges past it', () => {
    const ended = seriesOf({ __name__: 'e' }, [...minute, [75, Number.NaN]]);
    writeStaleMarker(ended.values, 5);
    const withMarker = memoryStore([ended]);
    expect(value('e', 74, 'prometheus3', withMarker)).toBe(60);
    expect(value('e', 75, 'prometheus3', withMarker)).toBeUndefined();
    expect(value('count_over_time(e[2m])', 80, 'prometheus3', withMarker)).toBe(5);
  });

  it('keeps label values that imitate separators apart', () => {
    const tricky = memoryStore([
      seriesOf({ __name__: 't', a: '1:x', b: '' }, minute),
      seriesOf({ __name__: 't', a: '1', b: ':x' }, minute),
      seriesOf({ __name__: 't', a: '__proto__', b: 'constructor' }, minute),
    ]);
    const { data } = instantQuery(parsePromql('count by (a, b) (t)', 'prometheus3'), 60_000, { store: tricky, dialect: 'prometheus3' });
    expect(data.resultType === 'vector' && data.samples.map((sample) => sample.value)).toEqual([1, 1, 1]);
  });
});
