/** Label matchers, applied. */
import type { LabelMatcher } from '../series';

/** Whether one label with this value (absent = "") passes every matcher on its name. */
export function passes(matchers: readonly LabelMatcher[], value: string): boolean {
  return matchers.every((matcher) => matcher.test(value));
}

/** Whether a label set passes all matchers. */
export function matchesLabels(matchers: readonly LabelMatcher[], labels: ReadonlyMap<string, string>): boolean {
  return matchers.every((matcher) => matcher.test(labels.get(matcher.name) ?? ''));
}
