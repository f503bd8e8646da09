import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { cleanUp, cleanUpLater, raw, serving, temporaryDirectory, upstream } from '../../testing/web-servers';
import { createServer } from './create-server';
import { listen } from './listen';

afterEach(cleanUp);

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
      "frame-ancestors 'self'",
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
    cleanUpLater(() => second.close());
    const port = Number(new URL(base).port);
    const answer = await listen(second, '127.0.0.1', port);
    expect(answer).toEqual({
      ok: false,
      error: `Port ${port} of 127.0.0.1 is taken. Choose another with PORT, e.g. PORT=${port + 1}.`,
    });
  });
});
