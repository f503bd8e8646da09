/** Why one enforcement point answers as it does: the deciding policies, and a sentence for each. */
import { refOf, refText } from '../../istio/ref';
import type { Because, Decision } from '../model';
import type { Judged } from './kleene';
import type { JudgedAtPoint, PointAnswer, PointQuestion } from './point';
import { policyEffect } from './policy-effect';

interface Deciding {
  readonly denying: readonly JudgedAtPoint[];
  readonly asking: readonly JudgedAtPoint[];
  readonly allowing: readonly JudgedAtPoint[];
  readonly strict: Judged;
  readonly deny: Judged;
  readonly allow: Judged;
  readonly verdict: PointAnswer['verdict'];
}

type Reasons = Pick<PointAnswer, 'decidedBy' | 'because'>;

export function pointReasons(question: PointQuestion, deciding: Deciding): Reasons {
  const reasons = reasonsOf(question, deciding);
  return { decidedBy: reasons.decidedBy, because: [...reasons.because, ...withoutEffect(question, deciding)] };
}

function reasonsOf(question: PointQuestion, deciding: Deciding): Reasons {
  const { denying, asking, allowing, deny, verdict } = deciding;
  if (verdict === 'undecided') return undecided(question, deciding);
  if (verdict === 'allowed') return allowed(question, allowing);
  if (deny.value === 'T') return joined([strictReason(question, deciding), ...matching(denying).map((each) => denied(question, each))]);
  return notAllowed(question, allowing, asking);
}

const matching = (policies: readonly JudgedAtPoint[]) => policies.filter(({ judged }) => judged.value === 'T');
const none: Reasons = { decidedBy: [], because: [] };

function joined(parts: readonly Reasons[]): Reasons {
  return { decidedBy: parts.flatMap(({ decidedBy }) => decidedBy), because: parts.flatMap(({ because }) => because) };
}

const place = ({ enforcer, at }: PointQuestion): string => `at the ${enforcer} of ${at}`;

function ruleText({ judged }: JudgedAtPoint): string {
  return judged.rule === undefined ? 'a rule' : `rule ${judged.rule + 1}`;
}

function reason(
  { enforcer }: PointQuestion,
  { policy, action, judged }: JudgedAtPoint,
  effect: Decision['effect'],
  sentence: string,
  fallbackPath = 'spec.rules',
): Reasons {
  const path = judged.rule === undefined ? fallbackPath : `spec.rules[${judged.rule}]`;
  return {
    decidedBy: [{ ref: refOf(policy), action, effect, enforcer, ...(judged.rule === undefined ? {} : { path }) }],
    because: [{ sentence, certainty: 'computed', ref: refOf(policy), path }],
  };
}

function denied(question: PointQuestion, each: JudgedAtPoint): Reasons {
  const name = refText(each.policy);
  const why = each.denies === undefined ? '' : `, and ${each.denies}`;
  const http = question.chain === 'tcp' ? httpIgnored(question, each) : '';
  return reason(
    question,
    each,
    'match',
    `${name} (${each.action}) denies this call ${place(question)}: ${ruleText(each)} matches${why}${http}.`,
  );
}

function httpIgnored({ enforcer }: PointQuestion, { policy }: JudgedAtPoint): string {
  const { tcp } = policyEffect(policy, enforcer);
  return tcp === undefined ? '' : '; on a TCP connection its HTTP fields are ignored';
}

function notAllowed(question: PointQuestion, allowing: readonly JudgedAtPoint[], asking: readonly JudgedAtPoint[]): Reasons {
  const reasons = allowing.map((each) => {
    const { effect, why } = policyEffect(each.policy, question.enforcer);
    const because = question.chain === 'ztunnel' && effect !== 'full' && why !== undefined ? `: ${why}` : '';
    const rules = (each.policy.spec?.rules?.length ?? 0) === 0 ? 'has no rules' : 'has no rule that matches';
    return reason(question, each, 'no-match', `${refText(each.policy)} (ALLOW) applies ${place(question)} and ${rules}${because}.`);
  });
  if (allowing.length > 0 || asking.length > 0) return joined(reasons);
  return {
    decidedBy: [],
    because: [{ sentence: `istiod allows only the waypoint's identity ${place(question)}.`, certainty: 'computed' }],
  };
}

function allowed(question: PointQuestion, allowing: readonly JudgedAtPoint[]): Reasons {
  const matches = matching(allowing);
  if (matches.length > 0)
    return joined(
      matches.map((each) =>
        reason(question, each, 'match', `${refText(each.policy)} (ALLOW) allows this call ${place(question)}: ${ruleText(each)} matches.`),
      ),
    );
  return {
    decidedBy: [],
    because: [{ sentence: `No policy denies this call ${place(question)}, and no ALLOW policy applies there.`, certainty: 'computed' }],
  };
}

function undecided(question: PointQuestion, deciding: Deciding): Reasons {
  const { denying, asking, allowing, deny, allow } = deciding;
  const open = [...(deny.value === 'U' ? denying : []), ...(allow.value === 'U' ? allowing : [])].filter(
    ({ judged }) => judged.value === 'U',
  );
  const asked = asking.filter(({ judged }) => judged.value !== 'F');
  return joined([
    strictReason(question, deciding),
    ...open.map((each) =>
      reason(
        question,
        each,
        'undecided',
        `Whether ${refText(each.policy)} (${each.action}) matches ${place(question)} depends on ${each.judged.undecided.join(', ')}.`,
      ),
    ),
    ...asked.map((each) =>
      reason(
        question,
        each,
        each.judged.value === 'T' ? 'match' : 'undecided',
        `${refText(each.policy)} (CUSTOM) hands the decision ${place(question)} to ${each.policy.spec?.provider?.name ?? 'its provider'}.`,
      ),
    ),
  ]);
}

function strictReason({ enforcer, strict, ...question }: PointQuestion, { strict: judged, deny, verdict }: Deciding): Reasons {
  if (judged.value === 'F' || (verdict === 'denied' && judged.value !== deny.value)) return none;
  const where = `at the ${enforcer} of ${question.at}`;
  const sentence =
    judged.value === 'T'
      ? `STRICT mutual TLS denies a caller without a certificate ${where}.`
      : `Whether STRICT mutual TLS denies this call ${where} depends on ${judged.undecided.join(', ')}.`;
  const { ref, path } = strict ?? {};
  return {
    decidedBy:
      ref === undefined
        ? []
        : [
            {
              ref,
              action: 'DENY',
              effect: judged.value === 'T' ? 'match' : 'undecided',
              enforcer,
              ...(path === undefined ? {} : { path }),
            },
          ],
    because: [{ sentence, certainty: 'computed', ...(ref === undefined ? {} : { ref }), ...(path === undefined ? {} : { path }) }],
  };
}

/** A policy that was meant to deny and does nothing here is worth a sentence whatever the verdict (docs/policies.md §2.5). */
function withoutEffect(question: PointQuestion, { denying }: Deciding): readonly Because[] {
  if (question.chain !== 'ztunnel') return [];
  return denying.flatMap(({ policy }) => {
    const { effect, why } = policyEffect(policy, question.enforcer);
    if (effect !== 'no-op' || why === undefined) return [];
    return [
      {
        sentence: `${refText(policy)} (DENY) has no effect ${place(question)}: ${why}.`,
        certainty: 'computed',
        ref: refOf(policy),
        path: 'spec.rules',
      },
    ];
  });
}
