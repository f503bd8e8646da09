/** Ports of Gateways that no Service leads to (docs/policies.md §4.3). */
import { NO_LABELS } from '../../istio/labels';
import { refText } from '../../istio/ref';
import type { Gateway } from '../../istio/resources/gateway';
import { type AnalysisContext, type Analyzer, type AnalyzerMessage, POD_KINDS, type PodLike } from './analyzer';
import { selectorText } from './label-index';

/**
 * In `istioctl` a port counts only where its protocol is written TCP, and a named target port stands for the port of the Service; else TCP is
 * the default and the name is looked up in the pod. Without Pods (or templates) and Services nothing can be said.
 */
export const gatewayPort: Analyzer = {
  id: 'gateway.IngressGatewayPortAnalyzer',
  codes: ['IST0101', 'IST0162'],
  reads: ['Gateway', 'Service', ...POD_KINDS],
  onGraph: true,
  analyze: (context) => {
    if (!context.podsAreKnown) return [];
    return context.of('Gateway').flatMap((gateway) => analyzeOne(context, gateway));
  },
};

function analyzeOne(context: AnalysisContext, gateway: Gateway): readonly AnalyzerMessage[] {
  const selector = gateway.spec?.selector ?? NO_LABELS;
  const pods = context.pods.selected(selector);
  if (pods.length === 0)
    return [
      {
        code: 'IST0101',
        subject: gateway,
        path: 'spec.selector',
        sentence: `${refText(gateway)} selects no pod: ${selectorText(selector)}.`,
      },
    ];
  if (!context.known('Service')) return [];
  const ports = new Set(pods.flatMap((pod) => portsBehindServices(context, pod)));
  return (gateway.spec?.servers ?? []).flatMap(({ port }, index) => {
    if (port === undefined || ports.has(port.number ?? 0)) return [];
    const sentence = `${refText(gateway)} listens on port ${port.number ?? 0}, to which no Service of its pods leads.`;
    return [{ code: 'IST0162' as const, subject: gateway, path: `spec.servers[${index}].port.number`, sentence, placeless: true as const }];
  });
}

function portsBehindServices({ servicesSelecting, asIstioctl }: AnalysisContext, pod: PodLike): readonly number[] {
  return servicesSelecting(pod).flatMap(({ spec }) =>
    (spec?.ports ?? []).flatMap(({ protocol = asIstioctl ? '' : 'TCP', port = 0, targetPort = 0 }) => {
      if (protocol !== 'TCP') return [];
      const number = typeof targetPort === 'number' ? targetPort : numberOf(targetPort);
      if (number !== 0) return [number];
      const named = asIstioctl || typeof targetPort === 'number' ? undefined : containerPort(pod, targetPort);
      return [named ?? port];
    }),
  );
}

function numberOf(text: string): number {
  return /^[+-]?\d+$/.test(text) ? Number.parseInt(text, 10) : 0;
}

function containerPort({ containers }: PodLike, name: string): number | undefined {
  for (const { ports = [] } of containers) for (const port of ports) if (port.name === name) return port.containerPort;
  return undefined;
}
