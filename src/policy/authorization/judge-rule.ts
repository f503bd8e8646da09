/** Whether one rule matches a call, as Envoy's HTTP filter, its TCP filter or a ztunnel evaluates it (docs/policies.md §2.4, §2.5). */
import type { AuthorizationPolicy } from '../../istio/resources/authorization-policy';
import { judgeAny, type MatchContext } from './attributes';
import { all, any, FALSE, type Judged, not, TRUE } from './kleene';
import type { Alternative, Part } from './rule-parts';
import type { Readings, RuleReading } from './rule-readings';

export interface JudgedPolicy extends Judged {
  /** The rule that matched, or the first that may. */
  readonly rule?: number;
}

/** OR over the rules; a policy without rules matches nothing. */
export function judgePolicy(policy: AuthorizationPolicy, readings: Readings, context: MatchContext): JudgedPolicy {
  const judged = readings(policy, context.chain).map((reading) => judgeReading(reading, context));
  const value = any(judged);
  const rule = value.value === 'F' ? -1 : judged.findIndex((each) => each.value === value.value);
  return rule < 0 ? value : { ...value, rule };
}

function judgeReading(reading: RuleReading, context: MatchContext): Judged {
  if (reading === 'never') return FALSE;
  return all(reading.map((alternatives) => any(alternatives.map((each) => judgeAlternative(each, context)))));
}

function judgeAlternative(alternative: Alternative | 'never', context: MatchContext): Judged {
  if (alternative === 'never') return FALSE;
  return alternative.length === 0 ? TRUE : all(alternative.map((each) => judgePart(each, context)));
}

function judgePart({ attribute, patterns, negated }: Part, context: MatchContext): Judged {
  const matched = judgeAny(attribute, patterns, context);
  return negated ? not(matched) : matched;
}
