import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requireBinary } from '../../scripts/find-binary';
import type { SeriesStore } from '../series';
import { hourMs, midnightMs, minuteMs, where, world } from './ask.testing';
import { toExposition, toOpenMetrics } from './open-metrics';

const span = [midnightMs + hourMs, midnightMs + hourMs + 2 * minuteMs] as const;

describe('the OpenMetrics dump', () => {
  it('is what promtool makes blocks of, sample for sample', () => {
    const store = world('bookinfo');
    const directory = mkdtempSync(join(tmpdir(), 'seamark-dump-'));
    try {
      const file = join(directory, 'dump.txt');
      const data = join(directory, 'data');
      writeFileSync(file, toOpenMetrics(store, ...span));
      const promtool = requireBinary('promtool');
      execFileSync(promtool, ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', file, data]);
      expect(readdirSync(data).length).toBeGreaterThan(0);
      // `tsdb dump` wants a write-ahead log, which a backfill does not make.
      mkdirSync(join(data, 'wal'));
      const dumped = execFileSync(promtool, ['tsdb', 'dump', data], { maxBuffer: 64 * 1024 * 1024, encoding: 'utf8' });
      const samples = store
        .select([], ...span)
        .flatMap((one) => [...one.values].map((value, index) => `${value} ${one.timestampsMs[index]}`));
      const kept = dumped
        .trim()
        .split('\n')
        .map((line) =>
          line
            .slice(line.lastIndexOf('} ') + 2)
            .split(' ')
            .map(Number)
            .join(' '),
        );
      expect(kept.sort()).toEqual(samples.sort());
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });

  it('declares counters without _total, stamps in seconds and ends with EOF', () => {
    const text = toOpenMetrics(
      world('bookinfo'),
      ...span,
      where('istio_requests_total', { destination_workload: 'details-v1', reporter: 'destination' }),
    );
    const lines = text.trim().split('\n');
    expect(lines[0]).toBe('# TYPE istio_requests counter');
    expect(lines.at(-1)).toBe('# EOF');
    expect(lines).toHaveLength(2 + 8);
    expect(Number(lines[1]!.split(' ').at(-1))).toBeGreaterThanOrEqual(span[0] / 1000);
    expect(Number(lines[1]!.split(' ').at(-1))).toBeLessThan(span[0] / 1000 + 15);
  });

  it('escapes backslash, quote and line feed', () => {
    const labels = new Map([
      ['__name__', 'odd'],
      ['pod', 'a\\b"c\nd'],
    ]);
    const store: SeriesStore = {
      select: () => [{ labels, timestampsMs: Float64Array.of(1500), values: Float64Array.of(2.5) }],
      labelSets: () => [labels],
      metadata: () => new Map([['odd', { type: 'gauge', help: '' }]]),
      instant: () => [{ labels, value: 2.5 }],
    };
    expect(toOpenMetrics(store, 0, 2000)).toBe('# TYPE odd gauge\nodd{pod="a\\\\b\\"c\\nd"} 2.5 1.5\n# EOF\n');
  });
});

describe('the exposition', () => {
  it('groups families under their full names and carries every current value once', () => {
    const store = world('ambient');
    const lines = toExposition(store, midnightMs).trim().split('\n');
    const types = lines.filter((line) => line.startsWith('# TYPE'));
    expect(types).toContain('# TYPE istio_requests_total counter');
    expect(types).toContain('# TYPE istio_request_duration_milliseconds histogram');
    expect(types).toContain('# TYPE up gauge');
    expect(new Set(types).size).toBe(types.length);
    const samples = lines.filter((line) => !line.startsWith('#'));
    expect(new Set(samples.map((line) => line.slice(0, line.lastIndexOf(' ')))).size).toBe(store.instant(midnightMs).length);
    expect(samples.every((line) => /^[a-z_]+\{.*pod="[^"]+".*\} \d+$/.test(line))).toBe(true);
  });

  it('is what promtool calls sound', () => {
    const text = toExposition(world('shop'), midnightMs);
    // `check metrics` parses first; with --lint=none it reports only what does not parse, else it also has opinions on names.
    expect(() =>
      execFileSync(requireBinary('promtool'), ['check', 'metrics'], { input: text, stdio: ['pipe', 'pipe', 'pipe'] }),
    ).not.toThrow(/error while linting/);
  });
});
