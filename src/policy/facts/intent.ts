/** Which data plane labels ask for: ambient enrolment and sidecar injection (docs/policies.md §4.5, §4.6). */
import {
  DATAPLANE_MODE,
  GATEWAY_NAME,
  INJECT,
  INJECTION,
  MANAGED,
  MANAGED_WAYPOINT,
  NEVER_INJECTED,
  REVISION,
} from '../../istio/label-names';
import type { Labels } from '../../istio/labels';
import { type Ref, refText } from '../../istio/ref';
import type { Because, Certainty, Dataplane, Stated } from '../model';
import type { Instance } from './instance';

/** The namespace's labels; undefined = the Namespace is not among the resources. */
export type NamespaceLabels = { readonly ref: Ref; readonly labels: Labels } | undefined;

/** What an instance would become when a cluster runs it. Sidecars win over ambient, because a Pod with a sidecar is not captured. */
export function intentOf(instance: Instance, namespace: NamespaceLabels): Stated<Dataplane> {
  const proxy = proxyRole(instance);
  if (proxy !== undefined) return proxy;
  const injected = injection(instance, namespace);
  if (injected.value === 'yes') return { ...injected, value: 'sidecar' };
  const enrolled = enrolment(instance, namespace);
  if (enrolled.value === 'yes' && injected.value === 'no') return { ...enrolled, value: 'ambient' };
  if (enrolled.value === 'no' && injected.value === 'no') return said('none', 'computed', [...injected.because, ...enrolled.because]);
  return said('unknown', 'unknown', [...injected.because, ...enrolled.because]);
}

/** Gateways and waypoints are proxies by themselves; their labels say so. */
export function proxyRole({ labels, annotations, ref }: Instance): Stated<Dataplane> | undefined {
  const managed = labels.get(MANAGED);
  if (managed === MANAGED_WAYPOINT)
    return said('waypoint', 'computed', [fact(ref, `metadata.labels["${MANAGED}"]`, `${refText(ref)} is the proxy of a waypoint.`)]);
  if (managed !== undefined || labels.has(GATEWAY_NAME))
    return said('gateway', 'computed', [fact(ref, 'metadata.labels', `${refText(ref)} is the proxy of a Gateway.`)]);
  if (templatesOf(annotations).includes('gateway'))
    return said('gateway', 'computed', [
      fact(ref, 'metadata.annotations["inject.istio.io/templates"]', `${refText(ref)} is injected as a gateway.`),
    ]);
  return undefined;
}

export function templatesOf(annotations: Labels): readonly string[] {
  return (annotations.get('inject.istio.io/templates') ?? '').split(',').map((each) => each.trim());
}

type Answer = 'yes' | 'no' | 'unknown';

function injection(instance: Instance, namespace: NamespaceLabels): Stated<Answer> {
  const { ref, labels, annotations, hostNetwork } = instance;
  if (hostNetwork)
    return said('no', 'computed', [
      fact(ref, 'spec.hostNetwork', `${refText(ref)} uses the host's network, where no sidecar is injected.`),
    ]);
  if (NEVER_INJECTED.has(ref.namespace))
    return said('no', 'computed', [{ sentence: `Nothing is injected in namespace ${ref.namespace}.`, certainty: 'computed' }]);
  const own = labels.get(INJECT) ?? annotations.get(INJECT);
  const place = labels.has(INJECT) ? 'labels' : 'annotations';
  const because = fact(ref, `metadata.${place}["${INJECT}"]`, `${refText(ref)} asks for injection: ${own}.`);
  if (own === 'false') return said('no', 'computed', [because]);
  if (namespace === undefined) return said('unknown', 'unknown', [missingNamespace(ref.namespace)]);
  const general = namespace.labels.get(INJECTION);
  const revision = namespace.labels.get(REVISION);
  const fromNamespace = (path: string, sentence: string): Because => fact(namespace.ref, `metadata.labels["${path}"]`, sentence);
  if (general === 'disabled')
    return said('no', 'computed', [fromNamespace(INJECTION, `${refText(namespace.ref)} has injection disabled.`)]);
  if (own === 'true' || labels.has(REVISION)) return said('yes', 'computed', [own === 'true' ? because : revisionLabel(ref)]);
  if (general === 'enabled') return said('yes', 'computed', [fromNamespace(INJECTION, `${refText(namespace.ref)} has injection enabled.`)]);
  if (revision !== undefined)
    return said('yes', 'computed', [fromNamespace(REVISION, `${refText(namespace.ref)} is injected by revision ${revision}.`)]);
  return said('no', 'computed', [
    { sentence: `${refText(namespace.ref)} does not ask for injection.`, certainty: 'computed', ref: namespace.ref },
  ]);
}

function revisionLabel(ref: Ref): Because {
  return fact(ref, 'metadata.labels["istio.io/rev"]', `${refText(ref)} asks to be injected by a revision.`);
}

function enrolment({ ref, labels, hostNetwork }: Instance, namespace: NamespaceLabels): Stated<Answer> {
  if (hostNetwork)
    return said('no', 'computed', [
      fact(ref, 'spec.hostNetwork', `${refText(ref)} uses the host's network, where ztunnel captures nothing.`),
    ]);
  const path = `metadata.labels["${DATAPLANE_MODE}"]`;
  const own = labels.get(DATAPLANE_MODE);
  if (own !== undefined)
    return said(own === 'ambient' ? 'yes' : 'no', 'computed', [fact(ref, path, `${refText(ref)} has dataplane mode ${own}.`)]);
  if (namespace === undefined) return said('unknown', 'unknown', [missingNamespace(ref.namespace)]);
  const mode = namespace.labels.get(DATAPLANE_MODE);
  if (mode === undefined)
    return said('no', 'computed', [
      { sentence: `${refText(namespace.ref)} is not enrolled in ambient mode.`, certainty: 'computed', ref: namespace.ref },
    ]);
  return said(mode === 'ambient' ? 'yes' : 'no', 'computed', [
    fact(namespace.ref, path, `${refText(namespace.ref)} has dataplane mode ${mode}.`),
  ]);
}

function missingNamespace(namespace: string): Because {
  return { sentence: `Namespace ${namespace} is not among the resources, so its labels are not known.`, certainty: 'unknown' };
}

function said<T>(value: T, certainty: Certainty, because: readonly Because[]): Stated<T> {
  return { value, certainty, because };
}

function fact(ref: Ref, path: string, sentence: string): Because {
  return { sentence, certainty: 'computed', ref, path };
}
