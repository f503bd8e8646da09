import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type ClientOptions, createPrometheusClient } from './http-client';
import { clockSkew } from './problems';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const started: { close: () => void }[] = [];
afterEach(() => {
  for (const server of started.splice(0)) server.close();
});

/** A real server on 127.0.0.1; `asked` is what arrived: method, path, headers, body. */
async function serve(handle: Handler) {
  const asked: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      asked.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      handle(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  started.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked };
}

const answerWith =
  (status: number, body: string, headers: Record<string, string> = { 'content-type': 'application/json' }): Handler =>
  (_, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
const VECTOR = JSON.stringify({ status: 'success', data: { resultType: 'vector', result: [{ metric: { a: 'b' }, value: [1.5, '2'] }] } });
const client = (baseUrl: string, more: Partial<ClientOptions> = {}) => createPrometheusClient({ baseUrl, fetch, ...more });
const askAt = { atSeconds: 100 };
const HTML = { 'content-type': 'text/html' };

async function problemOf(handle: Handler, options: Parameters<ReturnType<typeof client>['instant']>[1] = askAt) {
  const { url } = await serve(handle);
  const answer = await client(url).instant('up', options);
  return answer.ok ? undefined : answer.error;
}

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

describe('what a failure says', () => {
  const promError = (type: string, text: string) => JSON.stringify({ status: 'error', errorType: type, error: text });
  const cases: [string, Handler, string, RegExp][] = [
    ['401', answerWith(401, 'no'), 'prometheus-unauthorized', /credentials/],
    ['403', answerWith(403, '<html>', HTML), 'prometheus-forbidden', /refuses/],
    ['404', answerWith(404, '404 page not found'), 'prometheus-wrong-path', /no Prometheus API below/],
    ['405 to both methods', answerWith(405, ''), 'prometheus-method-not-allowed', /neither POST nor GET/],
    ['a parse error', answerWith(400, promError('bad_data', 'parse error: unexpected "}"')), 'prometheus-bad-data', /unexpected "}"/],
    [
      'a failed query',
      answerWith(422, promError('execution', 'query processing would load too many samples')),
      'prometheus-query-failed',
      /too many samples/,
    ],
    ['429', answerWith(429, '', { 'retry-after': '17' }), 'prometheus-rate-limited', /limits how often/],
    ['503 while starting', answerWith(503, 'Service Unavailable'), 'prometheus-unavailable', /not ready/],
    [
      'a query that timed out on the server',
      answerWith(503, promError('timeout', 'query timed out')),
      'prometheus-query-timeout',
      /query timed out/,
    ],
    ['502 from a proxy', answerWith(502, '<html>Bad Gateway', HTML), 'prometheus-proxy-error', /502/],
    ['503 from Envoy', answerWith(503, 'upstream connect error or disconnect/reset'), 'prometheus-proxy-error', /503/],
    ['504 from a proxy', answerWith(504, '<html>', HTML), 'prometheus-proxy-error', /504/],
    ['500', answerWith(500, promError('internal', 'boom')), 'prometheus-server-error', /500: boom/],
    ['a login page', answerWith(200, '<!doctype html><title>Log in</title>', HTML), 'prometheus-html', /web page/],
    [
      'a redirect to a login',
      answerWith(302, '', { location: 'https://login.example/auth?state=s3cret' }),
      'prometheus-login',
      /login\.example\/auth instead/,
    ],
    ['truncated JSON', answerWith(200, VECTOR.slice(0, -10)), 'prometheus-truncated', /broke off/],
    ['JSON of another program', answerWith(200, '{"message":"hello"}'), 'prometheus-not-prometheus', /not as a Prometheus API/],
    ['an empty answer', answerWith(200, ''), 'prometheus-not-prometheus', /empty/],
    ['plain text', answerWith(200, 'It works!'), 'prometheus-not-prometheus', /not JSON/],
    [
      'a vector of another shape',
      answerWith(200, VECTOR.replace('"2"', '2')),
      'prometheus-not-prometheus',
      /series 1 has no readable value/,
    ],
    ['labels that are no texts', answerWith(200, VECTOR.replace('"b"', '{}')), 'prometheus-not-prometheus', /series 1 has no labels/],
  ];
  it.each(cases)('%s', async (_, handle, code, message) => {
    const problem = await problemOf(handle);
    expect(problem?.code).toBe(code);
    expect(problem?.message).toMatch(message);
    expect(problem?.hint).toBeTruthy();
    expect(JSON.stringify(problem)).not.toContain('s3cret');
  });

  it('names how long to wait after 429', async () => {
    expect((await problemOf(answerWith(429, '', { 'retry-after': '17' })))?.hint).toMatch(/Wait 17 s/);
  });

  it('an answer cut off in transfer is truncated', async () => {
    const problem = await problemOf((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"status":"succ');
      setImmediate(() => response.destroy());
    });
    expect(problem?.code).toBe('prometheus-truncated');
  });

  it('a connection closed before any answer', async () => {
    expect((await problemOf((request) => request.socket.destroy()))?.code).toBe('prometheus-connection-lost');
  });

  it('a server that never answers times out, also when it drips', async () => {
    expect((await problemOf(() => undefined, { ...askAt, timeoutSeconds: 0.05 }))?.code).toBe('prometheus-timeout');
    const drip: Handler = (_, response) => {
      response.writeHead(200);
      response.write('{');
    };
    expect((await problemOf(drip, { ...askAt, timeoutSeconds: 0.05 }))?.code).toBe('prometheus-timeout');
  });

  it('a withdrawn question says so, before and after it was sent', async () => {
    const controller = new AbortController();
    const problem = problemOf(() => controller.abort(), { ...askAt, signal: controller.signal });
    expect(await problem).toMatchObject({ code: 'prometheus-aborted', severity: 'info' });
    expect((await problemOf(answerWith(200, VECTOR), { ...askAt, signal: controller.signal }))?.code).toBe('prometheus-aborted');
  });

  it('a refused connection and an unknown host', async () => {
    const { url } = await serve(answerWith(200, ''));
    for (const server of started.splice(0)) server.close();
    const refused = await client(url).instant('up', askAt);
    expect(!refused.ok && refused.error.code).toBe('prometheus-refused');
    const unknown = await client('http://nowhere.invalid:9090').instant('up', askAt);
    expect(!unknown.ok && unknown.error.code).toBe('prometheus-unknown-host');
  });

  it('a port that fetch refuses', async () => {
    const answer = await client('http://127.0.0.1:1').instant('up', askAt);
    expect(!answer.ok && answer.error.code).toBe('prometheus-blocked-port');
  });

  it('a browser’s bare TypeError lists what it may have been', async () => {
    const answer = await client('http://x', { fetch: () => Promise.reject(new TypeError('Failed to fetch')) }).instant('up', askAt);
    expect(!answer.ok && answer.error).toMatchObject({ code: 'prometheus-unreachable', message: expect.stringMatching(/CORS/) });
  });

  it('a fetch that followed a redirect to a page says that the login expired', async () => {
    const { url } = await serve((request, response, body) =>
      request.url?.startsWith('/login')
        ? answerWith(200, '<html>', HTML)(request, response, body)
        : answerWith(302, '', { location: '/login' })(request, response, body),
    );
    const follow = (input: string, init: RequestInit) => fetch(input, { ...init, redirect: 'follow' });
    const answer = await client(url, { fetch: follow }).instant('up', askAt);
    expect(!answer.ok && answer.error.code).toBe('prometheus-login');
  });

  it('headers do not follow a redirect to another origin', async () => {
    const thief = await serve(answerWith(200, VECTOR));
    const { url } = await serve(answerWith(307, '', { location: `${thief.url}/api/v1/query` }));
    await client(url, { headers: { 'X-Api-Key': 'k' } }).instant('up', askAt);
    expect(thief.asked).toEqual([]);
  });

  it.each(['', 'prometheus:9090', 'ftp://x', 'file:///etc/passwd', 'javascript:alert(1)', '//evil.example', 'http://'])(
    'the address "%s" is refused without asking',
    async (address) => {
      const answer = await client(address, { fetch: () => Promise.reject(new Error('asked')) }).instant('up', askAt);
      expect(!answer.ok && answer.error.code).toBe('prometheus-bad-address');
    },
  );

  it('no secret appears in any problem, even when the server repeats it', async () => {
    const echo = answerWith(400, promError('bad_data', 'token abc123xyz of me:hunter22 rejected'));
    const { url } = await serve(echo);
    const one = client(url.replace('//', '//me:hunter22@'), { headers: { Authorization: 'Bearer abc123xyz' } });
    const answer = await one.instant('up', askAt);
    expect(!answer.ok && answer.error.message).toMatch(/token ••• of me:••• rejected/);
    const broken = await client(url, { headers: { 'X-Key': 'secret\nvalue' } }).instant('up', askAt);
    expect(!broken.ok && broken.error.code).toBe('prometheus-bad-header');
    expect(JSON.stringify(broken)).not.toContain('secret');
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

  it('complains only beyond 30 s', () => {
    expect([undefined, 0, 30, -30].map(clockSkew)).toEqual([undefined, undefined, undefined, undefined]);
    expect(clockSkew(100)?.message).toMatch(/100 s behind the server/);
    expect(clockSkew(-31)?.message).toMatch(/31 s ahead of the server/);
  });
});
