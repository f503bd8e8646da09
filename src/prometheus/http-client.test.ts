import { afterEach, describe, expect, it } from 'vitest';
import { answerWith, serve, stopServers, VECTOR } from '../testing/prometheus-answers';
import { type ClientOptions, createPrometheusClient } from './http-client';

afterEach(stopServers);

const client = (baseUrl: string, more: Partial<ClientOptions> = {}) => createPrometheusClient({ baseUrl, fetch, ...more });
const askAt = { atSeconds: 100 };

describe('what an answer says', () => {
  it('sends the query, its time and its timeout as a form and returns labels, numbers and cost', async () => {
    const { url, asked } = await serve(answerWith(200, VECTOR));
    const answer = await client(url).instant('up{a="b&c"}', { atSeconds: 1700000000.25, timeoutSeconds: 7 });
    expect(answer.ok && answer.value.data).toEqual([{ labels: { a: 'b' }, value: 2, timestampSeconds: 1.5 }]);
    expect(answer.ok && answer.value.cost).toMatchObject({ series: 1, bytes: Buffer.byteLength(VECTOR) });
    expect(asked[0]).toMatchObject({ method: 'POST', url: '/api/v1/query' });
    expect(asked[0]?.headers['content-type']).toMatch('application/x-www-form-urlencoded');
    const form = new URLSearchParams(asked[0]?.body);
    expect([form.get('query'), form.get('time'), form.get('timeout')]).toEqual(['up{a="b&c"}', '1700000000.25', '7s']);
  });

  it.each([
    ['NaN', Number.NaN],
    ['+Inf', Number.POSITIVE_INFINITY],
    ['-Inf', Number.NEGATIVE_INFINITY],
    ['1.5e-07', 1.5e-7],
    ['-0', -0],
  ])('reads the sample value %s', async (text, value) => {
    const { url } = await serve(answerWith(200, VECTOR.replace('"2"', JSON.stringify(text))));
    const answer = await client(url).instant('up', askAt);
    expect(answer.ok && answer.value.data[0]?.value).toBe(value);
  });

  it('reads the empty build information of VictoriaMetrics', async () => {
    const { url } = await serve(answerWith(200, '{"status":"success","data":{}}'));
    const answer = await client(url).buildInfo({});
    expect(answer.ok && answer.value.data).toEqual({});
  });

  it('keeps warnings and infos and tells a partial answer of VictoriaMetrics', async () => {
    const body = { ...JSON.parse(VECTOR), warnings: ['store gone'], infos: ['PromQL info: not a counter'], isPartial: true };
    const { url } = await serve(answerWith(200, JSON.stringify(body)));
    const answer = await client(url).instant('up', askAt);
    expect(answer.ok && answer.value.warnings).toEqual(['store gone', expect.stringMatching(/partial/)]);
    expect(answer.ok && answer.value.infos).toEqual(['PromQL info: not a counter']);
  });

  it('keeps a label named __proto__ as an ordinary label', async () => {
    const { url } = await serve(answerWith(200, VECTOR.replace('"a":"b"', '"__proto__":"x"')));
    const answer = await client(url).instant('up', askAt);
    expect(answer.ok && Object.entries(answer.value.data[0]?.labels ?? {})).toEqual([['__proto__', 'x']]);
  });

  it('reads a scalar as one sample without labels', async () => {
    const { url } = await serve(answerWith(200, '{"status":"success","data":{"resultType":"scalar","result":[3,"4"]}}'));
    const answer = await client(url).instant('1+3', askAt);
    expect(answer.ok && answer.value.data).toEqual([{ labels: {}, value: 4, timestampSeconds: 3 }]);
  });

  it('reads the samples a query cost where the server says so', async () => {
    const { url } = await serve(answerWith(200, VECTOR.replace('"result"', '"stats":{"samples":{"totalQueryableSamples":42}},"result"')));
    const answer = await client(url).instant('up', askAt);
    expect(answer.ok && answer.value.cost.samples).toBe(42);
  });

  it('leaves native histograms out and says how many', async () => {
    const result = [{ metric: {}, histogram: [1, { count: '1' }] }];
    const { url } = await serve(answerWith(200, JSON.stringify({ status: 'success', data: { resultType: 'vector', result } })));
    const answer = await client(url).instant('up', askAt);
    expect(answer.ok && answer.value.data).toEqual([]);
    expect(answer.ok && answer.value.warnings[0]).toMatch(/1 series .* native histograms/);
  });
});

describe('where a question goes', () => {
  it.each(['', '/', '/prefix', '/prefix/', '/a/b//', '/prefix/api/v1', '/prefix/api/v1/query'])(
    'joins the base path "%s" rightly',
    async (path) => {
      const { url, asked } = await serve(answerWith(200, VECTOR));
      await client(url + path).instant('up', askAt);
      const prefix = path.replace(/\/api\/v1.*/, '').replace(/\/+$/, '');
      expect(asked[0]?.url).toBe(`${prefix}/api/v1/query`);
    },
  );

  it('falls back to GET on 405 and remembers it', async () => {
    const { url, asked } = await serve((request, response, body) =>
      request.method === 'GET' ? answerWith(200, VECTOR)(request, response, body) : answerWith(405, 'no')(request, response, body),
    );
    const one = client(url);
    expect((await one.instant('up', askAt)).ok).toBe(true);
    expect((await one.instant('up', askAt)).ok).toBe(true);
    expect(asked.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
    expect(new URL(asked[1]?.url ?? '', url).searchParams.get('query')).toBe('up');
  });

  it('turns user and password of the address into Basic authorization, and extra headers into headers', async () => {
    const { url, asked } = await serve(answerWith(200, VECTOR));
    await client(url.replace('//', '//me:p%40ss@'), { headers: { 'X-Scope-OrgID': 'tenant-1' } }).instant('up', askAt);
    expect(asked[0]?.headers).toMatchObject({ 'x-scope-orgid': 'tenant-1', authorization: `Basic ${btoa('me:p@ss')}` });
  });

  it('asks a same-origin path by that path', async () => {
    let seen = '';
    const fetchPath = async (input: string) => {
      seen = input;
      return new Response(VECTOR);
    };
    await client('/api/prometheus/', { fetch: fetchPath }).instant('up', askAt);
    expect(seen).toBe('/api/prometheus/api/v1/query');
  });

  it('asks for ranges, series, labels, values and build information', async () => {
    const { url, asked } = await serve((request, response, body) => {
      const path = new URL(request.url ?? '', 'http://x').pathname.slice('/api/v1/'.length);
      const data: Record<string, unknown> = {
        query_range: {
          resultType: 'matrix',
          result: [
            {
              metric: { a: 'b' },
              values: [
                [1, '2'],
                [3, 'NaN'],
              ],
            },
          ],
        },
        series: [{ __name__: 'up', a: 'b' }],
        labels: ['a'],
        'label/a%2Fb/values': ['v'],
        'status/buildinfo': { version: '3.5.0' },
      };
      answerWith(200, JSON.stringify({ status: 'success', data: data[path] }))(request, response, body);
    });
    const one = client(url);
    const range = await one.range('up', { startSeconds: 1, endSeconds: 3, stepSeconds: 2 });
    const series = await one.series(['up', '{a="b"}'], { startSeconds: 1, endSeconds: 2 });
    const [labels, values, build] = [await one.labelNames({}), await one.labelValues('a/b', { matchers: ['up'] }), await one.buildInfo({})];
    expect(range.ok && range.value.data).toEqual([{ labels: { a: 'b' }, timestampsSeconds: [1, 3], values: [2, Number.NaN] }]);
    expect(series.ok && series.value.data).toEqual([{ __name__: 'up', a: 'b' }]);
    expect(new URLSearchParams(asked[1]?.body).getAll('match[]')).toEqual(['up', '{a="b"}']);
    expect([labels, values, build].map((answer) => answer.ok && answer.value.data)).toEqual([['a'], ['v'], { version: '3.5.0' }]);
  });
});

describe('the two clocks', () => {
  const dated = answerWith(200, VECTOR, { date: 'Tue, 14 Nov 2023 22:13:20 GMT' });

  it('measures the server’s clock against ours from the Date header', async () => {
    const { url } = await serve(dated);
    // 22:13:20 is 1700000000; half a second is the mean of a header in whole seconds.
    const answer = await client(url, { now: () => 1699999900_000 }).instant('up', askAt);
    expect(answer.ok && answer.value.clockSkewSeconds).toBe(100.5);
  });
});
