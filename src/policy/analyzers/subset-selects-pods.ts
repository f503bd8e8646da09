/** DestinationRules for hosts that do not exist, and subsets without pods (docs/policies.md §4.2). */
import { type Labels, NO_LABELS } from '../../istio/labels';
import { refText } from '../../istio/ref';
import type { DestinationRule } from '../../istio/resources/destination-rule';
import { type AnalysisContext, type Analyzer, type AnalyzerMessage, POD_KINDS, type PodLike } from './analyzer';
import type { DestinationHost } from './destination-hosts';
import { createLabelIndex, type LabelIndex } from './label-index';

const REGION = 'topology.kubernetes.io/region';
const ZONE = 'topology.kubernetes.io/zone';
const SUBZONE = 'topology.istio.io/subzone';
const HOSTNAME = 'kubernetes.io/hostname';
const OF_NODE: readonly string[] = [REGION, ZONE, SUBZONE];

/**
 * `istioctl` looks for a Pod of any namespace (docs/policies.md §6.3), for WorkloadEntries of no host, and takes the last of several subsets
 * of one name; else Pods of the host's namespace count. A subset by labels of Nodes is left out where the Nodes are not known.
 */
export const subsetSelectsPods: Analyzer = {
  id: 'destinationrule.SubsetSelectPodAnalyzer',
  codes: ['IST0173', 'IST0174'],
  reads: ['DestinationRule', 'Service', 'ServiceEntry', ...POD_KINDS],
  onGraph: true,
  analyze: (context) => {
    if (!context.known('Service')) return [];
    const pods = withLabelsOfNodes(context);
    return context.of('DestinationRule').flatMap((rule): readonly AnalyzerMessage[] => {
      const host = context.hosts.find(rule.namespace, rule.spec?.exportTo, rule.spec?.host ?? '');
      if (host !== undefined) return context.podsAreKnown ? subsets(context, rule, host, pods) : [];
      const sentence = `${refText(rule)} is for ${rule.spec?.host ?? ''}, which is no host that exists.`;
      return [{ code: 'IST0174', subject: rule, path: 'spec.host', sentence }];
    });
  },
};

function subsets(
  context: AnalysisContext,
  rule: DestinationRule,
  host: DestinationHost,
  pods: LabelIndex<PodLike>,
): readonly AnalyzerMessage[] {
  const { asIstioctl, others } = context;
  // Endpoints of a ServiceEntry may stand in it, be WorkloadEntries, or come from DNS: without selector no Pod is meant.
  if (!asIstioctl && host.selector === undefined) return [];
  const namespace = asIstioctl ? undefined : host.namespace;
  const byName = new Map<string, { readonly labels: Labels; readonly index: number }>();
  (rule.spec?.subsets ?? []).forEach(({ name = '', labels = NO_LABELS }, index) => {
    byName.set(name, { labels, index });
  });
  return [...byName].flatMap(([name, { labels, index }]) => {
    if (!asIstioctl && others.length === 0 && [...OF_NODE, HOSTNAME].some((each) => labels.has(each))) return [];
    if (!asIstioctl && isSelectedEntry(context, host, labels)) return [];
    const selector = new Map([...(host.selector ?? NO_LABELS), ...labels]);
    if (pods.selected(selector, namespace).length > 0) return [];
    const sentence = `Subset ${name} of ${refText(rule)} selects no pod.`;
    return [{ code: 'IST0173' as const, subject: rule, path: `spec.subsets[${index}].labels`, sentence }];
  });
}

/** A WorkloadEntry of the namespace may stand behind the host as well. */
function isSelectedEntry({ of }: AnalysisContext, { namespace, selector = NO_LABELS }: DestinationHost, labels: Labels): boolean {
  const wanted = [...selector, ...labels];
  return of('WorkloadEntry').some(
    (entry) => entry.namespace === namespace && wanted.every(([name, value]) => (entry.spec?.labels ?? entry.labels).get(name) === value),
  );
}

/** Istio gives endpoints the region, zone, subzone and name of the Node they run on. */
function withLabelsOfNodes({ pods, others }: AnalysisContext): LabelIndex<PodLike> {
  const nodes = new Map(others.filter(({ kind }) => kind === 'Node').map((node) => [node.name, node.labels] as const));
  if (nodes.size === 0) return pods;
  return createLabelIndex(
    pods.all.map((pod) => {
      const node = nodes.get(pod.nodeName ?? '');
      if (pod.nodeName === undefined || node === undefined) return pod;
      const added = OF_NODE.flatMap((name) => (node.has(name) ? [[name, node.get(name) ?? ''] as const] : []));
      return { ...pod, labels: new Map([...pod.labels, ...added, [HOSTNAME, pod.nodeName] as const]) };
    }),
  );
}
