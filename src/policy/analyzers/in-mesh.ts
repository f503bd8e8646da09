/** Whether a Pod is in the mesh, as `istioctl analyze` tells. */
import { INJECT, INJECTION, REDIRECTION } from '../../istio/label-names';
import type { Labels } from '../../istio/labels';
import type { AnalysisContext, PodLike } from './analyzer';

/** A container `istio-proxy`, else the label, else the annotation, else the namespace's `istio-injection`. */
export function isInjected({ find }: AnalysisContext, pod: Pick<PodLike, 'namespace' | 'labels' | 'annotations' | 'containers'>): boolean {
  if (hasProxy(pod)) return true;
  const asked = pod.labels.get(INJECT) ?? pod.annotations.get(INJECT);
  if (asked !== undefined) return asked === 'true';
  return find('Namespace', '', pod.namespace)?.labels.get(INJECTION) === 'enabled';
}

/** The first container `istio-proxy` names an image. */
export function hasProxy({ containers }: Pick<PodLike, 'containers'>): boolean {
  return (containers.find(({ name }) => name === 'istio-proxy')?.image ?? '') !== '';
}

export function isInAmbient({ annotations }: Pick<PodLike, 'annotations'>): boolean {
  return annotations.get(REDIRECTION) === 'enabled';
}

/** Parts of Istio itself, by their labels. */
export function isControlPlane({ labels }: { readonly labels: Labels }): boolean {
  return labels.has('istio') || labels.get('release') === 'istio';
}
