/** Telemetry resources that select nothing, or the same workload (docs/policies.md §3). */
import { refText } from '../../istio/ref';
import type { Telemetry } from '../../istio/resources/telemetry';
import { listIn } from '../../lib/list-in';
import { type Analyzer, type AnalyzerMessage, POD_KINDS, type PodLike } from './analyzer';
import { selectorText } from './label-index';

/** As `istioctl` does it, but nothing where no Pods are known. */
export const telemetrySelector: Analyzer = {
  id: 'telemetry.SelectorAnalyzer',
  codes: ['IST0101', 'IST0159'],
  reads: ['Telemetry', ...POD_KINDS],
  onGraph: true,
  analyze: ({ of, pods, podsAreKnown }) => {
    const byPod = new Map<PodLike, Telemetry[]>();
    const messages: AnalyzerMessage[] = [];
    for (const telemetry of of('Telemetry')) {
      const selector = telemetry.spec?.selector?.matchLabels;
      if (selector === undefined || selector.size === 0) continue;
      const selected = pods.selected(selector, telemetry.namespace);
      for (const pod of selected) listIn(byPod, pod).push(telemetry);
      if (selected.length > 0 || !podsAreKnown) continue;
      const sentence = `${refText(telemetry)} selects no pod: ${selectorText(selector)}.`;
      messages.push({ code: 'IST0101', subject: telemetry, path: 'spec.selector', sentence });
    }
    for (const [pod, telemetries] of byPod) {
      if (telemetries.length < 2) continue;
      const sentence = `Several Telemetries select ${refText(pod)}: ${telemetries
        .map((each) => refText(each))
        .sort()
        .join(', ')}.`;
      for (const telemetry of telemetries) messages.push({ code: 'IST0159', subject: telemetry, path: 'spec.selector', sentence });
    }
    return messages;
  },
};
