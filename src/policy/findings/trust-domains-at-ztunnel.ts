/** ztunnel does not know `trustDomains`: a rule with it is widened, or never matches (docs/policies.md §2.5). */
import { refOf, refText } from '../../istio/ref';
import { getResource, ztunnelPolicies } from './commands';
import { type FindingKind, finding } from './finding-kind';

const code = 'trust-domains-at-ztunnel';

export const trustDomainsAtZtunnel: FindingKind = {
  code,
  about: 'A rule names trustDomains where ztunnel enforces it, and ztunnel ignores them.',
  find: (context) =>
    context.inventory.of('AuthorizationPolicy').flatMap((policy) => {
      const ref = refOf(policy);
      const paths = (policy.spec?.rules ?? []).flatMap(({ from = [] }, rule) =>
        from.flatMap(({ source = {} }, index) =>
          (['trustDomains', 'notTrustDomains'] as const)
            .filter((field) => (source[field]?.length ?? 0) > 0)
            .map((field) => `spec.rules[${rule}].from[${index}].source.${field}`),
        ),
      );
      const [path] = paths;
      if (path === undefined) return [];
      const workloads = context.attachedTo(ref, ['ztunnel']);
      if (workloads.length === 0) return [];
      return [
        finding(code, `${policy.namespace}/${policy.name}`, {
          severity: 'error',
          title: `${refText(ref)} names trust domains, which ztunnel ignores.`,
          evidence: paths.map((each) => ({
            sentence: 'Beside other fields the trust domain is left out, so the rule matches more; alone it never matches.',
            certainty: 'computed' as const,
            ref,
            path: each,
          })),
          next: 'Write the trust domain as part of principals, or enforce the policy at a waypoint.',
          commands: [...getResource(ref), ...ztunnelPolicies(ref)],
          ref,
          path,
          workloads,
        }),
      ];
    }),
};
