/** Writing PromQL text: quoting, matchers, selectors and durations. Every value that comes from data goes through here. */

export type MatchOperator = '=' | '!=' | '=~' | '!~';

const LEGACY_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const METRIC_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
// Prometheus' lexer refuses a raw newline and a raw U+FFFD in a quoted string; other controls are escaped to keep queries readable.
const NEEDS_ESCAPE = /[\p{Cc}\p{Cs}"\\\ufffd]/gu;

function escapeCharacter(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  if (character === '\n') return '\\n';
  const code = character.charCodeAt(0);
  // Half a surrogate pair has no UTF-8 form: Prometheus could never have stored it.
  const known = code < 0xd800 ? code : 0xfffd;
  return `\\u${known.toString(16).padStart(4, '0')}`;
}

/** A PromQL string literal in double quotes. */
export const quote = (value: string): string => `"${value.replace(NEEDS_ESCAPE, escapeCharacter)}"`;

/** A literal text as a regular expression of RE2 (not yet quoted). */
export const escapeRegex = (value: string): string => value.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');

/** One matcher, `name="value"`; names outside the classic alphabet are quoted (Prometheus 3). */
export function matcher(name: string, operator: MatchOperator, value: string): string {
  return `${LEGACY_NAME.test(name) ? name : quote(name)}${operator}${quote(value)}`;
}

/** A matcher for any of the values: `=` for one, an escaped alternation for more; no values match nothing and are a bug. */
export function matchAny(name: string, values: readonly string[]): string {
  const [first, ...others] = values;
  if (first === undefined) throw new Error(`matchAny(${name}) needs a value`);
  return others.length === 0 ? matcher(name, '=', first) : matcher(name, '=~', values.map(escapeRegex).join('|'));
}

/** A vector selector: `metric{a="1",b="2"}`; no braces when there are no matchers. */
export function selector(metric: string, matchers: readonly string[] = []): string {
  const written = matchers.filter((one) => one !== '');
  if (!METRIC_NAME.test(metric)) return `{${[quote(metric), ...written].join(',')}}`;
  return written.length === 0 ? metric : `${metric}{${written.join(',')}}`;
}

const UNITS: readonly (readonly [string, number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
];

/** A PromQL duration in the largest single unit that is exact: 300 → `5m`, 90 → `90s`, 1.5 → `1500ms`. */
export function durationText(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000);
  if (milliseconds === 0) return '0s';
  for (const [unit, size] of UNITS) {
    if (milliseconds % size === 0) return `${milliseconds / size}${unit}`;
  }
  return `${milliseconds}ms`;
}
