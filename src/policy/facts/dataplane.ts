/** Which data plane a workload is in: by what its Pods are, else by what telemetry shows, else by what labels ask for (docs/policies.md §4.7). */
import { REDIRECTION, TLS_MODE, TUNNEL } from '../../istio/label-names';
import { refText } from '../../istio/ref';
import type { Because, Dataplane, Stated } from '../model';
import type { Instance } from './instance';
import { intentOf, type NamespaceLabels, proxyRole, templatesOf } from './intent';

const PROXY = 'istio-proxy';

/** One instance that a cluster runs. */
function actualOf(instance: Instance): Stated<Dataplane> {
  const { ref, annotations, labels, containers, initContainers } = instance;
  const because = (sentence: string, path?: string): readonly Because[] => [
    { sentence, certainty: 'computed', ref, ...(path === undefined ? {} : { path }) },
  ];
  const role = proxyRole(instance);
  if (role !== undefined) return role;
  if (annotations.get(REDIRECTION) === 'enabled')
    return {
      value: 'ambient',
      certainty: 'computed',
      because: because(`ztunnel captures ${refText(ref)}.`, `metadata.annotations["${REDIRECTION}"]`),
    };
  if (templatesOf(annotations).some((each) => each.startsWith('grpc-')))
    return { value: 'unknown', certainty: 'unknown', because: because(`${refText(ref)} is proxyless gRPC, which is not evaluated.`) };
  const init = initContainers.findIndex(({ name }) => name === PROXY);
  const main = containers.findIndex(({ name }) => name === PROXY);
  if (main >= 0 && containers.length === 1)
    return {
      value: 'gateway',
      certainty: 'computed',
      because: because(`${refText(ref)} runs nothing but the proxy.`, 'spec.containers[0]'),
    };
  if (main >= 0 || init >= 0) {
    const path = main >= 0 ? `spec.containers[${main}]` : `spec.initContainers[${init}]`;
    return { value: 'sidecar', certainty: 'computed', because: because(`${refText(ref)} has the container ${PROXY}.`, path) };
  }
  if (ref.kind === 'WorkloadEntry') return actualOfEntry(instance);
  if (labels.get(TLS_MODE) === 'istio')
    return {
      value: 'sidecar',
      certainty: 'computed',
      because: because(`${refText(ref)} is labelled as one that speaks Istio mTLS.`, 'metadata.labels["security.istio.io/tlsMode"]'),
    };
  return { value: 'none', certainty: 'computed', because: because(`${refText(ref)} has no proxy and ztunnel does not capture it.`) };
}

/** A machine outside Kubernetes: only its labels tell what runs there. */
function actualOfEntry({ ref, labels }: Instance): Stated<Dataplane> {
  const because = (sentence: string): readonly Because[] => [{ sentence, certainty: 'computed', ref }];
  if (labels.get(TUNNEL) === 'http')
    return { value: 'ambient', certainty: 'computed', because: because(`${refText(ref)} is labelled as one that takes HBONE.`) };
  if (labels.get(TLS_MODE) === 'istio')
    return { value: 'sidecar', certainty: 'computed', because: because(`${refText(ref)} is labelled as one that speaks Istio mTLS.`) };
  return {
    value: 'unknown',
    certainty: 'unknown',
    because: [{ sentence: `${refText(ref)} does not say whether a proxy runs there.`, certainty: 'unknown', ref }],
  };
}

export interface StatedDataplane {
  readonly dataplane: Stated<Dataplane>;
  readonly intent?: Stated<Dataplane>;
}

/** `seen` is what telemetry shows of the workload (`dataplane-seen.ts`), if anything. */
export function dataplaneOf(
  instances: readonly Instance[],
  namespace: NamespaceLabels,
  seen: Stated<Dataplane> | undefined,
): StatedDataplane {
  const [first] = instances;
  if (first === undefined) return { dataplane: seen ?? nothingKnown };
  const intent = intentOf(first, namespace);
  const live = instances.filter((instance) => instance.live);
  if (live.length === 0) return { dataplane: seen ?? asIntended(intent), intent };
  const actual = agreed(live.map(actualOf));
  return { dataplane: actual.value === 'unknown' && seen !== undefined ? seen : actual, intent };
}

const nothingKnown: Stated<Dataplane> = {
  value: 'unknown',
  certainty: 'unknown',
  because: [
    { sentence: 'No Pod, template or WorkloadEntry of this workload is known, and telemetry does not tell.', certainty: 'unknown' },
  ],
};

/** Nothing runs yet (a bundle): what labels ask for stands in. */
function asIntended(intent: Stated<Dataplane>): Stated<Dataplane> {
  if (intent.value === 'unknown') return intent;
  const sentence = 'No running Pod is known, so what the labels ask for stands in.';
  return { value: intent.value, certainty: 'assumed', because: [...intent.because, { sentence, certainty: 'assumed' }] };
}

/** Pods of one workload may differ in the middle of a migration; then nobody can say for the workload as a whole. */
function agreed(stated: readonly Stated<Dataplane>[]): Stated<Dataplane> {
  const counts = new Map<Dataplane, number>();
  for (const { value } of stated) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [first] = stated;
  if (first !== undefined && counts.size === 1) return first;
  const shares = [...counts].map(([value, count]) => `${count} ${value}`).join(', ');
  return {
    value: 'unknown',
    certainty: 'unknown',
    because: [{ sentence: `Its ${stated.length} Pods differ: ${shares}.`, certainty: 'computed' }],
  };
}
