import type { LabelMatcher, MatchOperator } from '../series';
import type { Dialect } from './dialect';
import { compileAnchored } from './re2';

/** Values whose verdict one matcher remembers; label values repeat by the thousand. */
const rememberedValues = 4096;

/** The predicate "some literal of an alternation" for patterns such as `source|waypoint`; undefined when the pattern is more than that. */
function literalAlternatives(pattern: string): ReadonlySet<string> | undefined {
  return /^[\w\-/: ,=@|]*$/.test(pattern) ? new Set(pattern.split('|')) : undefined;
}

function patternTest(pattern: string, dialect: Dialect): (value: string) => boolean {
  const literals = literalAlternatives(pattern);
  if (literals !== undefined) return (value) => literals.has(value);
  const compiled = compileAnchored(pattern, dialect).pattern;
  const verdicts = new Map<string, boolean>();
  return (value) => {
    const known = verdicts.get(value);
    if (known !== undefined) return known;
    const verdict = compiled.test(value);
    if (verdicts.size < rememberedValues) verdicts.set(value, verdict);
    return verdict;
  };
}

/** A matcher with its compiled predicate; throws RegexpSyntaxError for a pattern RE2 refuses. */
export function createMatcher(name: string, operator: MatchOperator, value: string, dialect: Dialect): LabelMatcher {
  if (operator === '=') return { name, operator, value, test: (actual) => actual === value };
  if (operator === '!=') return { name, operator, value, test: (actual) => actual !== value };
  const matches = patternTest(value, dialect);
  if (operator === '=~') return { name, operator, value, test: matches };
  return { name, operator, value, test: (actual) => !matches(actual) };
}
