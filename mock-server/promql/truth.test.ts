/** The evaluator against a real Prometheus over the same samples. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBinary } from '../../scripts/find-binary';
import { startPrometheus } from '../../scripts/real-prometheus';
import { answerRequest } from '../handlers/answer-request';
import type { SampledSeries, SeriesStore } from '../series';
import { createWorld } from '../world/create-world';
import { type ApiAnswer, askApi, differences, sampleCount } from './compare-answers.testing';
import type { Dialect } from './dialect';
import { handMadeSeries, handMadeStart, openMetricsText } from './hand-made.testing';
import { createMatcher } from './matcher';
import { memoryStore } from './memory-store.testing';
import { familyQueries, languageQueries, wrongQueries } from './truth-queries.testing';

type Parameters = Readonly<Record<string, string>>;

const tolerance = 1e-9;
const here = findBinary('prometheus') !== undefined && findBinary('promtool') !== undefined;
const startMs = handMadeStart * 1000;

/** On the grid of samples, between samples, near the beginning where windows are cut, and behind the last sample. */
const instants = [handMadeStart + 600, handMadeStart + 1503.217, handMadeStart + 70, handMadeStart + 2400 + 100].map(String);
const ranges: readonly Parameters[] = [
  { start: String(handMadeStart + 300), end: String(handMadeStart + 600), step: '15' },
  { start: String(handMadeStart), end: String(handMadeStart + 2700), step: '97.5' },
  { start: String(handMadeStart + 1001.5), end: String(handMadeStart + 1700), step: '1m' },
];

/** Forty minutes of a world's request and TCP counters, and the latency buckets of some workloads. */
function worldSeries(scenario: string): readonly SampledSeries[] {
  const store = createWorld({ scenario, seed: 1, changes: [] });
  const dialect = 'prometheus3';
  const name = (pattern: string) => createMatcher('__name__', '=~', pattern, dialect);
  const some = createMatcher('destination_workload', '=~', '[a-k].*', dialect);
  return [
    ...store.select([name('istio_requests_total|istio_tcp_.*|up')], startMs, startMs + 2_400_000),
    ...store.select([name('istio_request_duration_milliseconds_.*'), some], startMs, startMs + 2_400_000),
  ];
}

interface Truth {
  readonly url: string;
  readonly dialect: Dialect;
  readonly store: SeriesStore;
  stop(): Promise<void>;
}

async function startTruth(series: readonly SampledSeries[]): Promise<Truth> {
  const server = await startPrometheus({ openMetrics: openMetricsText(series) });
  const build = await fetch(`${server.url}/api/v1/status/buildinfo`);
  const { data }: { data: { version: string } } = await build.json();
  const dialect = data.version.startsWith('2.') ? 'prometheus2' : 'prometheus3';
  return { url: server.url, dialect, store: memoryStore(series), stop: () => server.stop() };
}

function ourAnswer(truth: Truth, path: string, parameters: Parameters): ApiAnswer {
  const world = { scenario: 'given', seed: 0, changes: [] };
  const request = {
    method: 'POST',
    path,
    parameters: Object.entries(parameters),
    world,
    nowMs: 4e12,
    dialect: truth.dialect,
    faults: [],
    gaps: [],
  };
  return JSON.parse(answerRequest({ ...request, cancelled: new SharedArrayBuffer(4) }, () => truth.store).body);
}

/** Compares all moments and ranges of one query; answers how many samples agreed. */
async function compare(truth: Truth, query: string): Promise<number> {
  let samples = 0;
  const questions = [
    ...instants.map((time) => ['/api/v1/query', { query, time, stats: 'all' }] as const),
    ...ranges.map((range) => ['/api/v1/query_range', { query, ...range, stats: 'all' }] as const),
  ];
  for (const [path, parameters] of questions) {
    const theirs = await askApi(truth.url, path, parameters);
    const ours = ourAnswer(truth, path, parameters);
    expect(differences(ours, theirs, tolerance), `${path} ${JSON.stringify(parameters)}`).toEqual([]);
    samples += sampleCount(theirs);
    expect(ours.data?.stats?.samples.totalQueryableSamples, query).toBe(theirs.data?.stats?.samples.totalQueryableSamples);
  }
  return samples;
}

if (!here) {
  console.warn('NO PROMETHEUS FOUND: the PromQL evaluator is not compared with the real one. Install prometheus or set PROMETHEUS_BIN.');
  describe('the evaluator against a real Prometheus (NOT RUN: none was found)', () => {
    it('is allowed to be left out only outside CI', () => {
      expect(process.env.CI).not.toBe('true');
    });
  });
}

const suites = [
  { title: 'hand-made series', series: handMadeSeries, queries: languageQueries },
  { title: 'the shop', series: () => worldSeries('shop'), queries: familyQueries },
  { title: 'the ambient mesh', series: () => worldSeries('ambient'), queries: familyQueries },
];

describe.runIf(here).each(suites)('over $title the evaluator answers what Prometheus answers', ({ series, queries }) => {
  let truth: Truth;
  let samples = 0;

  beforeAll(async () => {
    truth = await startTruth(series());
  }, 120_000);

  afterAll(async () => {
    await truth.stop();
  });

  it.each(queries.map((query) => [query]))('%s', async (query) => {
    samples += await compare(truth, query);
  });

  it('was compared over a good number of samples', () => {
    expect(samples).toBeGreaterThan(1000);
  });
});

describe.runIf(here)('a query that Prometheus refuses is refused for the same reason', () => {
  let truth: Truth;

  beforeAll(async () => {
    truth = await startTruth(handMadeSeries());
  }, 120_000);

  afterAll(async () => {
    await truth.stop();
  });

  it.each(wrongQueries.map((query) => [query]))('%s', async (query) => {
    await compare(truth, query);
  });
});
