import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formsOfAddress, sourceInFiles, withoutAddresses, withoutCredentials } from './redact-text';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';

describe('a text without credentials', () => {
  it.each([
    ['https://admin:hunter2@prom.example/x', 'https://•••@prom.example/x'],
    ['see https://x.example/a?b=1&access_token=abc123&c=2', 'see https://x.example/a?b=1&access_token=•••&c=2'],
    ['Authorization: Bearer abc123def', 'Authorization: ••• •••'],
    ['curl -H "Authorization: Basic dXNlcjpwYXNz"', 'curl -H "Authorization: ••• •••"'],
    [`token was ${JWT}, sorry`, 'token was •••, sorry'],
    ['password=hunter2; user=a', 'password=•••; user=a'],
    ['{"apiKey":"abc","name":"web"}', '{"apiKey":"•••","name":"web"}'],
    ['AKIAIOSFODNN7EXAMPLE and ghp_0123456789abcdefABCD', '••• and •••'],
    ['-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\nrest', '•••\nrest'],
    ['X-Api-Key: k', 'X-Api-Key: •••'],
  ])('%j → %j', (text, without) => {
    expect(withoutCredentials(text)).toBe(without);
  });
  it.each([
    'The token of checkout expired at 14:32.',
    'basic understanding of the outage',
    'sum by (source_workload) (rate(istio_requests_total{source_workload="token-service"}[5m]))',
    'see https://runbooks.example/outage#step-2',
    'shop/web → shop/cart: 3 % errors',
  ])('stays as it is: %j', (text) => {
    expect(withoutCredentials(text)).toBe(text);
  });
  it('loses nothing more the second time', () => {
    const piece = fc.constantFrom('password', '=', ': ', 'Bearer ', 'abc1', JWT, 'https://', 'a:b@', '"', ' ', '\n', 'token', '•••');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = withoutCredentials(pieces.join(''));
        expect(withoutCredentials(once)).toBe(once);
      }),
    );
  });
});

describe('a text without addresses', () => {
  const known = formsOfAddress('https://user:pw@prom.corp:9090/base');
  it.each([
    ['The server at https://user:pw@prom.corp:9090/base does not answer.', 'The server at (address left out) does not answer.'],
    ['prom.corp refused', '(address left out) refused'],
    ['connect ECONNREFUSED 10.1.2.3:9090', 'connect ECONNREFUSED (address left out)'],
    ['dial tcp [fd00::1]:9090', 'dial tcp (address left out)'],
    ['lookup thanos on 10.0.0.2:53: no such host', 'lookup (address left out) on (address left out): no such host'],
    ['prometheus-0.prometheus.monitoring.svc:9090 timed out', '(address left out) timed out'],
    ['Seamark 0.1.0 asks at 14:32:07 for 5m.', 'Seamark 0.1.0 asks at 14:32:07 for 5m.'],
  ])('%j → %j', (text, without) => {
    expect(withoutAddresses(text, known)).toBe(without);
  });
});

describe('what files call a source', () => {
  it.each([
    ['Production (eu)', 'Production (eu)'],
    ['prod', 'prod'],
    ['localhost:9090', 'Prometheus'],
    ['prometheus:9090', 'Prometheus'],
    ['thanos.corp', 'Prometheus'],
    ['10.0.0.5:9090', 'Prometheus'],
    ['[::1]:9090', 'Prometheus'],
    ['the one at https://prom.corp/x', 'Prometheus'],
  ])('%j → %j', (label, name) => {
    expect(sourceInFiles(label)).toBe(name);
  });
});
