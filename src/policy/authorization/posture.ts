/** What a workload does with a caller no policy names (docs/policies.md §2.3, §2.8). */
import { refOf, refText } from '../../istio/ref';
import type { AuthorizationPolicy } from '../../istio/resources/authorization-policy';
import type { AttachedTo } from '../attachment/attachment-index';
import type { Because, Enforcer, Posture, Stated } from '../model';
import { policyEffect } from './policy-effect';
import { actionOf } from './rule-readings';

/** The policies at one of the proxies that guard a workload. */
export interface GuardedBy {
  readonly enforcer: Enforcer;
  readonly attached: readonly AttachedTo<AuthorizationPolicy>[];
}

const byStrength = ['custom', 'default-deny', 'deny-rules-only'] as const;

/** The strictest of its guards counts; without guards nothing is enforced. undefined = who guards it is not known. */
export function postureOf(guards: readonly GuardedBy[] | undefined): Stated<Posture> {
  if (guards === undefined)
    return {
      value: 'unknown',
      certainty: 'unknown',
      because: [{ sentence: 'Who enforces policies here is not known.', certainty: 'unknown' }],
    };
  const counting = guards.flatMap(({ enforcer, attached }) =>
    attached.flatMap(({ policy, value }) => {
      const posture = postureBy(policy, enforcer);
      return posture === undefined ? [] : [{ policy, posture, certain: value === 'T' }];
    }),
  );
  const found = byStrength.find((posture) => counting.some((each) => each.posture === posture && each.certain));
  const maybe = byStrength.find((posture) => counting.some((each) => each.posture === posture && !each.certain));
  if (maybe !== undefined && (found === undefined || byStrength.indexOf(maybe) < byStrength.indexOf(found)))
    return {
      value: 'unknown',
      certainty: 'unknown',
      because: reasons(
        counting.filter(({ certain }) => !certain),
        'may apply: its selector asks for a label that is not known',
      ),
    };
  if (found === undefined)
    return {
      value: 'open',
      certainty: 'computed',
      because: [{ sentence: 'No policy decides here: every call is allowed.', certainty: 'computed' }],
    };
  return {
    value: found,
    certainty: 'computed',
    because: reasons(
      counting.filter(({ posture }) => posture === found),
      'applies',
    ),
  };
}

function postureBy(policy: AuthorizationPolicy, enforcer: Enforcer): (typeof byStrength)[number] | undefined {
  const { effect } = policyEffect(policy, enforcer);
  if (effect === 'no-op' || effect === 'ignored') return undefined;
  const action = actionOf(policy);
  if (action === 'CUSTOM') return 'custom';
  return action === 'ALLOW' ? 'default-deny' : 'deny-rules-only';
}

function reasons(
  policies: readonly { readonly policy: AuthorizationPolicy; readonly certain: boolean }[],
  what: string,
): readonly Because[] {
  return policies.map(({ policy, certain }) => ({
    sentence: `${refText(policy)} (${actionOf(policy)}) ${what}.`,
    certainty: certain ? 'computed' : 'unknown',
    ref: refOf(policy),
    path: 'spec.action',
  }));
}
