import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createPrometheusClient } from '../../prometheus/http-client';
import { cleanUp, serving, temporaryDirectory, upstream } from '../../testing/web-servers';

afterEach(cleanUp);

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
