/** One enforcement point: all policies that attach to it, pooled (docs/policies.md §2.3, §2.8). */
import { type MatchContext, principals } from './attributes';
import { customEffect } from './custom-provider';
import { isDryRun } from './dry-run';
import { judgePolicy } from './judge-rule';
import { all, any, FALSE, type Judged, known, TRUE, undecidedBy } from './kleene';
import type { JudgedAtPoint, PointAnswer, PointQuestion } from './point';
import { pointReasons } from './point-reasons';
import { actionOf } from './rule-readings';

/** Never throws; the order of `attached` does not matter. */
export function evaluatePoint(question: PointQuestion): PointAnswer {
  const policies = judgePolicies(question);
  const strict = judgeStrict(question);
  const denying = policies.filter(({ action, denies }) => action === 'DENY' || denies !== undefined);
  const asking = policies.filter(({ action, denies }) => action === 'CUSTOM' && denies === undefined);
  const allowing = policies.filter(({ action }) => action === 'ALLOW');
  const deny = any([strict, ...denying.map(({ judged }) => judged)]);
  const allow = judgeAllow(allowing, question);
  const custom = any(asking.map(({ judged }) => judged));
  const verdict = verdictOf(deny, allow, custom);
  const undecided = verdict === 'undecided' ? undecidedOf(deny, allow, custom) : [];
  const deciding = { denying, asking, allowing, strict, deny, allow, verdict };
  return { verdict, undecided, ...pointReasons(question, deciding) };
}

function verdictOf(deny: Judged, allow: Judged, custom: Judged): PointAnswer['verdict'] {
  if (deny.value === 'T' || allow.value === 'F') return 'denied';
  return custom.value === 'F' && deny.value === 'F' && allow.value === 'T' ? 'allowed' : 'undecided';
}

function undecidedOf(deny: Judged, allow: Judged, custom: Judged): readonly string[] {
  const attributes = [deny, allow, custom].flatMap(({ undecided }) => undecided);
  return [...new Set([...attributes, ...(custom.value === 'F' ? [] : ['ext_authz'])])];
}

/** Those that count: AUDIT never does, a ztunnel gets ALLOW and DENY only, and dry-run watches. */
function judgePolicies(question: PointQuestion): readonly JudgedAtPoint[] {
  const { attached, chain, mesh, readings, withDryRun = false } = question;
  const counting = attached.filter(({ policy }) => {
    const action = actionOf(policy);
    if (action === 'AUDIT' || (chain === 'ztunnel' && action === 'CUSTOM')) return false;
    if (!isDryRun(policy)) return true;
    return withDryRun && (chain !== 'ztunnel' || mesh.flags.AMBIENT_ENABLE_DRY_RUN_AUTHORIZATION_POLICY);
  });
  const custom = counting.map(({ policy }) => policy).filter((policy) => actionOf(policy) === 'CUSTOM');
  return counting.flatMap(({ policy, value }) => {
    const action = actionOf(policy);
    const provider = action === 'CUSTOM' ? customEffect(policy, custom, chain, mesh) : undefined;
    if (provider?.effect === 'skipped') return [];
    const context: MatchContext = { chain, seen: question.seen, mesh, policyNamespace: policy.namespace };
    const matched = judgePolicy(policy, readings, context);
    const judged = value === 'T' || action === 'ALLOW' ? matched : { ...matched, ...all([undecidedBy('destination.labels'), matched]) };
    return [{ policy, action, judged, ...(provider?.effect === 'denies' ? { denies: provider.why } : {}) }];
  });
}

/**
 * Without an ALLOW policy everything passes. One that may not attach (its selector asks for a label nobody knows) can neither be counted
 * on to allow nor to be there at all.
 */
function judgeAllow(allowing: readonly JudgedAtPoint[], { attached, seen, autoAllowed, chain, mesh }: PointQuestion): Judged {
  const maybe = new Set(attached.filter(({ value }) => value === 'U').map(({ policy }) => policy));
  const certain = allowing.filter(({ policy }) => !maybe.has(policy)).map(({ judged }) => judged);
  const uncertain = allowing.filter(({ policy }) => maybe.has(policy)).map(({ judged }) => judged);
  if (autoAllowed !== undefined) certain.push(principals.judge(autoAllowed, { chain, seen, mesh, policyNamespace: '' }));
  if (certain.length > 0) return any([...certain, ...uncertain.map((each) => all([undecidedBy('destination.labels'), each]))]);
  if (uncertain.length === 0 || uncertain.every(({ value }) => value === 'T')) return TRUE;
  return any([undecidedBy('destination.labels'), ...uncertain.filter(({ value }) => value === 'U')]);
}

function judgeStrict({ strict, seen }: PointQuestion): Judged {
  if (strict === undefined || strict.value === 'F') return FALSE;
  const nobody = seen.principal === undefined ? undecidedBy('source.principal') : known(seen.principal === null);
  return strict.value === 'T' ? nobody : all([undecidedBy('mtls.mode'), nobody]);
}
