import { describe, expect, it } from 'vitest';
import { loadSources } from './config';

const serving =
  (body: string, status = 200): typeof fetch =>
  () =>
    Promise.resolve(new Response(body, { status }));

describe('config.json', () => {
  it('gives the configured sources', async () => {
    const body = '{"version":"1","sources":[{"id":"default","label":"Demo","prometheusUrl":"/api/prometheus","mock":true}]}';
    expect(await loadSources(serving(body), '/config.json')).toEqual({
      ok: true,
      value: [{ id: 'default', label: 'Demo', prometheusUrl: '/api/prometheus', mock: true }],
    });
  });

  it.each([
    ['no source', '{"sources":[]}', 200],
    ['an id that could be an address', '{"sources":[{"id":"http://x","label":"","prometheusUrl":"/","mock":false}]}', 200],
    ['HTML', '<html></html>', 200],
    ['an error', '{}', 500],
  ])('is a clear problem when it holds %s', async (_what, body, status) => {
    const result = await loadSources(serving(body, status), '/config.json');
    expect(result.ok ? undefined : result.error.code).toBe('configuration-unreadable');
  });

  it('is a clear problem when the server does not answer', async () => {
    const result = await loadSources(() => Promise.reject(new TypeError('Failed to fetch')), '/config.json');
    expect(result.ok ? undefined : result.error.message).toMatch(/did not answer/);
  });
});
