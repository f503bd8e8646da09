import { describe, expect, test } from 'vitest';
import { parseHeaders, parseServeSettings } from './serve-settings';

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

  test('take links out as JSON or from a file', () => {
    const links = '[{"title":"Kiali","for":"node","template":"https://kiali.example/{workload}"}]';
    const read = (path: string) => (path === '/links.json' ? links : '');
    for (const environment of [{ LINKS: links }, { LINKS_FILE: '/links.json' }]) {
      const settings = parseServeSettings(environment, read);
      expect(settings.ok && settings.value.links).toEqual(JSON.parse(links));
    }
  });

  test.each([
    [{ LINKS: '{"title":"x"}' }, 'LINKS must hold a JSON list'],
    [{ LINKS: '[' }, 'LINKS must hold a JSON list'],
    [{ LINKS_FILE: '/nowhere/links.json' }, 'LINKS_FILE=/nowhere/links.json cannot be read'],
    [{ LINKS: '[]', LINKS_FILE: '/x' }, 'LINKS and LINKS_FILE are both set'],
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
