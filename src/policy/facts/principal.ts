/** SPIFFE identities as policies write them: without "spiffe://" (docs/policies.md §0.5). */

/** "cluster.local/ns/shop/sa/web"; a waypoint runs as the service account that carries its name. */
export function principalIn(trustDomain: string, namespace: string, serviceAccount: string): string {
  return `${trustDomain}/ns/${namespace}/sa/${serviceAccount}`;
}

/** `source_principal` of metrics keeps "spiffe://". */
export function withoutScheme(principal: string): string {
  return principal.startsWith('spiffe://') ? principal.slice('spiffe://'.length) : principal;
}
