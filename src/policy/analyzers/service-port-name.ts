/** Ports of Services whose protocol is guessed, since neither their name nor appProtocol tells it (docs/policies.md §6.1). */
import { MANAGED, MANAGED_WAYPOINT } from '../../istio/label-names';
import { refText } from '../../istio/ref';
import type { Service } from '../../istio/resources/service';
import { portProtocol } from '../facts/port-protocol';
import type { Analyzer, AnalyzerMessage } from './analyzer';
import { isControlPlane } from './in-mesh';

const MANAGED_BY = new Set(['istio.io-gateway-controller', MANAGED_WAYPOINT, 'istio.io-eastwest-controller']);

/** As `istioctl` does it; outside of it Services of Kubernetes' own namespaces are left out. */
export const servicePortName: Analyzer = {
  id: 'service.PortNameAnalyzer',
  codes: ['IST0118', 'IST0150'],
  reads: ['Service'],
  onGraph: true,
  analyze: ({ of, asIstioctl }) =>
    of('Service').flatMap((service) => {
      if (isControlPlane(service) || MANAGED_BY.has(service.labels.get(MANAGED) ?? '')) return [];
      if (!asIstioctl && (service.namespace === 'kube-system' || (service.namespace === 'default' && service.name === 'kubernetes')))
        return [];
      return analyzeOne(service);
    }),
};

function analyzeOne(service: Service): readonly AnalyzerMessage[] {
  const external = service.spec?.type === 'ExternalName';
  return (service.spec?.ports ?? []).flatMap((port, index): readonly AnalyzerMessage[] => {
    const tunnel = /^(double)?hbone(-|$)/i.test(port.appProtocol ?? port.name ?? '');
    if ((tunnel || portProtocol(port) !== 'auto') && !(external && port.name === 'tcp')) return [];
    const about = { subject: service, path: `spec.ports[${index}]` };
    const named = `Port ${port.port ?? 0} of ${refText(service)} is named "${port.name ?? ''}"`;
    return external
      ? [{ ...about, code: 'IST0150', sentence: `${named}, and the Service is of type ExternalName.` }]
      : [{ ...about, code: 'IST0118', sentence: `${named}, which names no protocol: it is detected from the first bytes.` }];
  });
}
