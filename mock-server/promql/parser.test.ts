import { describe, expect, it } from 'vitest';
import { notation } from './notation.testing';
import { parseMetricSelector, parsePromql } from './parser';

function read(query: string, dialect: 'prometheus2' | 'prometheus3' = 'prometheus3'): string {
  return notation(parsePromql(query, dialect).expression);
}

describe('parsePromql', () => {
  // Expected bindings: https://prometheus.io/docs/prometheus/latest/querying/operators/#binary-operator-precedence
  it.each([
    ['a + b * c', '(a + (b * c))'],
    ['a * b + c', '((a * b) + c)'],
    ['a - b - c', '((a - b) - c)'],
    ['2 ^ 3 ^ 2', '(2 ^ (3 ^ 2))'],
    ['-1 ^ 2', '(- (1 ^ 2))'],
    ['-a * b', '((- a) * b)'],
    ['2 ^ -1 * 3', '((2 ^ -1) * 3)'],
    ['a or b and c unless d', '(a or ((b and c) unless d))'],
    ['a == b + 1 > c', '((a == (b + 1)) > c)'],
    ['a % b atan2 c', '((a % b) atan2 c)'],
    ['a * b offset 5m', '(a * b offset 300000)'],
    ['-m @ 100', '(- m@100000)'],
    ['a offset 1h30m @ start()', 'a@start offset 5400000'],
    ['a @ end() offset -1m', 'a@end offset -60000'],
    ['a[5m:] offset 1m', 'a[300000:] offset 60000'],
    ['max_over_time(rate(a[1m])[5m:30s])', 'max_over_time(rate(a[60000])[300000:30000])'],
    ['sum by (x, y,) (a)', 'sum by [x y] a'],
    ['SUM(a) WITHOUT (x)', 'sum without [x] a'],
    ['sum', 'sum'],
    ['by + sum', '(by + sum)'],
    ['a:b:c{x="y"}', 'a:b:c'],
    ['0x1F + 1e3 + .5 + 010', '(((31 + 1000) + 0.5) + 8)'],
    ['-Inf + NaN', '(-Infinity + NaN)'],
    ['a # and no more', 'a'],
  ])('binds %s as %s', (query, expected) => {
    expect(read(query)).toBe(expected);
  });

  it.each([
    ['{"odd.name"}', 'odd.name'],
    ['{"odd.name", "a.b"="c"}', 'odd.name'],
    ['a[300]', 'a[300000]'],
    ['1m + 1', '(60 + 1)'],
    ['sum by ("odd.label") (a)', 'sum by [odd.label] a'],
  ])('reads %s in the dialect of Prometheus 3 only', (query, expected) => {
    expect(read(query)).toBe(expected);
    expect(() => read(query, 'prometheus2')).toThrow('parse error');
  });

  it.each([
    ['sum(\n  nothing(a))', '2:3: parse error: unknown function with name "nothing"'],
    ['rate(a)', '1:6: parse error: expected type range vector in call to function "rate", got instant vector'],
    ['a{b=~"(?=c)"}', '1:3: parse error: error parsing regexp: invalid or unsupported Perl syntax: `(?=`'],
    ['', '1:1: parse error: no expression found in input'],
  ])('says where and why %j is wrong', (query, message) => {
    expect(() => read(query)).toThrow(message);
  });

  it('resolves the escapes of Go strings', () => {
    const { expression } = parsePromql('"\\x41\\u00e4\\U0001F600\\101\\n\\""', 'prometheus3');
    expect(expression).toMatchObject({ kind: 'string', value: 'Aä😀A\n"' });
  });
});

describe('parseMetricSelector', () => {
  it('takes a bare selector and nothing more', () => {
    expect(parseMetricSelector('up{job="a"}', 'prometheus3').map(({ name }) => name)).toEqual(['job', '__name__']);
    expect(() => parseMetricSelector('up[5m]', 'prometheus3')).toThrow('1:3: parse error: unexpected "["');
  });
});
