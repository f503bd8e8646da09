import type { SampledSeries } from '../series';
import { seriesOf } from './memory-store.testing';

/** Series with everything that makes evaluation hard: resets, gaps, young counters, NaN, infinities, odd buckets, strange label values. */

/** Of the first sample. */
export const handMadeStart = Date.UTC(2026, 10, 20, 12) / 1000;
export const handMadeMinutes = 40;

/** Numerical Recipes' generator, so that each run sees the same samples. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

type Samples = [number, number][];

/** Moments about 15 s apart, never two the same. */
function moments(seed: number, fromMinute = 0, toMinute = handMadeMinutes): number[] {
  const random = randomNumbers(seed);
  const found: number[] = [];
  for (let second = fromMinute * 60; second < toMinute * 60; second += 15)
    found.push(handMadeStart + second + Math.round(random() * 2000) / 1000);
  return found;
}

/** Exactly on the scrape grid, so that windows' edges fall onto samples. */
function gridMoments(): number[] {
  return Array.from({ length: handMadeMinutes * 4 }, (_, index) => handMadeStart + index * 15);
}

function counter(seed: number, times: readonly number[], resetEvery: number, start = 0): Samples {
  const random = randomNumbers(seed);
  let value = start;
  return times.map((second, index) => {
    value = resetEvery > 0 && index % resetEvery === resetEvery - 1 ? Math.floor(random() * 3) : value + Math.floor(random() * 20);
    return [second, value];
  });
}

function gauge(seed: number, times: readonly number[], scale = 1): Samples {
  const random = randomNumbers(seed);
  return times.map((second, index) => [second, scale * (Math.sin(index / 7) * 10 + random())]);
}

function counters(): SampledSeries[] {
  const found: SampledSeries[] = [];
  for (let index = 0; index < 6; index++) {
    const labels = { pod: `pod-${index}`, app: index < 3 ? 'web' : 'api', zone: index % 2 === 0 ? 'east' : 'west' };
    const samples = counter(index + 1, moments(index + 1), index % 3 === 0 ? 23 : 0, index * 1000);
    found.push(seriesOf({ __name__: 'requests_total', ...labels }, samples));
    found.push(seriesOf({ __name__: 'errors_total', ...labels }, counter(index + 50, moments(index + 1), 31)));
  }
  found.push(seriesOf({ __name__: 'grid_total', app: 'grid' }, counter(7, gridMoments(), 17)));
  found.push(seriesOf({ __name__: 'young_total', app: 'young' }, counter(8, moments(8, 20), 0)));
  found.push(seriesOf({ __name__: 'ended_total', app: 'ended' }, counter(9, moments(9, 0, 12), 0, 5)));
  found.push(
    seriesOf({ __name__: 'gap_total', app: 'gap' }, [...counter(10, moments(10, 0, 10), 0), ...counter(11, moments(11, 22), 0, 50)]),
  );
  found.push(
    seriesOf(
      { __name__: 'sparse_total', app: 'sparse' },
      counter(
        12,
        moments(12).filter((_, index) => index % 11 === 0),
        0,
      ),
    ),
  );
  found.push(seriesOf({ __name__: 'single_total', app: 'single' }, [[handMadeStart + 1000, 42]]));
  return found;
}

function gauges(): SampledSeries[] {
  const times = moments(20);
  const special = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -1.5, 3];
  return [
    ...[0, 1, 2, 3].map((index) =>
      seriesOf({ __name__: 'temperature', room: `r${index}`, floor: String(index % 2) }, gauge(30 + index, moments(30 + index), index + 1)),
    ),
    seriesOf(
      { __name__: 'constant', app: 'x' },
      times.map((second) => [second, 7]),
    ),
    seriesOf(
      { __name__: 'special', kind: 'mixed' },
      times.map((second, index) => [second, special[index % special.length] ?? 0]),
    ),
    seriesOf(
      { __name__: 'special', kind: 'nan' },
      times.map((second) => [second, Number.NaN]),
    ),
    seriesOf(
      { __name__: 'special', kind: 'inf' },
      times.map((second) => [second, Number.POSITIVE_INFINITY]),
    ),
    seriesOf(
      { __name__: 'special', kind: 'plain' },
      times.map((second, index) => [second, index]),
    ),
    seriesOf({ __name__: 'huge_and_tiny', size: 'huge' }, gauge(41, times, 1e25)),
    seriesOf({ __name__: 'huge_and_tiny', size: 'tiny' }, gauge(42, times, 1e-12)),
    seriesOf(
      { __name__: 'moment', of: 'now' },
      times.map((second, index) => [second, second + index * 86_400 * 5]),
    ),
    seriesOf(
      { __name__: 'pod_info', pod: 'pod-0', node: 'n1', version: 'v1' },
      times.map((second) => [second, 1]),
    ),
    seriesOf(
      { __name__: 'pod_info', pod: 'pod-1', node: 'n2', version: 'v1' },
      times.map((second) => [second, 1]),
    ),
    seriesOf(
      { __name__: 'pod_info', pod: 'pod-4', node: 'n2', version: 'v2' },
      times.map((second) => [second, 1]),
    ),
    seriesOf(
      { __name__: 'strange', text: 'a "quoted" \\ back\nline', other: 'ünï→中' },
      times.map((second) => [second, 1]),
    ),
    seriesOf(
      { __name__: 'strange', text: '__proto__', other: 'x y' },
      times.map((second) => [second, 2]),
    ),
  ];
}

function histograms(): SampledSeries[] {
  const times = moments(60);
  const random = randomNumbers(61);
  const found: SampledSeries[] = [];
  for (const path of ['/a', '/b']) {
    const bounds = path === '/a' ? ['0.1', '0.5', '1.0', '2.5', '+Inf'] : ['1', '5', '10', '+Inf'];
    const steps = times.map(() => bounds.map(() => Math.floor(random() * 6)));
    bounds.forEach((le, index) => {
      let total = 0;
      const samples = times.map((second, step): [number, number] => {
        for (let bound = 0; bound <= index; bound++) total += steps[step]?.[bound] ?? 0;
        return [second, total];
      });
      found.push(seriesOf({ __name__: 'latency_bucket', path, le }, samples));
    });
  }
  found.push(
    seriesOf(
      { __name__: 'broken_bucket', path: '/c', le: '1' },
      times.map((second, index) => [second, index]),
    ),
  );
  found.push(
    seriesOf(
      { __name__: 'broken_bucket', path: '/c', le: 'many' },
      times.map((second, index) => [second, index]),
    ),
  );
  return found;
}

export function handMadeSeries(): readonly SampledSeries[] {
  return [...counters(), ...gauges(), ...histograms()].filter(({ values }) => values.length > 0);
}

function number(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : `${value > 0 ? '+' : '-'}Inf`;
}

function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')}"`;
}

/** OpenMetrics text of samples, those of one metric together and in order of time per series. */
export function openMetricsText(series: readonly SampledSeries[]): string {
  const names = [...new Set(series.map(({ labels }) => labels.get('__name__') ?? ''))];
  const lines = names.flatMap((name) =>
    series
      .filter(({ labels }) => labels.get('__name__') === name)
      .flatMap(({ labels, timestampsMs, values }) => {
        const pairs = [...labels].filter(([label]) => label !== '__name__').map(([label, value]) => `${label}=${quoted(value)}`);
        return [...timestampsMs].map((ms, index) => `${name}{${pairs.join(',')}} ${number(values[index] ?? 0)} ${ms / 1000}`);
      }),
  );
  return `${lines.join('\n')}\n# EOF\n`;
}
