/** Writing PromQL: quoting, matchers and the scope of namespaces. Rules: docs/telemetry.md §5. */

/** A PromQL string literal; label values are hostile, so everything that could end the literal is escaped. */
export function promqlString(value: string): string {
  return `"${value.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`))}"`;
}

/** A literal as a part of an RE2 regular expression (matchers are anchored on both ends by Prometheus). */
export function regexQuote(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** `name="value"`. */
export function equals(name: string, value: string): string {
  return `${name}=${promqlString(value)}`;
}

/** `name=~"a|b"`, each value taken literally; one value becomes a plain `=`. */
export function oneOf(name: string, values: readonly string[]): string {
  const [only, ...more] = values;
  if (only !== undefined && more.length === 0) return equals(name, only);
  return `${name}=~${promqlString(values.map(regexQuote).join('|'))}`;
}

/** `name!~"a|b"`, each value taken literally. */
export function noneOf(name: string, values: readonly string[]): string {
  const [only, ...more] = values;
  if (only !== undefined && more.length === 0) return `${name}!=${promqlString(only)}`;
  return `${name}!~${promqlString(values.map(regexQuote).join('|'))}`;
}

/** The two ways a label says nothing: absent (which matches the empty string) or the word itself. */
export function unknownLabel(name: string): string {
  return `${name}=~"|unknown"`;
}

/** A PromQL duration. Fractions are written in milliseconds: PromQL knows no decimals in a range. */
export function promqlDuration(seconds: number): string {
  return Number.isInteger(seconds) ? `${seconds}s` : `${Math.round(seconds * 1000)}ms`;
}

/**
 * The matchers of "source or destination in one of these namespaces", as alternatives that exclude each other.
 * A series belongs to at most one alternative, so joining them with `or` neither reads nor counts anything twice.
 * No namespaces = the whole mesh = one empty alternative.
 */
export function scopeAlternatives(namespaces: readonly string[]): readonly (readonly string[])[] {
  if (namespaces.length === 0) return [[]];
  const inSource = oneOf('source_workload_namespace', namespaces);
  const inWorkload = oneOf('destination_workload_namespace', namespaces);
  const inService = oneOf('destination_service_namespace', namespaces);
  const notSource = noneOf('source_workload_namespace', namespaces);
  const notWorkload = noneOf('destination_workload_namespace', namespaces);
  return [[inSource], [notSource, inWorkload], [notSource, notWorkload, inService]];
}

/** `rate(metric{…}[window])` over alternatives of matchers that exclude each other, joined with `or` inside whatever sums it. */
export function rateOf(metric: string, alternatives: readonly (readonly string[])[], windowSeconds: number): string {
  const window = promqlDuration(windowSeconds);
  return alternatives.map((matchers) => `rate(${selector(metric, matchers)}[${window}])`).join(' or ');
}

/** `metric{a="b",…}`, without braces when there is nothing to match. */
export function selector(metric: string, matchers: readonly string[]): string {
  return matchers.length === 0 ? metric : `${metric}{${matchers.join(',')}}`;
}

/** Adds the same matchers to every alternative. */
export function withMatchers(alternatives: readonly (readonly string[])[], ...matchers: readonly string[]): readonly (readonly string[])[] {
  return alternatives.map((alternative) => [...matchers, ...alternative]);
}
