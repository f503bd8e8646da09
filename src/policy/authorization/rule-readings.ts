/** What is left of a rule at each filter: HTTP fields mean something else where nobody reads HTTP (docs/policies.md §2.5). */
import type { AuthorizationPolicy } from '../../istio/resources/authorization-policy';
import type { Chain } from './attributes';
import { type Alternative, type Part, partsOfRule, type RuleParts } from './rule-parts';

export type Action = 'ALLOW' | 'DENY' | 'CUSTOM' | 'AUDIT';

/** AND over clauses of OR over alternatives; `never` cannot match. */
export type RuleReading = 'never' | readonly (readonly (Alternative | 'never')[])[];

/** Without an action a policy is an ALLOW. */
export function actionOf({ spec }: AuthorizationPolicy): Action {
  return spec?.action ?? 'ALLOW';
}

/** Rules as each filter reads them, read once a policy. */
export type Readings = (policy: AuthorizationPolicy, chain: Chain) => readonly RuleReading[];

/** Keeps what it read as long as the policy lives. */
export function createReadings(): Readings {
  const kept = new WeakMap<AuthorizationPolicy, Map<Chain, readonly RuleReading[]>>();
  return (policy, chain) => {
    const ofPolicy = kept.get(policy) ?? new Map<Chain, readonly RuleReading[]>();
    kept.set(policy, ofPolicy);
    const known = ofPolicy.get(chain);
    if (known !== undefined) return known;
    const read = readPolicy(policy, chain);
    ofPolicy.set(chain, read);
    return read;
  };
}

function readPolicy(policy: AuthorizationPolicy, chain: Chain): readonly RuleReading[] {
  return (policy.spec?.rules ?? []).map((rule) => readRule(partsOfRule(rule), actionOf(policy), chain));
}

/** One rule as the filter of this chain gets it. */
export function readRule(parts: RuleParts, action: Action, chain: Chain): RuleReading {
  if (chain === 'ztunnel') return atZtunnel(parts, action);
  if (parts.unknownKey !== undefined) return 'never';
  return chain === 'tcp' ? atTcp(parts, action) : parts.clauses.map(({ alternatives }) => alternatives);
}

const isHttp = ({ attribute }: Part): boolean => attribute.http;

/** ALLOW: any HTTP field drops the whole rule. Other actions: the HTTP fields are ignored, so they match more. */
function atTcp({ clauses }: RuleParts, action: Action): RuleReading {
  if (action === 'ALLOW' && clauses.some(({ alternatives }) => alternatives.some((each) => each.some(isHttp)))) return 'never';
  return clauses.map(({ alternatives }) => alternatives.map((each) => each.filter((part) => !isHttp(part))));
}

/** As at TCP, but an alternative of which nothing is left never matches instead of always. */
function atZtunnel({ clauses, unknownKey }: RuleParts, action: Action): RuleReading {
  const http =
    unknownKey !== undefined ||
    clauses.some(({ alternatives }) => alternatives.some((each) => each.some(({ ztunnel }) => ztunnel === 'http')));
  if (http && action === 'ALLOW') return 'never';
  const read = clauses.map(({ alternatives }) =>
    alternatives.map((each): Alternative | 'never' => {
      const left = each.filter(({ ztunnel }) => ztunnel === 'reads');
      return left.length === 0 ? 'never' : left;
    }),
  );
  return unknownKey !== undefined || read.some((alternatives) => alternatives.every((each) => each === 'never')) ? 'never' : read;
}
