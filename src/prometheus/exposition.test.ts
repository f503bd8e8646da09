import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExposition, parseOpenMetrics } from './exposition';
import type { ExposedSeries } from './exposition-types';

const NaN_ = Number.NaN;
const INF = Number.POSITIVE_INFINITY;
type Expected = readonly [name: string, labels: Record<string, string>, value: number, timestampSeconds?: number];
const plain = (series: readonly ExposedSeries[]) =>
  series.map(({ name, labels, value, timestampSeconds }) =>
    timestampSeconds === undefined ? [name, Object.entries(labels), value] : [name, Object.entries(labels), value, timestampSeconds],
  );
const wanted = (series: readonly Expected[]) => series.map(([name, labels, ...rest]) => [name, Object.entries(labels), ...rest]);

/** What Envoy, prom-client and people print, and what must come out; by hand from the format descriptions. */
const tricky: readonly (readonly [title: string, text: string, expected: readonly Expected[]])[] = [
  ['a bare sample', 'a 1\n', [['a', {}, 1]]],
  ['no last newline', 'a 1', [['a', {}, 1]]],
  ['an empty text', '', []],
  ['only blank lines', '\n  \n\t\n', []],
  [
    'Windows line ends',
    'a{b="c"} 1\r\nd 2\r\n',
    [
      ['a', { b: 'c' }, 1],
      ['d', {}, 2],
    ],
  ],
  ['a byte order mark', '\ufeffa 1\n', [['a', {}, 1]]],
  ['leading and trailing blanks', '  a 1  \n', [['a', {}, 1]]],
  ['tabs between the parts', 'a\t{b="c"}\t1\t1000\n', [['a', { b: 'c' }, 1, 1]]],
  ['several blanks between the parts', 'a   1    1000\n', [['a', {}, 1, 1]]],
  ['blanks inside the braces', 'a { b = "c" , d = "e" } 1\n', [['a', { b: 'c', d: 'e' }, 1]]],
  ['a trailing comma', 'a{b="c",} 1\n', [['a', { b: 'c' }, 1]]],
  ['empty braces', 'a{} 1\n', [['a', {}, 1]]],
  ['no blank after the braces', 'a{b="c"}1\n', [['a', { b: 'c' }, 1]]],
  ['an escaped quote', String.raw`a{b="say \"hi\""} 1`, [['a', { b: 'say "hi"' }, 1]]],
  ['an escaped backslash before the end', String.raw`a{b="c:\\"} 1`, [['a', { b: 'c:\\' }, 1]]],
  ['an escaped newline', String.raw`a{b="x\ny"} 1`, [['a', { b: 'x\ny' }, 1]]],
  ['an escaped backslash before n', String.raw`a{b="x\\ny"} 1`, [['a', { b: String.raw`x\ny` }, 1]]],
  ['an unknown escape stands as written', String.raw`a{b="\d+"} 1`, [['a', { b: String.raw`\d+` }, 1]]],
  ['braces, commas, hashes and equals in a value', 'a{b="} 5 # {x=\\"y\\"}, c=\\"d\\""} 1', [['a', { b: '} 5 # {x="y"}, c="d"' }, 1]]],
  ['an empty label value', 'a{b=""} 1\n', [['a', { b: '' }, 1]]],
  [
    'a label named __proto__',
    'a{__proto__="x",constructor="y"} 1\n',
    [
      [
        'a',
        Object.fromEntries([
          ['__proto__', 'x'],
          ['constructor', 'y'],
        ]),
        1,
      ],
    ],
  ],
  ['right-to-left and zero-width text', 'a{b="שלום\u200b\u202e"} 1\n', [['a', { b: 'שלום\u200b\u202e' }, 1]]],
  ['a value of 10 kB', `a{b="${'x'.repeat(10_000)}"} 1\n`, [['a', { b: 'x'.repeat(10_000) }, 1]]],
  ['prom-client’s Nan', 'a Nan\n', [['a', {}, NaN_]]],
  [
    'NaN and the infinities',
    'a NaN\nb +Inf\nc -Inf\nd Inf\ne -inf\n',
    [
      ['a', {}, NaN_],
      ['b', {}, INF],
      ['c', {}, -INF],
      ['d', {}, INF],
      ['e', {}, -INF],
    ],
  ],
  [
    'exponents',
    'a 1.5e+06\nb 1E-3\nc .5\nd 5.\ne -0\n',
    [
      ['a', {}, 1_500_000],
      ['b', {}, 0.001],
      ['c', {}, 0.5],
      ['d', {}, 5],
      ['e', {}, -0],
    ],
  ],
  [
    'huge values',
    'a 18446744073709551615\nb 1e309\n',
    [
      ['a', {}, 2 ** 64],
      ['b', {}, INF],
    ],
  ],
  ['a timestamp in milliseconds', 'a 1 1700000000500\n', [['a', {}, 1, 1700000000.5]]],
  ['a negative timestamp', 'a 1 -1000\n', [['a', {}, 1, -1]]],
  ['a timestamp in seconds when the text ends with # EOF', 'a 1 1700000000.5\n# EOF\n', [['a', {}, 1, 1700000000.5]]],
  ['comments of every kind', '# hello\n#\n#TYPE a counter\n# TYPE\n  # indented\na 1\n', [['a', {}, 1]]],
  ['a comment that looks like a sample', '# a{b="c"} 1\n', []],
  [
    'two texts one after the other',
    '# TYPE a counter\na 1\n# EOF\n# TYPE a counter\na 2\n',
    [
      ['a', {}, 1],
      ['a', {}, 2],
    ],
  ],
  [
    'a histogram with labels',
    'h_bucket{x="1",le="0.5"} 1\nh_bucket{x="1",le="+Inf"} 2\nh_sum{x="1"} 3\nh_count{x="1"} 2\n',
    [
      ['h_bucket', { x: '1', le: '0.5' }, 1],
      ['h_bucket', { x: '1', le: '+Inf' }, 2],
      ['h_sum', { x: '1' }, 3],
      ['h_count', { x: '1' }, 2],
    ],
  ],
  [
    'created series',
    '# TYPE a counter\na_total 1\na_created 1.7e9\n# EOF\n',
    [
      ['a_total', {}, 1],
      ['a_created', {}, 1.7e9],
    ],
  ],
  ['colons in a name', 'workload:istio_requests:rate5m 1\n', [['workload:istio_requests:rate5m', {}, 1]]],
  ['a quoted UTF-8 name', '{"my.metric",a="b"} 1\n', [['my.metric', { a: 'b' }, 1]]],
  ['a quoted name alone', '{"my metric"} 1\n', [['my metric', {}, 1]]],
  ['a quoted label name', 'a{"my.label"="b"} 1\n', [['a', { 'my.label': 'b' }, 1]]],
  ['a quoted name after a label', '{a="b","my.metric"} 1\n', [['my.metric', { a: 'b' }, 1]]],
  [
    'a broken line leaves the others',
    'a 1\nb{ 2\nc 3\n',
    [
      ['a', {}, 1],
      ['c', {}, 3],
    ],
  ],
  ['an exemplar after a timestamp', 'a_bucket{le="1"} 1 1000 # {trace_id="x"} 0.5 1.5\n', [['a_bucket', { le: '1' }, 1, 1]]],
];

const broken: readonly (readonly [title: string, text: string, line: number, column: number, message: RegExp])[] = [
  ['no value', 'a 1\na\n', 2, 2, /expected a value/],
  ['a word for a value', 'a one\n', 1, 3, /"one" is not a number/],
  ['hexadecimal', 'a 0x10\n', 1, 3, /not a number/],
  ['underscores in a number', 'a 1_000\n', 1, 3, /not a number/],
  ['a comma in a number', 'a 1,5\n', 1, 3, /not a number/],
  ['a name with a dash', 'a-b 1\n', 1, 2, /expected a space and a value/],
  ['a name that starts with a digit', '\n\n9a 1\n', 3, 1, /expected a metric name/],
  ['no closing quote', 'a{b="c} 1\n', 1, 5, /no closing "/],
  ['no closing quote after a backslash', 'a{b="c\\"} 1\n', 1, 5, /no closing "/],
  ['single quotes', "a{b='c'} 1\n", 1, 5, /expected "/],
  ['no equals sign', 'a{b"c"} 1\n', 1, 4, /expected = after the label "b"/],
  ['two commas', 'a{b="c",,d="e"} 1\n', 1, 9, /expected a label name/],
  ['no comma', 'a{b="c" d="e"} 1\n', 1, 9, /expected , or }/],
  ['a label twice', 'a{b="c",b="d"} 1\n', 1, 9, /"b" stands twice/],
  ['__proto__ twice', 'a{__proto__="c",__proto__="d"} 1\n', 1, 17, /"__proto__" stands twice/],
  ['no closing brace', 'a{b="c" 1\n', 1, 9, /expected , or }/],
  ['two names', 'a{"b",c="d"} 1\n', 1, 13, /two names/],
  ['two quoted names', '{"a","b"} 1\n', 1, 6, /two names/],
  ['a timestamp that is no number', 'a 1 soon\n', 1, 5, /"soon" is not a timestamp/],
  ['too many parts', 'a 1 2 3\n', 1, 6, /expected the end of the line/],
  ['an exemplar without labels', 'a 1 # 5\n', 1, 7, /labels in {}/],
  ['a web page', '<!doctype html>\n', 1, 1, /expected a metric name/],
];

describe('lenient reading', () => {
  it.each(tricky)('%s', (_, text, expected) => {
    expect(plain(parseExposition(text).series)).toEqual(wanted(expected));
  });

  it.each(broken)('says where: %s', (_, text, line, column, message) => {
    const { errors, errorCount } = parseExposition(text);
    expect(errorCount).toBe(1);
    expect(errors[0]).toMatchObject({ line, column, text: text.split('\n')[line - 1] });
    expect(errors[0]?.message).toMatch(message);
  });

  it('keeps exemplars with labels, value and time in seconds', () => {
    const [sample] = parseExposition('a_bucket{le="1"} 1 1000 # {trace_id="x # y"} 0.5 1.5\n').series;
    expect(sample?.exemplar).toEqual({ labels: { trace_id: 'x # y' }, value: 0.5, timestampSeconds: 1.5 });
  });

  it('keeps types, help and units of families', () => {
    const { families } = parseExposition(
      '# HELP a What it\\nis \\\\ "x"\n# TYPE a counter\n#  TYPE\tb\thistogram \n# TYPE "my.metric" gauge\n# UNIT a_seconds seconds\n# TYPE old untyped\n',
    );
    expect([...families.values()]).toEqual([
      { name: 'a', type: 'counter', help: 'What it\nis \\ "x"' },
      { name: 'b', type: 'histogram' },
      { name: 'my.metric', type: 'gauge' },
      { name: 'a_seconds', type: 'unknown', unit: 'seconds' },
      { name: 'old', type: 'unknown' },
    ]);
  });

  it('counts all errors, keeps the first hundred, and shortens long lines', () => {
    const { errors, errorCount } = parseExposition(`${'?'.repeat(1000)}\n`.repeat(250));
    expect(errorCount).toBe(250);
    expect(errors).toHaveLength(100);
    expect(errors[0]?.text).toHaveLength(201);
  });
});

describe('printing and reading again', () => {
  const name = fc.stringMatching(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,8}$/);
  const labelName = fc.oneof(fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,8}$/), fc.constant('__proto__'));
  const labels = fc.uniqueArray(fc.tuple(labelName, fc.string({ unit: 'binary', maxLength: 12 })), {
    selector: ([key]) => key,
    maxLength: 4,
  });
  const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(NaN_, INF, -INF));
  const escapeValue = (text: string) => text.replace(/["\\\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`));
  const numberText = (value: number) => (Number.isFinite(value) || Number.isNaN(value) ? String(value) : value > 0 ? '+Inf' : '-Inf');
  const set = (entries: readonly (readonly [string, string])[]) =>
    `{${entries.map(([key, text]) => `${key}="${escapeValue(text)}"`).join(',')}}`;

  it('gives back names, labels, values, timestamps and exemplars in both readings', () => {
    fc.assert(
      fc.property(
        name,
        labels,
        number.map((value) => (Object.is(value, -0) ? 0 : value)),
        fc.option(fc.integer({ min: 0, max: 2_000_000_000 })),
        (metric, entries, value, time) => {
          const text = `${metric}${set(entries)} ${numberText(value)}${time === null ? '' : ` ${time}`}\n# EOF\n`;
          for (const parse of [parseExposition, parseOpenMetrics]) {
            expect(parse(text).errors).toEqual([]);
            expect(plain(parse(text).series)).toEqual([[metric, entries, value, ...(time === null ? [] : [time])]]);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never throws and never loops, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            'a',
            '{',
            '}',
            '"',
            '\\',
            '=',
            ',',
            ' ',
            '\n',
            '#',
            '1',
            '\r',
            '\t',
            '# TYPE a ',
            'histogram',
            '_bucket',
            'le="1"',
            '# EOF\n',
          ),
        ),
        (parts) => {
          const text = parts.join('');
          parseExposition(text);
          expect(parseOpenMetrics(text).errorCount).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('strict OpenMetrics', () => {
  it('names line and column of the first violation', () => {
    expect(parseOpenMetrics('a 1\nb  2\n# EOF\n').errors).toEqual([{ line: 2, column: 3, message: 'expected a value', text: 'b  2' }]);
    expect(parseOpenMetrics('# TYPE a counter\na_total -1\n# EOF\n').errors[0]).toMatchObject({
      line: 2,
      column: 1,
      message: '_total cannot be negative',
    });
    expect(parseOpenMetrics('a 1\r\n# EOF\r\n').errors[0]).toMatchObject({ line: 1, column: 3 });
  });

  const file = join(process.env.CONFORMANCE_DIR ?? '../shared/conformance', 'openmetrics/cases.json');
  if (existsSync(file)) {
    const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: { id: string; text: string; shouldParse: boolean }[] };
    it(`agrees with the OpenMetrics project on all of its ${cases.length} cases`, () => {
      expect(cases.length).toBeGreaterThan(0);
      const wrong = cases.filter(({ text, shouldParse }) => (parseOpenMetrics(text).errorCount === 0) !== shouldParse);
      expect(wrong.map(({ id }) => id)).toEqual([]);
    });
  } else {
    process.stderr.write(`OpenMetrics cases not checked: ${file} does not exist (CONFORMANCE_DIR).\n`);
  }
});
