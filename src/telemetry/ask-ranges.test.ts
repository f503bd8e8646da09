import { describe, expect, it } from 'vitest';
import { createPrometheusClient } from '../prometheus/http-client';
import { askRanges } from './ask-ranges';

const GRID = { startSeconds: 1000, stepSeconds: 15, points: 4 };

function client(answer: (query: string) => Response) {
  const asked: URLSearchParams[] = [];
  const made = createPrometheusClient({
    baseUrl: 'http://127.0.0.1:9090',
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const params = new URLSearchParams(await request.text());
      asked.push(params);
      return answer(params.get('query') ?? '');
    },
  });
  return { made, asked };
}
const matrix = (values: readonly (readonly [number, string])[], more: object = {}) =>
  Response.json({ status: 'success', ...more, data: { resultType: 'matrix', result: [{ metric: { code: '200' }, values }] } });
const query = (key: string) => ({ key, title: key, promql: key });

describe('range queries of a chart', () => {
  it('leave gaps where there is no sample and where the answer is no number', async () => {
    const { made, asked } = client(() =>
      matrix([
        [1000, '1'],
        [1030, 'NaN'],
        [1045, '+Inf'],
      ]),
    );
    const { answers } = await askRanges(made, [query('up')], GRID, new AbortController().signal);
    expect(answers[0]?.lines[0]?.labels).toEqual({ code: '200' });
    expect(Array.from(answers[0]?.lines[0]?.values ?? [])).toEqual([1, Number.NaN, Number.NaN, Number.NaN]);
    expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({ start: '1000', end: '1045', step: '15' });
  });

  it('fail one by one, and pass on what the server warns of', async () => {
    const { made } = client((text) =>
      text === 'bad' ? new Response('no', { status: 500 }) : matrix([[1000, '1']], { warnings: ['a store is away'] }),
    );
    const { answers } = await askRanges(made, [query('bad'), query('good')], GRID, new AbortController().signal);
    expect(answers[0]).toMatchObject({ key: 'bad', lines: [], failed: { severity: 'error' } });
    expect(answers[1]?.failed).toBeUndefined();
    expect(answers[1]?.problems[0]?.message).toContain('a store is away');
  });

  it('are not asked any more once nobody waits for them', async () => {
    const { made, asked } = client(() => matrix([]));
    const controller = new AbortController();
    controller.abort();
    await askRanges(made, [query('a'), query('b')], GRID, controller.signal);
    expect(asked).toHaveLength(0);
  });
});
