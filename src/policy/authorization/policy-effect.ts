/** How much of an attached policy counts at an enforcer, and why not all of it (docs/policies.md §2.3, §2.5, §2.7). */
import type { AuthorizationPolicy } from '../../istio/resources/authorization-policy';
import type { AttachedPolicy, Enforcer } from '../model';
import { isDryRun } from './dry-run';
import { fieldNames, type Part, partsOfRule, type RuleParts } from './rule-parts';
import { actionOf, readRule } from './rule-readings';

export interface PolicyEffect {
  readonly effect: AttachedPolicy['effect'];
  /** Without a full stop. */
  readonly why?: string;
  /** What is different on TCP ports, where it is. */
  readonly tcp?: string;
}

/** `ztunnelDryRun`: istiod sends policies in dry-run to ztunnels (`AMBIENT_ENABLE_DRY_RUN_AUTHORIZATION_POLICY`). */
export function policyEffect(policy: AuthorizationPolicy, enforcer: Enforcer, { ztunnelDryRun = false } = {}): PolicyEffect {
  const action = actionOf(policy);
  const rules = (policy.spec?.rules ?? []).map(partsOfRule);
  const atZtunnel = enforcer === 'ztunnel';
  if (atZtunnel && (action === 'AUDIT' || action === 'CUSTOM'))
    return { effect: 'ignored', why: `ztunnel does not support action ${action}` };
  if (isDryRun(policy))
    return atZtunnel && !ztunnelDryRun
      ? { effect: 'ignored', why: 'policies in dry-run are not sent to ztunnel' }
      : { effect: 'no-op', why: 'it is in dry-run (istio.io/dry-run)' };
  if (action === 'AUDIT') return { effect: 'no-op', why: 'AUDIT never changes a verdict' };
  if (rules.length === 0)
    return action === 'ALLOW'
      ? { effect: 'full', why: 'it has no rules, so it allows nothing' }
      : { effect: 'no-op', why: 'it has no rules, so it never matches' };
  return atZtunnel ? ztunnelEffect(rules, action) : envoyEffect(rules, action);
}

const quoted = (names: readonly string[]): string => names.join(', ');
const readsHttp = ({ ztunnel }: Part): boolean => ztunnel === 'http';
const isDropped = ({ ztunnel }: Part): boolean => ztunnel === 'drops';

function ztunnelEffect(rules: readonly RuleParts[], action: 'ALLOW' | 'DENY' | 'CUSTOM'): PolicyEffect {
  const unread = [
    ...new Set(rules.flatMap((rule) => [...fieldNames(rule, readsHttp), ...(rule.unknownKey === undefined ? [] : [rule.unknownKey])])),
  ];
  const dropped = [...new Set(rules.flatMap((rule) => fieldNames(rule, isDropped)))];
  if (unread.length + dropped.length === 0) return { effect: 'full' };
  const left = rules.filter((rule) => readRule(rule, action, 'ztunnel') !== 'never').length;
  const fields = quoted([...unread, ...dropped]);
  if (action === 'DENY') {
    if (left === 0)
      return { effect: 'no-op', why: `ztunnel reads none of ${fields}, and without them no rule can match: nothing is denied` };
    return { effect: 'partial', why: `ztunnel leaves out ${fields}: rules that still match deny more than they say, others never match` };
  }
  if (left === 0) return { effect: 'partial', why: `ztunnel omits rules with ${fields}: none is left, so it denies everything` };
  return { effect: 'partial', why: `ztunnel omits rules with ${fields}: ${left} of ${rules.length} ${left === 1 ? 'is' : 'are'} left` };
}

function envoyEffect(rules: readonly RuleParts[], action: 'ALLOW' | 'DENY' | 'CUSTOM'): PolicyEffect {
  const http = [...new Set(rules.flatMap((rule) => fieldNames(rule, ({ attribute }) => attribute.http)))];
  const voided = rules.filter(({ unknownKey }) => unknownKey !== undefined).length;
  const tcp = http.length === 0 ? {} : { tcp: tcpText(action, quoted(http)) };
  if (voided === rules.length)
    return { effect: action === 'ALLOW' ? 'partial' : 'no-op', why: 'every rule has a condition that Istio does not know', ...tcp };
  if (voided > 0) return { effect: 'partial', why: `${voided} of ${rules.length} rules have a condition that Istio does not know`, ...tcp };
  return { effect: 'full', ...tcp };
}

function tcpText(action: 'ALLOW' | 'DENY' | 'CUSTOM', fields: string): string {
  if (action === 'ALLOW') return `on TCP ports its rules with ${fields} never match`;
  return `on TCP ports ${fields} are ignored, so it matches more than it says`;
}
