/** SPIFFE identities as policies match them, without "spiffe://" (docs/policies.md §0.5, §2.6). */
import { matchesGlob, matchesText } from './text-match';

export interface TrustDomains {
  readonly trustDomain: string;
  readonly trustDomainAliases: readonly string[];
}

interface Identity {
  readonly trustDomain: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** `<trust domain>/ns/<namespace>/sa/<service account>`; undefined for any other form. */
export function parseIdentity(principal: string): Identity | undefined {
  const [trustDomain, ns, namespace, sa, serviceAccount, ...more] = principal.split('/');
  if (trustDomain === undefined || namespace === undefined || serviceAccount === undefined) return undefined;
  return ns === 'ns' && sa === 'sa' && more.length === 0 ? { trustDomain, namespace, serviceAccount } : undefined;
}

/** What a principal of a policy stands for at Envoy: itself, or the same account in the mesh's trust domain and all its aliases. */
export function withAliases(pattern: string, { trustDomain, trustDomainAliases }: TrustDomains): readonly string[] {
  const [written, ...account] = pattern.split('/');
  if (written === undefined || account.length !== 4) return [pattern];
  const all = [trustDomain, ...trustDomainAliases];
  if (written !== 'cluster.local' && !all.some((each) => matchesText(written, each))) return [pattern];
  return all.map((each) => (written.startsWith('*') && matchesText(written, each) ? pattern : [each, ...account].join('/')));
}

/** Envoy's namespace match, a wildcard anywhere. */
export function inNamespaceOfEnvoy(pattern: string, principal: string): boolean {
  return matchesGlob(`*/ns/${pattern}/*`, `spiffe://${principal}`);
}

/** "namespace/name", or "name" in the namespace of the policy; exact, whatever the trust domain. */
export function isServiceAccount(value: string, principal: string, policyNamespace: string): boolean {
  const identity = parseIdentity(principal);
  if (identity === undefined) return false;
  const slash = value.indexOf('/');
  const [namespace, name] = slash < 0 ? [policyNamespace, value] : [value.slice(0, slash), value.slice(slash + 1)];
  return identity.namespace === namespace && identity.serviceAccount === name;
}
