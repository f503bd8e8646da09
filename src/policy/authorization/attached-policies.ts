/** The policies of a workload in evaluation order, each with its enforcer and what it is worth there (docs/policies.md §2.3, §3). */

import { refOf } from '../../istio/ref';
import type { AuthorizationPolicy } from '../../istio/resources/authorization-policy';
import type { AttachedTo } from '../attachment/attachment-index';
import type { AttachablePolicy } from '../attachment/subject';
import type { AttachedPolicy, Certainty, Enforcer, WorkloadKey } from '../model';
import { isDryRun } from './dry-run';
import { policyEffect } from './policy-effect';
import { actionOf } from './rule-readings';

/** A proxy that guards a workload; `at` where it is another workload. */
export interface Guard {
  readonly enforcer: Enforcer;
  readonly at?: WorkloadKey;
}

const order = ['CUSTOM', 'DENY', 'ALLOW', 'AUDIT'] as const;

/** CUSTOM, DENY, ALLOW, AUDIT; inside one action as the index gives them. `ztunnelDryRun` as in `policyEffect`. */
export function attachedAuthorization(
  attached: readonly AttachedTo<AuthorizationPolicy>[],
  guard: Guard,
  options: { readonly ztunnelDryRun?: boolean } = {},
): readonly AttachedPolicy[] {
  return order.flatMap((action) =>
    attached
      .filter(({ policy }) => actionOf(policy) === action)
      .map(({ policy, value, reason }) => {
        const { effect, why, tcp } = policyEffect(policy, guard.enforcer, options);
        const told = reportedBy(policy, guard.enforcer);
        const text = [value === 'U' ? reason : undefined, why, tcp, told?.message]
          .filter((each) => each !== undefined && each !== '')
          .join('; ');
        return {
          ref: refOf(policy),
          ...guard,
          effect,
          ...(isDryRun(policy) ? { dryRun: true as const } : {}),
          ...(text === '' ? {} : { why: text }),
          certainty: value === 'U' ? 'unknown' : (told?.certainty ?? 'computed'),
        };
      }),
  );
}

/** istiod writes what it made of a policy into its status; that it bound the policy is then no computation of ours (docs/policies.md §2.1). */
function reportedBy(
  { status }: AuthorizationPolicy,
  enforcer: Enforcer,
): { readonly certainty: Certainty; readonly message?: string } | undefined {
  const type = enforcer === 'ztunnel' ? 'ZtunnelAccepted' : enforcer === 'waypoint' ? 'WaypointAccepted' : undefined;
  const condition = status?.conditions?.find((each) => each.type === type);
  if (condition === undefined) return undefined;
  const problem = condition.status === 'False' || condition.reason === 'UnsupportedValue' || condition.reason === 'PartiallyInvalid';
  return { certainty: 'reported', ...(problem && condition.message !== undefined ? { message: `istiod says: ${condition.message}` } : {}) };
}

/** Kinds that a ztunnel never gets: they configure Envoy. */
const envoyOnly: readonly string[] = ['RequestAuthentication', 'EnvoyFilter', 'WasmPlugin', 'Telemetry'];

/** RequestAuthentication, Telemetry, EnvoyFilter and WasmPlugin: what the last two change cannot be told. */
export function attachedOther(attached: readonly AttachedTo<AttachablePolicy>[], guard: Guard): readonly AttachedPolicy[] {
  return attached.map(({ policy, value, reason }) => {
    const { kind } = policy;
    const ignored = guard.enforcer === 'ztunnel' && envoyOnly.includes(kind);
    const opaque = kind === 'EnvoyFilter' || kind === 'WasmPlugin';
    const why =
      value === 'U'
        ? reason
        : ignored
          ? `ztunnel does not read ${kind}`
          : opaque
            ? 'what it changes in the proxy cannot be told from here'
            : undefined;
    return {
      ref: refOf(policy),
      ...guard,
      effect: ignored ? 'ignored' : 'full',
      ...(why === undefined ? {} : { why }),
      certainty: value === 'U' || (opaque && !ignored) ? 'unknown' : 'computed',
    };
  });
}
