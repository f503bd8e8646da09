/** Sidecar resources that select nothing, that contradict each other, or that nothing reads (docs/policies.md §3). */
import { DATAPLANE_MODE, INJECTION, REVISION } from '../../istio/label-names';
import { refText } from '../../istio/ref';
import type { Namespace } from '../../istio/resources/namespace';
import type { Sidecar } from '../../istio/resources/sidecar';
import { listIn } from '../../lib/list-in';
import { type AnalysisContext, type Analyzer, type AnalyzerMessage, POD_KINDS, type PodLike } from './analyzer';
import { isInAmbient } from './in-mesh';
import { selectorText } from './label-index';

/** As `istioctl` does it, but nothing about Pods where none are known. */
export const sidecarSelector: Analyzer = {
  id: 'sidecar.SelectorAnalyzer',
  codes: ['IST0101', 'IST0110', 'IST0111', 'IST0167'],
  reads: ['Sidecar', 'Namespace', ...POD_KINDS],
  onGraph: true,
  analyze: (context) => {
    const byNamespace = new Map<string, Sidecar[]>();
    const byPod = new Map<PodLike, Sidecar[]>();
    const messages: AnalyzerMessage[] = [];
    for (const sidecar of context.of('Sidecar')) {
      const selector = sidecar.spec?.workloadSelector?.labels;
      if (selector === undefined || selector.size === 0) {
        listIn(byNamespace, sidecar.namespace).push(sidecar);
        continue;
      }
      const pods = context.pods.selected(selector, sidecar.namespace);
      for (const pod of pods) listIn(byPod, pod).push(sidecar);
      if (pods.length > 0 || !context.podsAreKnown) continue;
      const sentence = `${refText(sidecar)} selects no pod: ${selectorText(selector)}.`;
      messages.push({ code: 'IST0101', subject: sidecar, path: 'spec.workloadSelector', sentence });
    }
    const told = new Set<Sidecar>();
    for (const [pod, sidecars] of byPod) messages.push(...ofPod(pod, sidecars, told));
    for (const [namespace, sidecars] of byNamespace) messages.push(...ofNamespace(context, namespace, sidecars, told));
    return messages;
  },
};

function ofPod(pod: PodLike, sidecars: readonly Sidecar[], told: Set<Sidecar>): readonly AnalyzerMessage[] {
  if (isInAmbient(pod))
    return sidecars.flatMap((sidecar) => ineffective(sidecar, `${refText(pod)}, which it selects, is in ambient mode`, told));
  return several(sidecars, 'IST0110', 'spec.workloadSelector', `Several Sidecars select ${refText(pod)}`);
}

function ofNamespace(
  { find }: AnalysisContext,
  namespace: string,
  sidecars: readonly Sidecar[],
  told: Set<Sidecar>,
): readonly AnalyzerMessage[] {
  if (isAmbient(find('Namespace', '', namespace)))
    return sidecars.flatMap((sidecar) => ineffective(sidecar, 'its namespace is in ambient mode', told));
  return several(sidecars, 'IST0111', '', `Several Sidecars are for all of namespace ${namespace}`);
}

/** One message for each of several; none for a single one. */
function several(sidecars: readonly Sidecar[], code: AnalyzerMessage['code'], path: string, start: string): readonly AnalyzerMessage[] {
  if (sidecars.length < 2) return [];
  const named = sidecars
    .map((each) => refText(each))
    .sort()
    .join(', ');
  return sidecars.map((subject) => ({ code, subject, path, sentence: `${start}: ${named}.` }));
}

function ineffective(sidecar: Sidecar, why: string, told: Set<Sidecar>): readonly AnalyzerMessage[] {
  if (told.has(sidecar)) return [];
  told.add(sidecar);
  return [{ code: 'IST0167', subject: sidecar, path: '', sentence: `${refText(sidecar)} has no effect: ${why}.` }];
}

/** A label that asks for sidecars goes before the one for ambient. */
function isAmbient(namespace: Namespace | undefined): boolean {
  if (namespace === undefined) return false;
  const { labels } = namespace;
  if (labels.get(INJECTION) === 'enabled' || (labels.get(REVISION) ?? '') !== '') return false;
  return labels.get(DATAPLANE_MODE) === 'ambient';
}
