/** Small matchers, with cases from Istio's API comments and docs/policies.md §2.4, §2.6. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimPath, claimTexts, matchesRequestPrincipal } from './claims';
import { inNamespaceOfEnvoy, isServiceAccount, withAliases } from './identity';
import { normalizePath } from './normalize-path';
import { matchesPathTemplate } from './path-template';
import { matchesGlob, matchesText } from './text-match';

describe('a text pattern', () => {
  test.each([
    ['abc', 'abc', true],
    ['abc', 'abcd', false],
    ['abc*', 'abcd', true],
    ['abc*', 'abc', true],
    ['*bc', 'abc', true],
    ['*bc', 'bcd', false],
    ['*', 'x', true],
    ['*', '', false],
  ])('%s against %s: %s', (pattern, value, expected) => {
    expect(matchesText(pattern, value)).toBe(expected);
  });
});

describe('a wildcard anywhere', () => {
  test('is what a regular expression with .* says', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
    const value = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    fc.assert(
      fc.property(
        text,
        value,
        (pattern, candidate) => matchesGlob(pattern, candidate) === new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(candidate),
      ),
    );
  });
});

describe('a path template', () => {
  // The first eight are the table of istio's tests/integration/security/authz_test.go#TestAuthz_PathTemplating.
  test.each([
    ['/allow/admin/{**}', '/allow/admin/', true],
    ['/allow/admin/{**}', '/allow/admin', false],
    ['/allow/admin/{**}', '/allow/admin/temp/x', true],
    ['/foo/{*}/bar/{**}', '/foo/1/bar/bat.txt', true],
    ['/foo/{*}/bar/{**}', '/foo//bar/bat.txt', false],
    ['/foo/{*}/bar/{**}', '/foo/1/2/bar/x', false],
    ['/store/{**}/cart', '/store//cart', true],
    ['/store/{**}/cart', '/store/cart', false],
    ['/{*}.txt', '/a.txt', true],
    ['/{*}.txt', '/a/b.txt', false],
  ])('%s against %s: %s', (template, path, expected) => {
    expect(matchesPathTemplate(template, path)).toBe(expected);
  });
  test('is what a regular expression says', () => {
    const piece = fc.constantFrom('/', 'a', '{*}', '{**}');
    const path = fc.string({ unit: fc.constantFrom('/', 'a', 'b'), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), path, (pieces, candidate) => {
        const pattern = pieces.map((each) => (each === '{*}' ? '[^/]+' : each === '{**}' ? '.*' : each)).join('');
        return matchesPathTemplate(pieces.join(''), candidate) === new RegExp(`^${pattern}$`).test(candidate);
      }),
    );
  });
});

describe('a path', () => {
  test.each([
    ['/a?b=c', '/a'],
    ['/a#b', '/a'],
    ['/a/../b', '/b'],
    ['/a/./b/', '/a/b/'],
    ['/a/..', '/'],
    ['/../../a', '/a'],
    ['//a', '//a'],
    ['/%41%2f', '/A%2F'],
    ['\\a', '/a'],
    ['/a/%2e%2e/b', '/b'],
  ])('%s is %s to a policy', (path, expected) => {
    expect(normalizePath(path)).toBe(expected);
  });
});

describe('a principal of a policy', () => {
  const bundle = { trustDomain: 'td1', trustDomainAliases: ['cluster.local', 'some-td'] };
  test.each([
    ['td1/ns/foo/sa/a', ['td1/ns/foo/sa/a', 'cluster.local/ns/foo/sa/a', 'some-td/ns/foo/sa/a']],
    ['other/ns/foo/sa/a', ['other/ns/foo/sa/a']],
    ['*', ['*']],
    ['td1/ns/foo*', ['td1/ns/foo*']],
  ])('%s stands for %j', (pattern, expected) => {
    expect(withAliases(pattern, bundle)).toEqual(expected);
  });
  test('cluster.local stands for the local trust domain', () => {
    expect(withAliases('cluster.local/ns/foo/sa/a', { trustDomain: 'td1', trustDomainAliases: [] })).toEqual(['td1/ns/foo/sa/a']);
  });
});

describe('an identity', () => {
  test('is of a namespace by its certificate, wildcards anywhere', () => {
    expect(inNamespaceOfEnvoy('foo', 'td/ns/foo/sa/a')).toBe(true);
    expect(inNamespaceOfEnvoy('f*o', 'td/ns/frodo/sa/a')).toBe(true);
    expect(inNamespaceOfEnvoy('foo', 'td/ns/foobar/sa/a')).toBe(false);
  });
  test('is a service account of the policy namespace where the rule names none', () => {
    expect(isServiceAccount('a', 'td/ns/foo/sa/a', 'foo')).toBe(true);
    expect(isServiceAccount('a', 'td/ns/foo/sa/a', 'bar')).toBe(false);
    expect(isServiceAccount('foo/a', 'other/ns/foo/sa/a', 'bar')).toBe(true);
    expect(isServiceAccount('foo/a', 'no identity', 'bar')).toBe(false);
  });
});

describe('a token', () => {
  const claims = { iss: 'https://issuer.io/x', sub: 'me', aud: ['a', 'b'], scope: 'read write', nested: { deep: 'yes' }, number: 4 };
  test.each([
    ['*', true],
    ['https://issuer.io/x/me', true],
    ['https://issuer.io/x/*', true],
    ['*/me', true],
    ['*issuer.io/x/me', true],
    ['https://issuer.io/x/you', false],
    ['https*', true],
    ['*me', true],
  ])('is the request principal %s: %s', (pattern, expected) => {
    expect(matchesRequestPrincipal(pattern, claims)).toBe(expected);
  });
  test('has no principal when there is none', () => {
    expect(matchesRequestPrincipal('*', {})).toBe(false);
  });
  test('gives the texts of a claim, and never those of a prototype', () => {
    expect(claimTexts(claims, claimPath('request.auth.claims[aud]'))).toEqual(['a', 'b']);
    expect(claimTexts(claims, claimPath('request.auth.claims[scope]'))).toEqual(['read', 'write']);
    expect(claimTexts(claims, claimPath('request.auth.claims[nested][deep]'))).toEqual(['yes']);
    expect(claimTexts(claims, ['number'])).toEqual([]);
    expect(claimTexts(claims, ['constructor', 'name'])).toEqual([]);
  });
});
