import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, request as httpRequest, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { createPrometheusClient } from '../../prometheus/http-client';
import { type CreateServerOptions, createServer } from './create-server';
import { listen } from './listen';
import { parseHeaders, parseServeSettings } from './serve-settings';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server behind the proxy that remembers what reached it. */
async function upstream(listener?: RequestListener): Promise<{ url: string; seen: Seen[]; closed: Promise<void> }> {
  const seen: Seen[] = [];
  let close = (): void => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  const server = createHttpServer((request, response) => {
    let body = '';
    response.on('close', close);
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      seen.push({
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body,
      });
      if (listener) listener(request, response);
      else response.setHeader('content-type', 'application/json').end('{"status":"success"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    closed,
  };
}

async function serving(options: Partial<CreateServerOptions>): Promise<string> {
  const server = await createServer({ sources: [], ...options });
  const address = await listen(server, '127.0.0.1', 0);
  if (!address.ok) throw new Error(address.error);
  cleanups.push(() => server.close());
  return address.value;
}

async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'seamark-serve-'));
  cleanups.push(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Sends the request line as written: fetch would tidy up the path and refuse to set Host. */
function raw(base: string, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base);
    const outgoing = httpRequest({ hostname, port, path, headers, method }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

describe('the Prometheus proxy passes on what Seamark reads', () => {
  test.each([
    ['GET', '/api/v1/query?query=up&time=1'],
    ['POST', '/api/v1/query'],
    ['GET', '/api/v1/query_range?query=up'],
    ['POST', '/api/v1/query_range'],
    ['POST', '/api/v1/series'],
    ['GET', '/api/v1/labels'],
    ['GET', '/api/v1/label/source_workload/values?match[]=up'],
    ['GET', '/api/v1/metadata'],
    ['GET', '/api/v1/status/buildinfo'],
    ['GET', '/-/ready'],
  ])('%s %s', async (method, path) => {
    const behind = await upstream();
    const base = await serving({ prometheus: { url: `${behind.url}/base/` } });
    const body = method === 'POST' ? new URLSearchParams({ query: 'up{a="ö&"}' }) : null;
    const answer = await fetch(`${base}/api/prometheus${path}`, {
      method,
      body,
    });
    expect([answer.status, await answer.text()]).toEqual([200, '{"status":"success"}']);
    expect(behind.seen).toMatchObject([
      {
        method,
        url: `/base${path}`,
        body: body === null ? '' : 'query=up%7Ba%3D%22%C3%B6%26%22%7D',
      },
    ]);
  });

  test.each([
    ['GET', '/api/v1/admin/tsdb/snapshot', 404],
    ['POST', '/api/v1/admin/tsdb/delete_series', 404],
    ['POST', '/api/v1/write', 404],
    ['GET', '/api/v1/status/config', 404],
    ['POST', '/-/reload', 404],
    ['POST', '/-/quit', 404],
    ['GET', '/metrics', 404],
    ['GET', '/', 404],
    ['GET', '/api/v1/query/../status/config', 404],
    ['GET', '/api/v1/query/%2e%2e/status/config', 404],
    ['GET', '/api/v1/label/..%2f..%2fstatus/values', 404],
    ['GET', '/api/v1/label/a%2fb/values', 404],
    ['GET', '/api/v1/label/a/b/values', 404],
    ['GET', '/api/v1%2fquery', 404],
    ['GET', '//api/v1/query', 404],
    ['GET', '/api/v1/query%00', 404],
    ['GET', '/api/v1/query;/x', 404],
    ['GET', '/api/v1/query#/x', 404],
    ['GET', '\\..\\x', 404],
    ['PUT', '/api/v1/query', 405],
    ['DELETE', '/api/v1/series', 405],
    ['POST', '/api/v1/metadata', 405],
    ['POST', '/api/v1/label/job/values', 405],
  ])('and nothing else: %s %s is %i', async (method, path, status) => {
    const behind = await upstream();
    const base = await serving({ prometheus: { url: behind.url } });
    const answer = await raw(base, `/api/prometheus${path}`, {}, method);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({
      status: 'error',
      error: expect.any(String),
    });
    expect(behind.seen).toEqual([]);
  });

  test('a body that is no form, or too long, stays here', async () => {
    const behind = await upstream();
    const url = `${await serving({ prometheus: { url: behind.url } })}/api/prometheus/api/v1/query`;
    expect(
      (
        await fetch(url, {
          method: 'POST',
          body: '{}',
          headers: { 'content-type': 'application/json' },
        })
      ).status,
    ).toBe(415);
    expect(
      (
        await fetch(url, {
          method: 'POST',
          body: new URLSearchParams({ query: 'x'.repeat(1_100_000) }),
        })
      ).status,
    ).toBe(413);
    expect(behind.seen).toEqual([]);
  });

  test('a compressed answer arrives as it was', async () => {
    const behind = await upstream((_, response) =>
      response
        .writeHead(200, {
          'content-encoding': 'gzip',
          'content-type': 'application/json',
        })
        .end(gzipSync('{"big":1}')),
    );
    const base = await serving({ prometheus: { url: behind.url } });
    const answer = await fetch(`${base}/api/prometheus/api/v1/query`);
    expect([answer.headers.get('content-encoding'), await answer.text()]).toEqual(['gzip', '{"big":1}']);
    expect(behind.seen[0]?.headers['accept-encoding']).toContain('gzip');
  });

  test("an error keeps the server's own status and words", async () => {
    const behind = await upstream((_, response) => response.writeHead(422).end('{"status":"error","errorType":"execution"}'));
    const answer = await fetch(`${await serving({ prometheus: { url: behind.url } })}/api/prometheus/api/v1/query`);
    expect([answer.status, await answer.text()]).toEqual([422, '{"status":"error","errorType":"execution"}']);
  });
});

describe('credentials', () => {
  test('go to the upstream; cookies, hop-by-hop and foreign credentials do not', async () => {
    const behind = await upstream((_, response) => response.setHeader('set-cookie', 'secret=1').setHeader('server', 'x').end('{}'));
    const base = await serving({
      prometheus: {
        url: behind.url,
        headers: new Map([['X-Scope-OrgID', 'shop']]),
      },
    });
    const answer = await fetch(`${base}/api/prometheus/api/v1/query`, {
      headers: {
        cookie: 'session=1',
        authorization: 'Bearer mine',
        'x-scope-orgid': 'other',
        'x-forwarded-for': '1.2.3.4',
        te: 'trailers',
      },
    });
    const headers = behind.seen[0]?.headers ?? {};
    expect(headers['x-scope-orgid']).toBe('shop');
    expect(headers.host).toBe(new URL(behind.url).host);
    for (const name of ['cookie', 'authorization', 'x-forwarded-for', 'te']) expect(headers).not.toHaveProperty(name);
    expect([answer.headers.get('set-cookie'), answer.headers.get('server')]).toEqual([null, null]);
  });

  test("are the caller's when the server has none of its own", async () => {
    const behind = await upstream();
    const base = await serving({ prometheus: { url: behind.url } });
    await fetch(`${base}/api/prometheus/api/v1/query`, {
      headers: { authorization: 'Bearer typed' },
    });
    expect(behind.seen[0]?.headers.authorization).toBe('Bearer typed');
  });

  test('in a token file are read anew when the file changes', async () => {
    const behind = await upstream();
    const bearerTokenFile = join(await temporaryDirectory(), 'token');
    const url = `${await serving({ prometheus: { url: behind.url, bearerTokenFile } })}/api/prometheus/api/v1/query`;
    expect((await fetch(url)).status).toBe(502);
    await writeFile(bearerTokenFile, 'first\n');
    await fetch(url);
    await writeFile(bearerTokenFile, 'second\n');
    await fetch(url);
    expect(behind.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
  });

  test('in the address become Basic authentication, and never appear in an error', async () => {
    const behind = await upstream();
    const withPassword = behind.url.replace('http://', 'http://user:p%40ss@');
    await fetch(`${await serving({ prometheus: { url: withPassword } })}/api/prometheus/-/ready`);
    expect(behind.seen[0]?.headers.authorization).toBe(`Basic ${btoa('user:p@ss')}`);
    const down = await fetch(`${await serving({ prometheus: { url: 'http://user:p%40ss@127.0.0.1:1' } })}/api/prometheus/-/ready`);
    expect(await down.text()).not.toMatch(/user|p%40ss|p@ss/);
  });

  test('do not follow a redirect: it is told as a login that expired', async () => {
    const elsewhere = await upstream();
    const behind = await upstream((_, response) =>
      response.writeHead(302, { location: `${elsewhere.url}/login?next=secret` }).end('<html>'),
    );
    const base = await serving({
      prometheus: {
        url: behind.url,
        headers: new Map([['authorization', 'Bearer t']]),
      },
    });
    const answer = await fetch(`${base}/api/prometheus/api/v1/query`, {
      redirect: 'manual',
    });
    expect(answer.status).toBe(502);
    const body: unknown = await answer.json();
    expect(body).toMatchObject({
      status: 'error',
      errorType: 'login-expired',
      error: expect.stringContaining(`${elsewhere.url}/login`),
    });
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(elsewhere.seen).toEqual([]);
    const client = createPrometheusClient({ baseUrl: `${base}/api/prometheus`, fetch });
    const asked = await client.instant('up', { atSeconds: 1 });
    expect(asked.ok ? undefined : asked.error.code).toBe('prometheus-login');
  });
});

describe('an upstream in trouble', () => {
  test('that is down is a 502 in JSON', async () => {
    const base = await serving({ prometheus: { url: 'http://127.0.0.1:1' } });
    const answer = await fetch(`${base}/api/prometheus/api/v1/query`);
    expect(answer.status).toBe(502);
    expect(await answer.json()).toEqual({
      status: 'error',
      errorType: 'unavailable',
      error: '127.0.0.1:1 cannot be reached (ECONNREFUSED).',
    });
  });

  test('that stays silent is a 504', async () => {
    const behind = await upstream(() => {});
    const base = await serving({
      prometheus: { url: behind.url, timeoutSeconds: 0.05 },
    });
    expect((await fetch(`${base}/api/prometheus/api/v1/query`)).status).toBe(504);
  });

  test('is let go when the browser gives up', async () => {
    const behind = await upstream(() => {});
    const base = await serving({ prometheus: { url: behind.url } });
    const abort = new AbortController();
    const asked = fetch(`${base}/api/prometheus/api/v1/query`, {
      signal: abort.signal,
    });
    await expect.poll(() => behind.seen.length).toBe(1);
    abort.abort();
    await expect(asked).rejects.toThrow();
    await behind.closed;
  });
});

describe('Kubernetes', () => {
  test('says so when it is not configured', async () => {
    const answer = await fetch(`${await serving({})}/api/kubernetes/api/v1/pods`);
    expect([answer.status, await answer.json()]).toMatchObject([404, { error: 'No Kubernetes source is configured.' }]);
  });

  test.each([
    ['GET', '/api/v1/namespaces/shop/pods?watch=1', 200],
    ['GET', '/apis/security.istio.io/v1/authorizationpolicies', 200],
    ['GET', '/apis/apps/v1/namespaces/shop/deployments/web', 200],
    ['GET', '/version', 200],
    ['GET', '/api/v1/namespaces/shop/secrets', 404],
    ['GET', '/api/v1/secrets', 404],
    ['GET', '/api/v1/namespaces/shop/pods/web/log', 404],
    ['GET', '/api/v1/namespaces/shop/pods/web/exec', 404],
    ['GET', '/api/v1/namespaces/shop/services/web/proxy/', 404],
    ['GET', '/api/v1/namespaces/../secrets', 404],
    ['GET', '/apis/rbac.authorization.k8s.io/v1/clusterroles', 404],
    ['POST', '/api/v1/namespaces/shop/pods', 405],
    ['DELETE', '/api/v1/namespaces/shop/pods/web', 405],
  ])('is read only: %s %s is %i', async (method, path, status) => {
    const behind = await upstream();
    const base = await serving({ kubernetes: { url: behind.url } });
    expect((await raw(base, `/api/kubernetes${path}`, {}, method)).status).toBe(status);
    expect(behind.seen.map(({ url }) => url)).toEqual(status === 200 ? [path] : []);
  });
});

describe('the page', () => {
  async function page(): Promise<string> {
    const directory = await temporaryDirectory();
    await mkdir(join(directory, 'assets'));
    await writeFile(join(directory, 'index.html'), '<!doctype html>');
    await writeFile(join(directory, 'assets', 'main-abc.js'), 'export {}');
    return directory;
  }

  test('is asked for again each time, its hashed files never', async () => {
    const base = await serving({ pageDirectory: await page() });
    const index = await fetch(`${base}/?window=5m`);
    expect([index.headers.get('content-type'), index.headers.get('cache-control')]).toEqual(['text/html; charset=utf-8', 'no-cache']);
    const asset = await fetch(`${base}/assets/main-abc.js`);
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(asset.headers.get('content-type')).toMatch(/javascript/);
    expect((await raw(base, '/../package.json')).status).not.toBe(200);
    expect((await raw(base, '/%2e%2e/package.json')).status).not.toBe(200);
    expect((await fetch(`${base}/absent`)).status).toBe(404);
  });

  test('may run only its own scripts and reach only its sources', async () => {
    const base = await serving({
      pageDirectory: await page(),
      sources: [
        {
          id: 'a',
          label: 'A',
          prometheusUrl: 'https://prometheus.example:9090/base',
          mock: false,
        },
        { id: 'b', label: 'B', prometheusUrl: '/api/prometheus', mock: false },
      ],
    });
    const { headers } = await fetch(base);
    expect(headers.get('content-security-policy')?.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self' https://prometheus.example:9090",
      "worker-src 'self'",
      "manifest-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('geolocation=()');
  });

  test('what an upstream answers can do nothing when opened as a page, and errors carry the headers too', async () => {
    const behind = await upstream((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<script src=/x></script>'),
    );
    const base = await serving({ prometheus: { url: behind.url } });
    for (const path of ['/api/prometheus/api/v1/query', '/api/prometheus/api/v1/admin', '/api/nothing']) {
      const { headers } = await fetch(base + path);
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'; sandbox");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  test('learns its sources from config.json', async () => {
    const source = {
      id: 'default',
      label: 'Demo',
      prometheusUrl: '/api/prometheus',
      mock: true,
    };
    const answer = await fetch(`${await serving({ sources: [source] })}/config.json`);
    expect(await answer.json()).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      sources: [source],
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});

describe('a server on the loopback', () => {
  test.each([
    ['a foreign host name', '/config.json', { host: 'evil.example' }, 403],
    ['a foreign name that begins like ours', '/config.json', { host: 'localhost.evil.example' }, 403],
    ['localhost', '/config.json', { host: 'localhost:1234' }, 200],
    ['a script of another site', '/api/prometheus/-/ready', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a script of another port', '/api/prometheus/-/ready', { host: 'localhost:1', origin: 'http://localhost:2' }, 403],
    [
      'our own page',
      '/api/prometheus/-/ready',
      {
        host: 'localhost:1',
        origin: 'http://localhost:1',
        'sec-fetch-site': 'same-origin',
      },
      200,
    ],
    ['a link from elsewhere to the page', '/config.json', { 'sec-fetch-site': 'cross-site' }, 200],
  ])('asked by %s', async (_, path, headers, status) => {
    const behind = await upstream();
    const base = await serving({ prometheus: { url: behind.url } });
    expect((await raw(base, path, headers)).status).toBe(status);
  });

  test('tells in one sentence that its port is taken', async () => {
    const base = await serving({});
    const second = await createServer({ sources: [] });
    cleanups.push(() => second.close());
    const port = Number(new URL(base).port);
    const answer = await listen(second, '127.0.0.1', port);
    expect(answer).toEqual({
      ok: false,
      error: `Port ${port} of 127.0.0.1 is taken. Choose another with PORT, e.g. PORT=${port + 1}.`,
    });
  });
});

describe('settings from the environment', () => {
  test('have defaults', () => {
    expect(parseServeSettings({})).toEqual({
      ok: true,
      value: { host: '127.0.0.1', port: 8080 },
    });
  });

  test('describe the upstreams', () => {
    const settings = parseServeSettings({
      PORT: '0',
      HOST: '::1',
      PROMETHEUS_URL: 'https://p.example/base',
      PROMETHEUS_BEARER_TOKEN_FILE: '/token',
      PROMETHEUS_HEADERS: 'X-Scope-OrgID: a|b; X-Other: c:d',
      KUBERNETES_URL: 'http://localhost:8001',
      FRAME_ANCESTORS: "'self' https://portal.example",
    });
    const headers = new Map([
      ['X-Scope-OrgID', 'a|b'],
      ['X-Other', 'c:d'],
    ]);
    expect(settings).toEqual({
      ok: true,
      value: {
        host: '::1',
        port: 0,
        prometheus: {
          url: 'https://p.example/base',
          bearerTokenFile: '/token',
          headers,
        },
        kubernetes: { url: 'http://localhost:8001' },
        frameAncestors: "'self' https://portal.example",
      },
    });
  });

  test('take headers as JSON', () => {
    expect(parseHeaders('{"Cookie":"a=1; b=2"}')).toEqual({
      ok: true,
      value: new Map([['Cookie', 'a=1; b=2']]),
    });
  });

  test.each([
    [{ PORT: '80a' }, 'PORT=80a'],
    [{ PORT: '65536' }, 'PORT=65536'],
    [{ PROMETHEUS_URL: 'localhost:9090' }, 'PROMETHEUS_URL=localhost:9090'],
    [{ PROMETHEUS_URL: 'ftp://x' }, 'PROMETHEUS_URL=ftp://x'],
    [{ KUBERNETES_URL: '/x' }, 'KUBERNETES_URL=/x'],
    [{ PROMETHEUS_BEARER_TOKEN_FILE: '/t' }, 'PROMETHEUS_BEARER_TOKEN_FILE is set, but PROMETHEUS_URL is not'],
    [{ PROMETHEUS_URL: 'http://x', PROMETHEUS_HEADERS: 'tenant' }, 'PROMETHEUS_HEADERS must be'],
    [{ PROMETHEUS_URL: 'http://x', PROMETHEUS_HEADERS: '{"a":1}' }, 'PROMETHEUS_HEADERS must be'],
    [{ PROMETHEUS_URL: 'http://x', PROMETHEUS_HEADERS: 'a b: c' }, 'PROMETHEUS_HEADERS holds "a b"'],
    [{ PROMETHEUS_URL: 'http://x', PROMETHEUS_HEADERS: '{"a":"b\\r\\nc: d"}' }, 'PROMETHEUS_HEADERS holds "a"'],
    [{ FRAME_ANCESTORS: '*; script-src *' }, 'FRAME_ANCESTORS='],
  ])('refuse %o in one sentence', (environment, sentence) => {
    const settings = parseServeSettings(environment);
    expect(settings.ok ? '' : settings.error).toContain(sentence);
  });
});
