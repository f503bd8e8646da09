/** Label matchers, applied: the one place where the negated operators negate. */
import type { LabelMatcher } from '../series';

function matchesValue(matcher: LabelMatcher, value: string): boolean {
  switch (matcher.operator) {
    case '=':
      return value === matcher.value;
    case '!=':
      return value !== matcher.value;
    case '=~':
      return matcher.test(value);
    case '!~':
      return !matcher.test(value);
  }
}

/** Whether one label with this value (absent = "") passes every matcher on its name. */
export function passes(matchers: readonly LabelMatcher[], value: string): boolean {
  return matchers.every((matcher) => matchesValue(matcher, value));
}

/** Whether a label set passes all matchers. */
export function matchesLabels(matchers: readonly LabelMatcher[], labels: ReadonlyMap<string, string>): boolean {
  return matchers.every((matcher) => matchesValue(matcher, labels.get(matcher.name) ?? ''));
}
