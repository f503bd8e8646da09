import { describe, expect, it } from 'vitest';
import { parseExpression } from './parse-expression';
import { printExpression } from './print-expression';

const printed = (text: string): string => {
  const parsed = parseExpression(text);
  return parsed.ok ? printExpression(parsed.value) : `✗ ${parsed.error.message}`;
};
const errorOf = (text: string) => {
  const parsed = parseExpression(text);
  if (parsed.ok) throw new Error(`${text} is an expression`);
  const { message, hint, from, to } = parsed.error;
  return { message, hint, at: text.slice(from, to), from };
};

describe('the grammar', () => {
  it.each([
    ['healthy', 'healthy'],
    ['  namespace  =  shop  ', 'namespace=shop'],
    ['NAMESPACE = shop and NOT Healthy', 'namespace=shop AND NOT healthy'],
    ['healthy or idle and root', 'healthy OR idle AND root'],
    ['(healthy or idle) and root', '(healthy OR idle) AND root'],
    ['healthy AND (idle AND (root))', 'healthy AND idle AND root'],
    ['!healthy', 'NOT healthy'],
    ['! (healthy and idle)', 'NOT (healthy AND idle)'],
    ['not not healthy', 'NOT NOT healthy'],
    ['rt>250ms', 'p99>250ms'],
    ['rt > 1.5s', 'p99>1.5s'],
    ['tcp>=1MB/s', 'tcp>=1MB/s'],
    ['%httperr > 5%', '%httperr>5%'],
    ['peerauth=strict', 'peerauth=STRICT'],
    ['node = svc', 'node=service'],
    ['name="say \\"hi\\""', 'name="say \\"hi\\""'],
    ["name='a b'", 'name="a b"'],
    ['name="and"', 'name="and"'],
    ['name="cart"', 'name=cart'],
    ['service=*.example.com', 'service=*.example.com'],
    ['code=-', 'code=-'],
    ['Source.ns=shop AND target.service=pay', 'source.namespace=shop AND target.service=pay'],
    ['name contains rev', 'name*=rev'],
    ['name not contains rev', 'name!*=rev'],
    ['name !startswith rev', 'name!^=rev'],
    ['name=contains', 'name=contains'],
    ['is healthy', 'healthy'],
    ['has mtls and is not idle', 'mtls AND NOT idle'],
    ['!is healthy', 'NOT healthy'],
  ])('reads %s', (text, canonical) => {
    expect(printed(text)).toBe(canonical);
  });

  it('binds NOT closest, then AND, then OR', () => {
    expect(parseExpression('NOT healthy AND idle OR root')).toEqual({
      ok: true,
      value: {
        kind: 'or',
        parts: [
          {
            kind: 'and',
            parts: [
              { kind: 'not', part: { kind: 'criterion', operand: 'healthy' } },
              { kind: 'criterion', operand: 'idle' },
            ],
          },
          { kind: 'criterion', operand: 'root' },
        ],
      },
    });
  });

  it.each([
    ['rt>250ms', 250],
    ['rt>1.5s', 1500],
    ['rt>2min', 120_000],
    ['httpin>10rps', 10],
    ['httpin>2k', 2000],
    ['tcp>1MB/s', 1_000_000],
    ['tcp>1kib/s', 1024],
    ['tcp>.5', 0.5],
    ['%httperr>0.1%', 0.1],
    ['rank=100', 100],
  ])('reads the number of %s in its base unit', (text, number) => {
    const parsed = parseExpression(text);
    expect(parsed.ok && parsed.value.kind === 'criterion' && parsed.value.test?.value).toMatchObject({ number });
  });
});

describe('what Kiali users type', () => {
  // Expressions of the tests and the help of Kiali's graph find (kiali/kiali, frontend/src/pages/Graph); facts, not text.
  it.each([
    'httpin > 5.0',
    'httpout < 5.0',
    'grpcin <= 5.0',
    'grpcout >= 5.0',
    'tcpin != 5.0',
    'tcpout = 5.0',
    'ns = foo',
    'app = foo',
    'node = app',
    'node = wl',
    'node = unknown',
    'svc = foo',
    'wl = foo',
    'version = foo',
    'rank <= 2',
    'name not contains rev',
    'app startswith product',
    'namespace endsWith foo',
    'namespace !*= foo',
    'circuitBreaker',
    'cb',
    'fi',
    'mirroring',
    'outside',
    'outsider',
    'rr',
    'rto',
    'root',
    '!sc',
    'se',
    'tcpts',
    'ts',
    'trafficsource',
    'virtualService',
    'vs',
    'has waypoint',
    'grpc > 5.0',
    '%grpcerror > 50',
    '%grpctraffic > 50',
    'http > 0.5',
    '%httperr > 50',
    '%httptraffic >= 50.0',
    'protocol = http',
    'responseTime > 5.0',
    'mtls',
    '!traffic',
    'node = svc and svc startswith det or !traffic',
    'app != details and version=v1',
    'is not healthy',
  ])('reads %s', (text) => {
    expect(printed(text)).not.toMatch('✗');
  });

  it.each([
    ['operation = foo', /not split by operation/],
    ['label:region = east', /Labels of pods/],
    ['!label:region', /Labels of pods/],
    ['destprincipal contains spiffe', /target\.workload/],
    ['throughput > 5', /rps .* tcp/],
    ['workloadentry', /workload=/],
    ['inaccessible', /narrow the namespaces/],
    ['httpout = NaN', /=0/],
    ['node = operation', /one of workload, app/],
  ])('says what to write instead of %s', (text, hint) => {
    expect(errorOf(text).hint).toMatch(hint);
  });
});

describe('an error', () => {
  it.each([
    ['', /is empty/, '', 0],
    ['   ', /is empty/, '', 3],
    ['namespace', /needs an operator/, 'namespace', 0],
    ['namespace=', /value is missing behind =/, '', 10],
    ['namespace= AND healthy', /value is missing/, 'AND', 11],
    ['helthy', /no operand “helthy”/, 'helthy', 0],
    ['healthy idle', /AND or OR is expected/, 'idle', 8],
    ['healthy AND', /ends where a criterion/, '', 11],
    ['healthy AND AND idle', /criterion is expected here/, 'AND', 12],
    ['(healthy', /never closed/, '(', 0],
    ['healthy)', /closes nothing/, ')', 7],
    ['()', /criterion is expected/, ')', 1],
    ['healthy && idle', /“&&” is no operator/, '&&', 8],
    ['name =~ x', /“=~” is no operator/, '=~', 5],
    ['name == x', /“==” is no operator/, '==', 5],
    ['name="x', /closing quote/, '"x', 5],
    ['"cart"', /text alone/, '"cart"', 0],
    ['name=""', /compared with nothing/, '""', 5],
    ['healthy=true', /stands alone/, '=', 7],
    ['name>5', /> does not fit name/, '>', 4],
    ['rt^=5', /\^= does not fit p99/, '^=', 2],
    ['%httperr>500', /0 to 100/, '500', 9],
    ['%httperr>-1', /0 to 100/, '-1', 9],
    ['rank>0', /1 to 100/, '0', 5],
    ['rank>1.5', /1 to 100/, '1.5', 5],
    ['rt>fast', /milliseconds/, 'fast', 3],
    ['rt>1,5', /milliseconds/, '1,5', 3],
    ['tcp>5ms', /bytes per second/, '5ms', 4],
    ['authz=maybe', /authz is never “maybe”/, 'maybe', 6],
    ['source.plaintext', /asked of edges/, 'source.plaintext', 0],
    ['source.=x', /no operand/, 'source.', 0],
    ['name=a b', /AND or OR/, 'b', 7],
  ])('of %j points at its place', (text, message, at, from) => {
    const error = errorOf(text);
    expect(error.message).toMatch(message);
    expect(error).toMatchObject({ at, from });
    expect(error.hint).toMatch(/\.$/);
  });

  it.each([
    ['helthy', /Did you mean healthy\?/],
    ['namspace=x', /Did you mean namespace\?/],
    ['checkout', /name\*=checkout/],
    ['name =~ x', /no regular expressions/],
    ['a || b', /name\*=a/],
    ['root || idle', /Write OR/],
    ['rt>1,5', /point for decimals/],
    ['name=AND', /stands in quotes/],
  ])('of %j says what to write', (text, hint) => {
    expect(errorOf(text).hint).toMatch(hint);
  });
});

describe('hostile text', () => {
  it('is refused when it is too long', () => {
    expect(parseExpression(`name=${'x'.repeat(995)}`).ok).toBe(true);
    expect(errorOf(`name=${'x'.repeat(996)}`).message).toMatch(/1001 characters; 1000/);
    expect(errorOf('('.repeat(1_000_000)).message).toMatch(/characters/);
  });

  it('is refused when it is too deep', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}idle${')'.repeat(depth)}`;
    expect(parseExpression(nested(49)).ok).toBe(true);
    expect(errorOf(nested(50)).message).toMatch(/More than 50/);
    expect(errorOf(`${'!'.repeat(900)}idle`).message).toMatch(/More than 50/);
  });

  it.each(['__proto__', 'constructor=x', 'toString', 'name=__proto__', 'authz=constructor'])('reads %s as any other word', (text) => {
    expect(printed(text)).toMatch(text.startsWith('name') ? 'name=__proto__' : '✗');
  });
});
