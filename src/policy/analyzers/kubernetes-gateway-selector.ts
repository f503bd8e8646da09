/** Policies that mean a gateway or waypoint of the Gateway API by a selector, which does not attach there (docs/policies.md §2.1). */
import { GATEWAY_NAME, MANAGED, MANAGED_WAYPOINT } from '../../istio/label-names';
import { NO_LABELS } from '../../istio/labels';
import { refText } from '../../istio/ref';
import { type PolicyTarget, targetReferences } from '../../istio/resources/policy-target';
import type { Resource } from '../../istio/resources/resource';
import { type AnalysisContext, type Analyzer, type AnalyzerMessage, POD_KINDS, type PodLike } from './analyzer';
import { createLabelIndex, type LabelIndex, selectorText } from './label-index';

interface Policy extends Resource {
  readonly spec?: PolicyTarget;
}

/**
 * `istioctl` takes every pod of a gateway, in the policy's namespace, and knows the older field `targetRef` only; else a selector does attach to
 * gateways (docs/policies.md §0.4), so that waypoints remain, of all namespaces for a policy of the root namespace; one message per policy.
 */
export const kubernetesGatewaySelector: Analyzer = {
  id: 'k8sgateway.SelectorAnalyzer',
  codes: ['IST0166'],
  reads: ['AuthorizationPolicy', 'RequestAuthentication', 'Telemetry', 'WasmPlugin', ...POD_KINDS],
  onGraph: true,
  analyze: (context) => {
    const attaches = !context.asIstioctl && context.mesh.flags.ENABLE_SELECTOR_BASED_K8S_GATEWAY_POLICY;
    const pods = createLabelIndex(
      context.pods.all.filter(({ labels }) => labels.has(GATEWAY_NAME) && (!attaches || labels.get(MANAGED) === MANAGED_WAYPOINT)),
    );
    return (['AuthorizationPolicy', 'RequestAuthentication', 'Telemetry', 'WasmPlugin'] as const).flatMap((kind) =>
      context.of(kind).flatMap((policy: Policy) => analyzeOne(context, policy, pods)),
    );
  },
};

function analyzeOne({ asIstioctl, mesh }: AnalysisContext, policy: Policy, pods: LabelIndex<PodLike>): readonly AnalyzerMessage[] {
  const { selector, targetRef } = policy.spec ?? {};
  const targeted = asIstioctl ? targetRef !== undefined : targetReferences(policy.spec ?? {}).length > 0;
  if (selector === undefined || targeted) return [];
  const labels = selector.matchLabels ?? NO_LABELS;
  const everywhere = !asIstioctl && policy.namespace === mesh.rootNamespace;
  // One that selects everything means the workloads, not the waypoint among them.
  if (!asIstioctl && labels.size === 0) return [];
  const selected = pods.selected(labels, everywhere ? undefined : policy.namespace);
  return (asIstioctl ? selected : selected.slice(0, 1)).map((pod) => ({
    code: 'IST0166' as const,
    subject: policy,
    path: 'spec.selector',
    sentence: `${refText(policy)} selects pods of Gateway ${pod.labels.get(GATEWAY_NAME)} by ${selectorText(labels)}, where a selector has no effect.`,
    placeless: true as const,
  }));
}
