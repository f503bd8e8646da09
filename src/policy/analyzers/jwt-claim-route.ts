/** Routes on claims of tokens at gateways that verify no token (docs/policies.md §4.1). */
import { GATEWAY_NAME } from '../../istio/label-names';
import { NO_LABELS, selects } from '../../istio/labels';
import { refText } from '../../istio/ref';
import { targetReferences } from '../../istio/resources/policy-target';
import type { RequestAuthentication } from '../../istio/resources/request-authentication';
import type { VirtualService } from '../../istio/resources/virtual-service';
import { listIn } from '../../lib/list-in';
import { type AnalysisContext, type Analyzer, type AnalyzerMessage, POD_KINDS, type PodLike } from './analyzer';

/** `istioctl` takes istio-system for the root namespace and a RequestAuthentication with targetRefs for one of the whole namespace. */
export const jwtClaimRoute: Analyzer = {
  id: 'virtualservice.JWTClaimRouteAnalyzer',
  codes: ['IST0149'],
  reads: ['VirtualService', 'Gateway', 'RequestAuthentication', ...POD_KINDS],
  onGraph: true,
  analyze: (context) => {
    const byNamespace = new Map<string, RequestAuthentication[]>();
    for (const each of context.of('RequestAuthentication')) listIn(byNamespace, each.namespace).push(each);
    const root = context.asIstioctl ? 'istio-system' : context.mesh.rootNamespace;
    const verifies = (pod: PodLike) =>
      [...new Set([root, pod.namespace])].some((namespace) =>
        (byNamespace.get(namespace) ?? []).some((each) => appliesTo(each, pod, context.asIstioctl)),
      );
    return context.of('VirtualService').flatMap((resource) => analyzeOne(context, resource, verifies));
  },
};

function appliesTo({ spec }: RequestAuthentication, pod: PodLike, asIstioctl: boolean): boolean {
  const references = asIstioctl || spec === undefined ? [] : targetReferences(spec);
  if (references.length > 0) return references.some(({ ref }) => ref.kind === 'Gateway' && ref.name === pod.labels.get(GATEWAY_NAME));
  return selects(spec?.selector?.matchLabels ?? NO_LABELS, pod.labels);
}

function analyzeOne(
  { find, pods }: AnalysisContext,
  resource: VirtualService,
  verifies: (pod: PodLike) => boolean,
): readonly AnalyzerMessage[] {
  const claim = claimOf(resource);
  if (claim === undefined) return [];
  return (resource.spec?.gateways ?? []).flatMap((written) => {
    if (written === 'mesh') return [];
    const slash = written.indexOf('/');
    const namespace = slash < 0 ? resource.namespace : written.slice(0, slash);
    const gateway = find('Gateway', namespace, written.slice(slash + 1));
    if (gateway === undefined) return [];
    return pods
      .selected(gateway.spec?.selector ?? NO_LABELS)
      .filter((pod) => !verifies(pod))
      .map((pod) => ({
        code: 'IST0149' as const,
        subject: resource,
        path: claim.path,
        sentence: `${refText(resource)} routes on ${claim.key}, but no RequestAuthentication applies to ${refText(pod)} of ${refText(gateway)}.`,
        assumes: 'RequestAuthentication' as const,
        placeless: true as const,
      }));
  });
}

function claimOf({ spec }: VirtualService): { readonly key: string; readonly path: string } | undefined {
  for (const [rule, { match = [] }] of (spec?.http ?? []).entries())
    for (const [index, { headers, withoutHeaders }] of match.entries())
      for (const [field, named] of Object.entries({ headers, withoutHeaders }))
        for (const key of named?.keys() ?? [])
          if (isClaim(key)) return { key, path: `spec.http[${rule}].match[${index}].${field}[${JSON.stringify(key)}]` };
  return undefined;
}

/** "@request.auth.claims.a.b" or "@request.auth.claims[a][b]". */
function isClaim(header: string): boolean {
  return /^@request\.auth\.claims(\..+|\[.+\])$/is.test(header);
}
