import { afterEach, describe, expect, it } from 'vitest';
import { answerWith, type Handler, HTML, serve, stopServers, VECTOR } from '../testing/prometheus-answers';
import { type ClientOptions, createPrometheusClient } from './http-client';

afterEach(stopServers);

const client = (baseUrl: string, more: Partial<ClientOptions> = {}) => createPrometheusClient({ baseUrl, fetch, ...more });
const askAt = { atSeconds: 100 };

async function problemOf(handle: Handler, options: Parameters<ReturnType<typeof client>['instant']>[1] = askAt) {
  const { url } = await serve(handle);
  const answer = await client(url).instant('up', options);
  return answer.ok ? undefined : answer.error;
}

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
    stopServers();
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
