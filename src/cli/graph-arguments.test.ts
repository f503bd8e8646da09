import { describe, expect, it } from 'vitest';
import { parseGraphArguments } from './graph-arguments';

const prometheus = ['--prometheus', 'http://p:9090'];
const sentence = (args: readonly string[]) => {
  const parsed = parseGraphArguments(args);
  return parsed.ok ? undefined : parsed.error;
};

describe('the arguments of graph', () => {
  it('have defaults: five minutes, by workload, as a table, now', () => {
    expect(parseGraphArguments(prometheus)).toEqual({
      ok: true,
      value: {
        source: {
          kind: 'prometheus',
          url: 'http://p:9090',
          windowSeconds: 300,
          namespaces: [],
          metricPrefix: undefined,
          headers: {},
          bearerTokenFile: undefined,
        },
        atSeconds: undefined,
        groupBy: 'workload',
        format: 'table',
      },
    });
  });

  it('are read', () => {
    const words = '--at 1700000000 --window 1h30m --group-by versionedApp --namespaces a,b --namespaces b,,c --json --bearer-token-file t';
    const parsed = parseGraphArguments([...prometheus, ...words.split(' '), '--header', 'X-Scope-OrgID: a:b', '--header=K:V']);
    expect(parsed.ok && parsed.value).toMatchObject({
      source: { windowSeconds: 5400, namespaces: ['a', 'b', 'c'], headers: { 'X-Scope-OrgID': 'a:b', K: 'V' }, bearerTokenFile: 't' },
      atSeconds: 1_700_000_000,
      groupBy: 'versionedApp',
      format: 'json',
    });
    const two = parseGraphArguments('--exposition a --exposition b --seconds-apart 12.5 --format dot'.split(' '));
    expect(two.ok && two.value).toMatchObject({ source: { kind: 'exposition', files: ['a', 'b'], secondsApart: 12.5 }, format: 'dot' });
  });

  it.each([
    ['edges', 'csv'],
    ['nodes', 'csv-nodes'],
  ])('--csv %s prints the %s', (rows, format) => {
    const parsed = parseGraphArguments([...prometheus, '--csv', rows]);
    expect(parsed.ok && parsed.value).toMatchObject({ format });
  });

  it.each([
    [[], /source is missing/],
    [[...prometheus, '--exposition', 'a'], /exclude each other/],
    [['--prometheus', 'prometheus:9090'], /http or https address/],
    [['--prometheus', 'ftp://x'], /http or https address/],
    [['--prometheus'], /argument missing/],
    [[...prometheus, '--window', '5'], /--window is a duration .* not "5"/],
    [[...prometheus, '--window', '0m'], /--window is a duration/],
    [[...prometheus, '--at', 'noon'], /--at is RFC 3339/],
    [[...prometheus, '--group-by', 'pod'], /--group-by is one of workload, app/],
    [[...prometheus, '--format', 'xml'], /--format is one of table, json, csv, dot/],
    [[...prometheus, '--json', '--format', 'csv'], /exclude each other/],
    [[...prometheus, '--csv', 'rows'], /--csv is one of edges, nodes/],
    [[...prometheus, '--csv', 'nodes', '--json'], /--csv excludes/],
    [[...prometheus, '--csv', 'nodes', '--format', 'dot'], /--csv excludes/],
    [[...prometheus, '--header', 'no colon'], /--header is written/],
    [[...prometheus, '--header', ': empty'], /--header is written/],
    [[...prometheus, '--seconds-apart', '5'], /goes with two --exposition/],
    [[...prometheus, '--frob'], /Unknown option '--frob'/],
    [[...prometheus, 'extra'], /"extra" belongs to no option/],
    [['--exposition', 'a', '--window', '5m'], /--window goes with --prometheus/],
    [['--exposition', 'a', '--seconds-apart', '5'], /goes with two/],
    [['--exposition', 'a', '--exposition', 'b', '--seconds-apart', '0'], /positive number/],
    [['--exposition', 'a', '--exposition', 'b', '--exposition', 'c'], /At most two/],
  ] as const)('%j is refused in one sentence', (args, message) => {
    expect(sentence(args)).toMatch(message);
    expect(sentence(args)).not.toMatch(/\n/);
  });

  it('never repeats a header, it may be a secret', () => {
    expect(sentence([...prometheus, '--header', 'Bearer s3cret'])).not.toMatch('s3cret');
  });
});
