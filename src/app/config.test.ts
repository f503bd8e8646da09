import { describe, expect, it } from 'vitest';
import { loadConfig } from './config';

const serving =
  (body: string, status = 200): typeof fetch =>
  () =>
    Promise.resolve(new Response(body, { status }));

describe('config.json', () => {
  it('gives the configured sources', async () => {
    const body = '{"version":"1","sources":[{"id":"default","label":"Demo","prometheusUrl":"/api/prometheus","mock":true}]}';
    expect(await loadConfig(serving(body), '/config.json')).toEqual({
      ok: true,
      value: { sources: [{ id: 'default', label: 'Demo', prometheusUrl: '/api/prometheus', mock: true }], links: [], problems: [] },
    });
  });

  it('gives links out, and names those that cannot be offered', async () => {
    const links = [
      { title: 'Kiali', for: 'node', template: 'https://kiali.example/{workload}' },
      { title: 'Bad', for: 'node', template: 'https://kiali.example/{workloads}' },
    ];
    const sources = [{ id: 'a', label: 'A', prometheusUrl: '/p', mock: false }];
    const result = await loadConfig(serving(JSON.stringify({ sources, links })), '/config.json');
    expect(result.ok && result.value.links).toEqual([links[0]]);
    expect(result.ok && result.value.problems[0]?.message).toContain('{workloads}');
  });

  it.each([
    [
      'a link that is for nothing',
      '{"sources":[{"id":"a","label":"","prometheusUrl":"/","mock":false}],"links":[{"title":"x","for":"mesh","template":"https://x"}]}',
      200,
    ],
    ['no source', '{"sources":[]}', 200],
    ['an id that could be an address', '{"sources":[{"id":"http://x","label":"","prometheusUrl":"/","mock":false}]}', 200],
    ['HTML', '<html></html>', 200],
    ['an error', '{}', 500],
  ])('is a clear problem when it holds %s', async (_what, body, status) => {
    const result = await loadConfig(serving(body, status), '/config.json');
    expect(result.ok ? undefined : result.error.code).toBe('configuration-unreadable');
  });

  it('is a clear problem when the server does not answer', async () => {
    const result = await loadConfig(() => Promise.reject(new TypeError('Failed to fetch')), '/config.json');
    expect(result.ok ? undefined : result.error.message).toMatch(/did not answer/);
  });
});
