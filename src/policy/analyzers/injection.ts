/** Namespaces and Pods whose way into the mesh is not clear (docs/policies.md §4.6). */
import { DATAPLANE_MODE, INJECT, INJECTION, NEVER_INJECTED, REVISION } from '../../istio/label-names';
import { refText } from '../../istio/ref';
import { injectorConfigMap } from '../../istio/resources/config-map';
import type { Namespace } from '../../istio/resources/namespace';
import { type AnalysisContext, type Analyzer, type AnalyzerMessage, POD_KINDS, type PodLike } from './analyzer';
import { hasProxy, isInAmbient } from './in-mesh';

/**
 * `istioctl` looks at Pods of namespaces with `istio-injection=enabled` only, keeps the injector's default of one namespace for the next, and
 * takes kube-system for any other namespace; else a revision injects too, Pods must run, a container without image is one, and namespaces of
 * Kubernetes and of the control plane are left out.
 */
export const injection: Analyzer = {
  id: 'injection.Analyzer',
  codes: ['IST0102', 'IST0103', 'IST0123', 'IST0148'],
  reads: ['Namespace', 'ConfigMap', ...POD_KINDS],
  onGraph: true,
  analyze: (context) => {
    const injected = new Set<string>();
    const defaults = injectorDefaults(context);
    let byDefault = false;
    const messages: AnalyzerMessage[] = [];
    for (const namespace of context.of('Namespace')) {
      if (namespace.name === 'istio-system' || (!context.asIstioctl && isOutside(context, namespace))) continue;
      const several = severalLabels(namespace);
      if (several !== undefined) messages.push(several);
      if (namespace.labels.get(DATAPLANE_MODE) === 'ambient') continue;
      byDefault = defaults.get(injectorConfigMap(namespace.labels.get(REVISION) ?? '')) ?? (context.asIstioctl ? byDefault : false);
      const legacy = namespace.labels.get(INJECTION) ?? '';
      if (legacy === '' && !namespace.labels.has(REVISION)) messages.push(unlabelled(namespace, byDefault));
      else if (legacy === 'enabled' || (legacy === '' && !context.asIstioctl)) injected.add(namespace.name);
    }
    for (const pod of context.pods.all) if (injected.has(pod.namespace) && lacksProxy(context, pod)) messages.push(withoutProxy(pod));
    return messages;
  },
};

function isOutside({ mesh }: AnalysisContext, { name }: Namespace): boolean {
  return NEVER_INJECTED.has(name) || name === mesh.rootNamespace;
}

function severalLabels(namespace: Namespace): AnalyzerMessage | undefined {
  const { labels } = namespace;
  const legacy = labels.get(INJECTION);
  const asked = [REVISION, DATAPLANE_MODE].filter((name) => labels.has(name) && (legacy === undefined || legacy === 'enabled'));
  const all = [...(legacy === undefined ? [] : [INJECTION]), ...asked].map((name) => `${name}=${labels.get(name)}`);
  if (all.length < 2) return undefined;
  const sentence = `${refText(namespace)} has several labels that bring its Pods into the mesh: ${all.join(', ')}.`;
  return { code: 'IST0123', subject: namespace, path: 'metadata.labels', sentence };
}

/** By name of the ConfigMap; the first of a name counts. */
function injectorDefaults({ of }: AnalysisContext): ReadonlyMap<string, boolean> {
  return new Map(
    of('ConfigMap')
      .map(({ name, injectsByDefault = false }) => [name, injectsByDefault] as const)
      .toReversed(),
  );
}

function unlabelled(namespace: Namespace, byDefault: boolean): AnalyzerMessage {
  const about = { subject: namespace, path: 'metadata.labels' };
  if (byDefault)
    return { ...about, code: 'IST0148', sentence: `${refText(namespace)} is injected because the injector does so by default.` };
  return { ...about, code: 'IST0102', sentence: `${refText(namespace)} does not say whether its Pods are in the mesh: they are not.` };
}

function lacksProxy({ asIstioctl, inventory }: AnalysisContext, pod: PodLike): boolean {
  const asked = pod.labels.get(INJECT) ?? pod.annotations.get(INJECT) ?? '';
  if (asked.toLowerCase() === 'false' || pod.hostNetwork) return false;
  if (asIstioctl) return !hasProxy(pod);
  const injected = pod.containers.some(({ name }) => name === 'istio-proxy') || pod.annotations.has('sidecar.istio.io/status');
  return !injected && !isInAmbient(pod) && inventory.find('Pod', pod.namespace, pod.name)?.status?.phase === 'Running';
}

function withoutProxy(pod: PodLike): AnalyzerMessage {
  const sentence = `${refText(pod)} has no proxy, though its namespace asks for one: mutual TLS and policies do not hold there.`;
  return { code: 'IST0103', subject: pod, path: 'spec.containers', sentence };
}
