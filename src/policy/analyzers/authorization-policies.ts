/** AuthorizationPolicies that select nothing, or that name namespaces that do not exist. */
import { NO_LABELS } from '../../istio/labels';
import { refText } from '../../istio/ref';
import type { AuthorizationPolicy } from '../../istio/resources/authorization-policy';
import { targetReferences } from '../../istio/resources/policy-target';
import { type AnalysisContext, type Analyzer, type AnalyzerMessage, POD_KINDS, type PodLike } from './analyzer';
import { isInAmbient, isInjected } from './in-mesh';
import { createLabelIndex, type LabelIndex, selectorText } from './label-index';

/**
 * `istioctl` counts a Pod only where it knows it to be in the mesh by `istio-injection`, and looks for Pods behind a policy with targetRefs;
 * else every Pod or template counts (a revision may inject it), and targetRefs are left to attachment.
 */
export const authorizationPolicies: Analyzer = {
  id: 'auth.AuthorizationPoliciesAnalyzer',
  codes: ['IST0101', 'IST0127'],
  reads: ['AuthorizationPolicy', 'Namespace', ...POD_KINDS],
  onGraph: true,
  analyze: (context) => {
    const { pods, asIstioctl } = context;
    const counted = asIstioctl ? createLabelIndex(pods.all.filter((pod) => isInjected(context, pod) || isInAmbient(pod))) : pods;
    const exists = createNamespaceSearch(context);
    return context
      .of('AuthorizationPolicy')
      .flatMap((policy) => [
        ...(context.podsAreKnown ? matching(context, policy, counted) : []),
        ...(context.known('Namespace') ? namespaces(policy, exists) : []),
      ]);
  },
};

function matching(
  { asIstioctl, mesh }: AnalysisContext,
  policy: AuthorizationPolicy,
  pods: LabelIndex<PodLike>,
): readonly AnalyzerMessage[] {
  const { spec = {}, namespace } = policy;
  const meshWide = namespace === mesh.rootNamespace;
  if (!asIstioctl && targetReferences(spec).length > 0) return [];
  const { selector } = spec;
  if (selector === undefined) {
    if (meshWide || pods.inNamespace(namespace).length > 0) return [];
    return [
      { code: 'IST0127', subject: policy, path: '', sentence: `${refText(policy)} is for a namespace without workloads in the mesh.` },
    ];
  }
  const labels = selector.matchLabels ?? NO_LABELS;
  if (pods.selected(labels, meshWide ? undefined : namespace).length > 0) return [];
  const sentence = `${refText(policy)} selects no workload: ${selectorText(labels)}.`;
  return [{ code: 'IST0127', subject: policy, path: 'spec.selector', sentence }];
}

function namespaces(policy: AuthorizationPolicy, exists: (pattern: string) => boolean): readonly AnalyzerMessage[] {
  return (policy.spec?.rules ?? []).flatMap(({ from = [] }, rule) =>
    from.flatMap(({ source = {} }, index) =>
      (['namespaces', 'notNamespaces'] as const).flatMap((field) =>
        (source[field] ?? []).flatMap((pattern, at): readonly AnalyzerMessage[] => {
          if (exists(pattern)) return [];
          const path = `spec.rules[${rule}].from[${index}].source.${field}[${at}]`;
          const sentence = `${refText(policy)} names namespace ${pattern}, which does not exist.`;
          // `istioctl` looks for the line of a notNamespaces entry among the namespaces.
          const placeless = field === 'notNamespaces' && at >= (source.namespaces ?? []).length;
          return [{ code: 'IST0101', subject: policy, path, sentence, ...(placeless ? { placeless } : {}) }];
        }),
      ),
    ),
  );
}

/** A star at either end matches any text; upper and lower case are the same without one. Nothing matches where there is no namespace at all. */
function createNamespaceSearch({ of }: AnalysisContext): (pattern: string) => boolean {
  const names = of('Namespace').map(({ name }) => name);
  const exact = new Set(names.map((name) => name.toLowerCase()));
  const known = new Map<string, boolean>();
  const search = (pattern: string) => {
    if (pattern === '*') return names.length > 0;
    if (pattern.startsWith('*')) return names.some((name) => name.endsWith(pattern.slice(1)));
    if (pattern.endsWith('*')) return names.some((name) => name.startsWith(pattern.slice(0, -1)));
    return exact.has(pattern.toLowerCase());
  };
  return (pattern) => {
    const found = known.get(pattern) ?? search(pattern);
    known.set(pattern, found);
    return found;
  };
}
