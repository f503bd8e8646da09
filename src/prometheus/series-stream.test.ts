import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InstantSample, QueryAnswer, RangeSeries, SampleReader } from './client-types';
import { createPrometheusClient } from './http-client';

/** Long enough that an answer of a few series is read in several batches. */
const FILLER = 'x'.repeat(12_000);

/** An answer whose body arrives in pieces of these sizes, over and over. */
function serving(body: string, sizes: readonly number[]) {
  const bytes = new TextEncoder().encode(body);
  const stream = () =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          controller.enqueue(bytes.slice(at, at + size));
          at += size;
        }
        controller.close();
      },
    });
  const fetch = async () => new Response(stream(), { status: 200, headers: { 'content-type': 'application/json' } });
  return createPrometheusClient({ baseUrl: 'http://prometheus:9090', fetch, now: () => 0 });
}

function gather<Sample = InstantSample>(): SampleReader<readonly Sample[], Sample> & { readonly batches: number[] } {
  const all: Sample[] = [];
  const batches: number[] = [];
  return {
    batches,
    take(samples) {
      batches.push(samples.length);
      all.push(...samples);
    },
    result: () => all,
  };
}

/** The slow obvious way beside the one that reads while the answer arrives. */
async function bothWays(body: string, sizes: readonly number[]) {
  const client = serving(body, sizes);
  const whole = await client.instant('up', { atSeconds: 1 });
  const streamed = await client.readInstant('up', { atSeconds: 1 }, () => gather());
  return { whole, streamed };
}

const RANGE = { startSeconds: 0, endSeconds: 60, stepSeconds: 15 };
async function bothWaysOfARange(body: string, sizes: readonly number[]) {
  const client = serving(body, sizes);
  const whole = await client.range('up', RANGE);
  const streamed = await client.readRange('up', RANGE, () => gather<RangeSeries>());
  return { whole, streamed };
}

const label = fc.oneof(
  fc.constantFrom('', 'unknown', '__proto__', '"]},{"metric":{', '"result":[', '\\', '}]', 'ünï💥'),
  fc.string({ unit: 'binary' }),
);
const value = fc.oneof(fc.double().map(String), fc.constantFrom('NaN', '+Inf', '-Inf', '0', 'nonsense', ''));
const series = fc.record({
  metric: fc
    .dictionary(fc.oneof(fc.constantFrom('__proto__', 'le'), fc.string()), label, { maxKeys: 4 })
    .map((labels) => ({ ...labels, FILLER })),
  sample: fc.oneof(
    { weight: 30, arbitrary: fc.record({ value: fc.tuple(fc.constantFrom(1_700_000_000, 1_700_000_000.25), value) }) },
    { weight: 1, arbitrary: fc.constant({ histogram: [1, { count: '1', sum: '1' }] }) },
    { weight: 1, arbitrary: fc.constantFrom({}, { value: [1] }, { value: ['1', '1'] }, { value: [1, 1] }) },
  ),
});
const answer = fc
  .tuple(fc.array(series, { maxLength: 9 }), fc.constantFrom({}, { warnings: ['partial'] }, { infos: ['i'] }), fc.boolean())
  .map(([list, more, stats]) => ({
    status: 'success',
    data: {
      resultType: 'vector',
      result: list.map(({ metric, sample }) => ({ metric, ...sample })),
      ...(stats && { stats: { samples: { totalQueryableSamples: 7 } } }),
    },
    ...more,
  }));
const sizes = fc.array(
  fc.integer({ min: 1, max: 30_000 }).map((size) => size + 500),
  { minLength: 1, maxLength: 4 },
);

const pair = fc.tuple(fc.constantFrom(1_700_000_000, 1_700_000_000.25), value);
const matrix = fc
  .tuple(
    fc.array(
      fc.tuple(
        series,
        fc.oneof(
          { weight: 30, arbitrary: fc.record({ values: fc.array(pair, { maxLength: 5 }) }) },
          { weight: 2, arbitrary: fc.constant({ histograms: [[1, { count: '1', sum: '1' }]] }) },
          { weight: 2, arbitrary: fc.constant({ values: [[1, '2']], histograms: [[3, { count: '1', sum: '1' }]] }) },
          { weight: 1, arbitrary: fc.constantFrom({}, { values: [1] }, { values: [['1', '1']] }, { values: [[1, 1]] }) },
        ),
      ),
      { maxLength: 9 },
    ),
    fc.constantFrom({}, { warnings: ['partial'] }),
  )
  .map(([list, more]) => ({
    status: 'success',
    data: { resultType: 'matrix', result: list.map(([{ metric }, points]) => ({ metric, ...points })) },
    ...more,
  }));

describe('reading a matrix while it arrives', () => {
  it('gives exactly what reading the whole text gives, whatever is in it, wherever it is cut or broken', async () => {
    await fc.assert(
      fc.asyncProperty(matrix, sizes, fc.option(fc.double({ min: 0, max: 1, noNaN: true })), async (body, cuts, broken) => {
        const text = JSON.stringify(body);
        const at = Math.floor((broken ?? 1) * text.length);
        const { whole, streamed } = await bothWaysOfARange(text.slice(0, at) + text.slice(at + 1), cuts);
        expect(streamed).toEqual(whole);
      }),
      { numRuns: 200 },
    );
  });

  it('hands series on before the last ones have arrived', async () => {
    const one = (index: number) => `{"metric":{"a":"${index}${FILLER}"},"values":[[1,"${index}"],[2,"7"]]}`;
    const body = `{"status":"success","data":{"resultType":"matrix","result":[${Array.from({ length: 20 }, (_, index) => one(index)).join(',')}]}}`;
    const reader = gather<RangeSeries>();
    await serving(body, [4096]).readRange('up', RANGE, () => reader);
    expect(reader.batches.length).toBeGreaterThan(3);
    expect(reader.result().map(({ values }) => values)).toEqual(Array.from({ length: 20 }, (_, index) => [index, 7]));
  });
});

describe('reading a vector while it arrives', () => {
  it('gives exactly what reading the whole text gives, whatever is in it and wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(answer, sizes, async (body, cuts) => {
        const { whole, streamed } = await bothWays(JSON.stringify(body), cuts);
        expect(streamed).toEqual(whole);
      }),
      { numRuns: 150 },
    );
  });

  it('gives the same problem when the text is broken anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        answer,
        sizes,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom('', '"', '}', ',', ']'),
        async (body, cuts, where, noise) => {
          const text = JSON.stringify(body);
          const at = Math.floor(where * text.length);
          const { whole, streamed } = await bothWays(text.slice(0, at) + noise + text.slice(at + 1), cuts);
          expect(streamed).toEqual(whole);
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each([
    ['a scalar', '{"status":"success","data":{"resultType":"scalar","result":[1,"2"]}}'],
    ['a matrix', '{"status":"success","data":{"resultType":"matrix","result":[]}}'],
    ['an error', '{"status":"error","errorType":"bad_data","error":"no"}'],
    ['white space', '{ "status": "success", "data": { "resultType": "vector", "result": [ ] } }'],
    ['nothing flows', '{"status":"success","data":{"resultType":"vector","result":[]}}'],
    ['a part of a cluster', '{"status":"success","isPartial":true,"data":{"resultType":"vector","result":[]}}'],
    ['an empty text', ''],
  ])('%s reads the same both ways', async (_what, body) => {
    const { whole, streamed } = await bothWays(body, [7]);
    expect(streamed).toEqual(whole);
  });

  it('hands series on before the last ones have arrived', async () => {
    const one = (index: number) => `{"metric":{"a":"${index}${FILLER}"},"value":[1,"${index}"]}`;
    const body = `{"status":"success","data":{"resultType":"vector","result":[${Array.from({ length: 20 }, (_, index) => one(index)).join(',')}]}}`;
    const reader = gather();
    const taken = await serving(body, [4096]).readInstant('up', { atSeconds: 1 }, () => reader);
    expect(reader.batches.length).toBeGreaterThan(3);
    expect(taken.ok && (taken.value as QueryAnswer<readonly InstantSample[]>).data.map((sample) => sample.value)).toEqual(
      Array.from({ length: 20 }, (_, index) => index),
    );
  });
});
