import { durationText, escapeRegex, matchAny, matcher, selector } from '../prometheus/promql-text';
import type { Reporter } from './rows';

/** Selecting Istio's series: scopes, unknown labels, sums over alternatives. Rules: docs/telemetry.md §5. */

/** Matchers that must all hold. */
export type Matchers = readonly string[];
/** Sets of matchers of which exactly one holds for a series: joined with `or`, nothing is read or counted twice. */
export type Alternatives = readonly Matchers[];

/** `name="value"`. */
export const equals = (name: string, value: string): string => matcher(name, '=', value);

/** `name=~"a|b"`, each value taken literally. */
export const oneOf = matchAny;

/** `name=~"regular expression"`. */
export const matching = (name: string, pattern: string): string => matcher(name, '=~', pattern);

/** `name!~"regular expression"`. */
export const notMatching = (name: string, pattern: string): string => matcher(name, '!~', pattern);

/** The ways a label says nothing: absent (which matches the empty string) or the word itself. */
export const unknownLabel = (name: string): string => matching(name, '|unknown');

/** The value, or nothing said. */
export const equalsOrUnknown = (name: string, value: string): string => matching(name, `|unknown|${escapeRegex(value)}`);

/** "Source or destination in one of these namespaces", as alternatives. No namespaces = the whole mesh = one empty alternative. */
export function scopeAlternatives(namespaces: readonly string[]): Alternatives {
  if (namespaces.length === 0) return [[]];
  const none = namespaces.map(escapeRegex).join('|');
  const inSource = oneOf('source_workload_namespace', namespaces);
  const notSource = notMatching('source_workload_namespace', none);
  const inWorkload = oneOf('destination_workload_namespace', namespaces);
  const notWorkload = notMatching('destination_workload_namespace', none);
  return [[inSource], [notSource, inWorkload], [notSource, notWorkload, oneOf('destination_service_namespace', namespaces)]];
}

/** `rate(metric{…}[window])` for each alternative, joined with `or`. */
export function rateOf(metric: string, alternatives: Alternatives, windowSeconds: number): string {
  return over('rate', metric, alternatives, windowSeconds);
}

/** `increase(metric{…}[window])` for each alternative, joined with `or`. */
export function increaseOf(metric: string, alternatives: Alternatives, windowSeconds: number): string {
  return over('increase', metric, alternatives, windowSeconds);
}

function over(name: 'rate' | 'increase', metric: string, alternatives: Alternatives, windowSeconds: number): string {
  return alternatives.map((matchers) => `${name}(${selector(metric, matchers)}[${durationText(windowSeconds)}])`).join(' or ');
}

/** Adds the same matchers to every alternative. */
export function withMatchers(alternatives: Alternatives, ...matchers: Matchers): Alternatives {
  return alternatives.map((alternative) => [...matchers, ...alternative]);
}

/** Every combination of two sets of alternatives: still at most one holds for a series. */
export function both(a: Alternatives, b: Alternatives): Alternatives {
  return a.flatMap((first) => b.map((second) => [...first, ...second]));
}

export const reportedBy = (reporter: Reporter): string => equals('reporter', reporter);
