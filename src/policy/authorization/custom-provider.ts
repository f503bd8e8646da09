/** What a CUSTOM policy hands the decision to, and when that denies everything instead (docs/policies.md §2.3). */
import type { AuthorizationPolicy } from '../../istio/resources/authorization-policy';
import type { Chain } from './attributes';
import type { AuthorizationMesh } from './question';

/** `asks` = the provider decides; `denies` = what matches is refused; `skipped` = nothing is asked. */
export type CustomEffect = { readonly effect: 'asks' | 'skipped' } | { readonly effect: 'denies'; readonly why: string };

export function customEffect(
  policy: AuthorizationPolicy,
  all: readonly AuthorizationPolicy[],
  chain: Chain,
  mesh: AuthorizationMesh,
): CustomEffect {
  const name = providerOf(policy);
  const names = new Set(all.map(providerOf));
  if (names.size > 1 && !mesh.flags.PILOT_ENABLE_MULTIPLE_CUSTOM_AUTHZ_PROVIDERS)
    return { effect: 'denies', why: `the workload has ${names.size} CUSTOM providers, of which only one is supported` };
  if (mesh.extensionProviders === undefined) return { effect: 'asks' };
  const provider = mesh.extensionProviders.find((each) => each.name === name);
  if (provider === undefined) return { effect: 'denies', why: `the mesh configuration has no extension provider "${name}"` };
  if (!provider.type.startsWith('envoyExtAuthz'))
    return { effect: 'denies', why: `extension provider "${name}" does not authorize (${provider.type})` };
  return { effect: chain === 'tcp' && provider.type === 'envoyExtAuthzHttp' ? 'skipped' : 'asks' };
}

function providerOf({ spec }: AuthorizationPolicy): string {
  return spec?.provider?.name ?? '';
}
