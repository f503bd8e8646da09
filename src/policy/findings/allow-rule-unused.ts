/** Rules of ALLOW policies that let nobody in while the window ran. */
import { type Ref, refOf, refText } from '../../istio/ref';
import type { AuthorizationPolicy } from '../../istio/resources/authorization-policy';
import type { Finding, WorkloadKey } from '../model';
import { getResource } from './commands';
import { hasTraffic, observed, windowText } from './evidence';
import { type FindingContext, type FindingKind, finding, type JudgedCall } from './finding-kind';
import { policyAge } from './policy-age';

const code = 'allow-rule-unused';

export const allowRuleUnused: FindingKind = {
  code,
  about: 'No observed call needs a rule of an ALLOW policy.',
  find: (context) => (context.observed ? context.inventory.of('AuthorizationPolicy').flatMap((policy) => ofPolicy(policy, context)) : []),
};

function ofPolicy(policy: AuthorizationPolicy, context: FindingContext): readonly Finding[] {
  const { action = 'ALLOW', rules = [] } = policy.spec ?? {};
  const ref = refOf(policy);
  if (action !== 'ALLOW' || rules.length === 0) return [];
  const workloads = context.attachedTo(ref);
  const calls = workloads.flatMap((workload) => context.callsTo(workload));
  return context.keep(code, policy, [context.window.fromSeconds, ...calls], () => unusedRules(policy, ref, workloads, calls, context));
}

function unusedRules(
  policy: AuthorizationPolicy,
  ref: Ref,
  workloads: readonly WorkloadKey[],
  all: readonly JudgedCall[],
  context: FindingContext,
): readonly Finding[] {
  const { rules = [] } = policy.spec ?? {};
  const calls = all.filter(({ call }) => hasTraffic(call));
  const age = policyAge(context.inventory, [ref], context.window);
  if (calls.length === 0 || age.age === 'inside') return [];
  const unused = rules.flatMap((_, index) => (calls.some((judged) => context.mayMatch(policy, index, judged)) ? [] : [index]));
  const [first] = unused;
  if (first === undefined) return [];
  const paths = unused.map((index) => `spec.rules[${index}]`);
  return [
    finding(code, `${policy.namespace}/${policy.name}`, {
      severity: 'info',
      title: `${unused.length === rules.length ? 'No rule' : `Not every rule (${unused.length} of ${rules.length})`} of ${refText(ref)} is needed by an observed call.`,
      evidence: [
        observed(
          `${calls.length === 1 ? '1 call was' : `${calls.length} calls were`} observed at its workloads in the last ${windowText(context)}.`,
        ),
        ...paths.map((path) => ({ sentence: 'None of them can match this rule.', certainty: 'computed' as const, ref, path })),
      ],
      next: 'Look over a longer window, then remove the rules that nobody needs.',
      commands: getResource(ref),
      ref,
      path: `spec.rules[${first}]`,
      workloads,
    }),
  ];
}
