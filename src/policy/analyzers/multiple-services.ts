/** Deployments behind several Services that contradict each other about a port. */
import { MANAGED, MANAGED_WAYPOINT } from '../../istio/label-names';
import { type Labels, NO_LABELS } from '../../istio/labels';
import { refText } from '../../istio/ref';
import type { Deployment } from '../../istio/resources/deployment';
import type { Service } from '../../istio/resources/service';
import { listIn } from '../../lib/list-in';
import { createSelectorIndex, type SelectorIndex } from '../facts/selector-index';
import type { AnalysisContext, Analyzer, AnalyzerMessage } from './analyzer';
import { isInjected } from './in-mesh';

/** As `istioctl` does it. */
export const multipleServices: Analyzer = {
  id: 'deployment.MultiServiceAnalyzer',
  codes: ['IST0116', 'IST0137'],
  reads: ['Service', 'Deployment', 'Namespace'],
  onGraph: false,
  analyze: (context) => {
    const services = indexServices(context);
    return context.of('Deployment').flatMap((deployment) => {
      if (deployment.labels.get(MANAGED) === MANAGED_WAYPOINT || !isInMesh(context, deployment)) return [];
      const labels = deployment.spec?.template?.metadata?.labels ?? NO_LABELS;
      const behind = services.get(deployment.namespace)?.selecting(labels) ?? [];
      return [...protocols(deployment, behind), ...targets(deployment, behind)];
    });
  },
};

function indexServices({ of }: AnalysisContext): ReadonlyMap<string, SelectorIndex<Service>> {
  const byNamespace = new Map<string, (readonly [Labels, Service])[]>();
  for (const service of of('Service')) {
    const { selector = NO_LABELS } = service.spec ?? {};
    if (selector.size > 0) listIn(byNamespace, service.namespace).push([selector, service] as const);
  }
  return new Map([...byNamespace].map(([namespace, list]) => [namespace, createSelectorIndex(list)]));
}

function isInMesh(context: AnalysisContext, { namespace, spec }: Deployment): boolean {
  const { metadata, spec: pod } = spec?.template ?? {};
  const { labels = NO_LABELS, annotations = NO_LABELS } = metadata ?? {};
  return isInjected(context, { namespace, labels, annotations, containers: pod?.containers ?? [] });
}

function protocols(deployment: Deployment, services: readonly Service[]): readonly AnalyzerMessage[] {
  const byPort = new Map<number, Map<string, Service[]>>();
  for (const service of services)
    for (const { port = 0, protocol = '' } of service.spec?.ports ?? []) {
      const byProtocol = byPort.get(port) ?? new Map<string, Service[]>();
      byPort.set(port, byProtocol);
      listIn(byProtocol, protocol === '' ? 'TCP' : protocol).push(service);
    }
  return [...byPort].flatMap(([port, byProtocol]) => {
    if (byProtocol.size < 2) return [];
    const named = [...byProtocol.values()].flat().map((each) => refText(each));
    const sentence = `${refText(deployment)} stands behind Services with different protocols on port ${port}: ${named.sort().join(', ')}.`;
    return [{ code: 'IST0116' as const, subject: deployment, path: '', sentence }];
  });
}

function targets(deployment: Deployment, services: readonly Service[]): readonly AnalyzerMessage[] {
  const byTarget = new Map<string, Map<number, Service>>();
  for (const service of services)
    for (const { port = 0, targetPort = 0 } of service.spec?.ports ?? []) {
      const target = targetPort === 0 || targetPort === '' || targetPort === '0' ? String(port) : String(targetPort);
      const byPort = byTarget.get(target) ?? new Map<number, Service>();
      byTarget.set(target, byPort);
      byPort.set(port, service);
    }
  return [...byTarget].flatMap(([target, byPort]) => {
    if (byPort.size < 2) return [];
    const named = [...byPort].map(([port, service]) => `port ${port} of ${refText(service)}`);
    const sentence = `Different ports lead to port ${target} of ${refText(deployment)}: ${named.join(', ')}.`;
    return [{ code: 'IST0137' as const, subject: deployment, path: '', sentence }];
  });
}
