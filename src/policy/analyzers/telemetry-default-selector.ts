/** Several Telemetry resources for all of one namespace: only the oldest counts (docs/policies.md §3). */
import { refText } from '../../istio/ref';
import { targetReferences } from '../../istio/resources/policy-target';
import type { Telemetry } from '../../istio/resources/telemetry';
import { listIn } from '../../lib/list-in';
import type { Analyzer } from './analyzer';

/** `istioctl` counts those with targetRefs as well, which are for those targets alone. */
export const telemetryDefaultSelector: Analyzer = {
  id: 'telemetry.DefaultSelectorAnalyzer',
  codes: ['IST0160'],
  reads: ['Telemetry'],
  onGraph: true,
  analyze: ({ of, asIstioctl }) => {
    const byNamespace = new Map<string, Telemetry[]>();
    for (const telemetry of of('Telemetry')) {
      const { spec = {} } = telemetry;
      if (spec.selector !== undefined || (!asIstioctl && targetReferences(spec).length > 0)) continue;
      listIn(byNamespace, telemetry.namespace).push(telemetry);
    }
    return [...byNamespace].flatMap(([namespace, telemetries]) => {
      if (telemetries.length < 2) return [];
      const sentence = `Several Telemetries are for all of namespace ${namespace}: ${telemetries
        .map((each) => refText(each))
        .sort()
        .join(', ')}.`;
      return telemetries.map((telemetry) => ({ code: 'IST0160' as const, subject: telemetry, path: '', sentence }));
    });
  },
};
