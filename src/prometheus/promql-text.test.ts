import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startPrometheus } from '../../scripts/real-prometheus';
import { runnable } from '../../scripts/runnable';
import { durationText, escapeRegex, matchAny, matcher, quote, selector } from './promql-text';

/** Halves of surrogate pairs become U+FFFD, as in every UTF-8 encoding. */
const wellFormed = (text: string) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text));

/** What Go's strconv.Unquote does with the escapes we write: a second, independent reading. */
function unquote(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(u[0-9a-f]{4}|.)/g, (_, escaped: string) =>
      escaped.startsWith('u') ? String.fromCharCode(Number.parseInt(escaped.slice(1), 16)) : escaped === 'n' ? '\n' : escaped,
    );
}

describe('quoting', () => {
  it.each([
    ['plain', '"plain"'],
    ['a"b\\c', String.raw`"a\"b\\c"`],
    ['two\nlines', String.raw`"two\nlines"`],
    ['bell\u0007', String.raw`"bell\u0007"`],
    ['"} or vector(1) #', String.raw`"\"} or vector(1) #"`],
    ['שלום 😀', '"שלום 😀"'],
  ])('writes %j', (value, literal) => {
    expect(quote(value)).toBe(literal);
  });

  it('round-trips every text and never leaves the literal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (value) => {
        const literal = quote(value);
        expect(unquote(literal)).toBe(wellFormed(value));
        expect(literal.slice(1, -1).replace(/\\./g, '')).not.toMatch(/["\\\n]/);
      }),
    );
  });

  it('a quoted regular expression matches exactly its text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), (value) => {
        expect(new RegExp(`^(?:${escapeRegex(value)})$`, 's').test(value)).toBe(true);
      }),
    );
  });
});

describe('selectors and durations', () => {
  it('joins matchers with commas', () => {
    expect(selector('up')).toBe('up');
    expect(selector('up', [matcher('a', '=', 'x'), '', matcher('b', '!~', 'y|z')])).toBe('up{a="x",b!~"y|z"}');
    expect(selector('my.metric', [matcher('my.label', '=', 'x')])).toBe('{"my.metric","my.label"="x"}');
    expect(matchAny('ns', ['a.b'])).toBe('ns="a.b"');
    expect(matchAny('ns', ['a.b', 'c'])).toBe(String.raw`ns=~"a\\.b|c"`);
  });

  it.each([
    [300, '5m'],
    [90, '90s'],
    [3600, '1h'],
    [86_400, '1d'],
    [1.5, '1500ms'],
    [0, '0s'],
  ])('writes %d s as %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });
});

describe.skipIf(!runnable('prometheus', 'promtool'))('a real Prometheus', () => {
  it('reads back what was quoted', async () => {
    const prometheus = await startPrometheus();
    try {
      const samples = fc.sample(fc.string({ unit: 'binary', maxLength: 30 }), { numRuns: 60, seed: 1 });
      const replaced = samples.map((value) => wellFormed(value).replaceAll('\u0000', ''));
      const hostile = ['a"b\\c', '\n\t\r\u0001', '\ufffd', '__proto__', '{}[]()|*+?^$.', '\u202eevil', '😀'];
      for (const value of [...hostile, ...replaced]) {
        const query = `label_replace(vector(1), "x", ${quote(value.replaceAll('$', '$$$$'))}, "", "")`;
        const answer = await fetch(`${prometheus.url}/api/v1/query`, { method: 'POST', body: new URLSearchParams({ query }) });
        const body = await answer.json();
        expect(body.error).toBeUndefined();
        expect(body.data.result[0].metric.x ?? '').toBe(value);
      }
    } finally {
      await prometheus.stop();
    }
  });
});
