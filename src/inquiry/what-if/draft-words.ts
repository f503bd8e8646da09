/** Names that a draft may mention, as traffic and configuration have them: for those who help writing. */
import { serviceHost } from '../../istio/host';
import type { Inventory } from '../../istio/inventory';
import { meshConfigOf } from '../../istio/mesh-config';
import { principalIn, withoutScheme } from '../../policy/facts/principal';
import type { Observation, ObservedCall } from '../../policy/observation';

/** Each list sorted and without repetition, at most `MOST_WORDS` long. */
export interface DraftWords {
  readonly namespaces: readonly string[];
  /** "shop/cart": called in the window. */
  readonly workloads: readonly string[];
  /** "shop/cart": called by their name. */
  readonly services: readonly string[];
  /** "cluster.local/ns/shop/sa/web": observed, or of a ServiceAccount. */
  readonly principals: readonly string[];
  /** "shop/web". */
  readonly serviceAccounts: readonly string[];
  /** Full names of services, and hosts that ServiceEntries bring. */
  readonly hosts: readonly string[];
  /** Label → its values on workloads. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
}

/** A list somebody chooses from while writing; the rest is found by writing on. */
export const MOST_WORDS = 2000;

/** Labels that a controller makes up for each of its Pods select nothing one would write. */
const MADE_UP = new Set(['pod-template-hash', 'controller-revision-hash', 'statefulset.kubernetes.io/pod-name']);

export function draftWords(inventory: Inventory, { calls }: Observation): DraftWords {
  const { trustDomain } = meshConfigOf(inventory);
  const accounts = inventory.of('ServiceAccount');
  return {
    namespaces: sorted([...inventory.of('Namespace').map(({ name }) => name), ...calls.flatMap(namespacesOf)]),
    workloads: sorted(calls.flatMap(({ destination }) => given(fullName(destination.namespace, destination.workload)))),
    services: sorted(calls.flatMap(({ service }) => given(fullName(service?.namespace, service?.name)))),
    principals: sorted([
      ...calls.flatMap(principalsOf),
      ...accounts.map(({ namespace, name }) => principalIn(trustDomain, namespace, name)),
    ]),
    serviceAccounts: sorted(accounts.map(({ namespace, name }) => `${namespace}/${name}`)),
    hosts: sorted([
      ...inventory.of('Service').map(({ name, namespace }) => serviceHost(name, namespace)),
      ...inventory.of('ServiceEntry').flatMap(({ spec }) => spec?.hosts ?? []),
    ]),
    labels: labelsOf(inventory),
  };
}

const sorted = (words: readonly string[]): readonly string[] => [...new Set(words)].toSorted().slice(0, MOST_WORDS);
const given = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value]);

const fullName = (namespace: string | undefined, name: string | undefined): string | undefined =>
  namespace === undefined || name === undefined ? undefined : `${namespace}/${name}`;

const namespacesOf = ({ source, destination }: ObservedCall): readonly string[] =>
  [source, destination].flatMap(({ namespace }) => given(namespace));

const principalsOf = ({ source, destination }: ObservedCall): readonly string[] =>
  [source, destination].flatMap(({ principal }) => given(principal).map(withoutScheme));

function labelsOf(inventory: Inventory): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, Set<string>>();
  const controllers = [...inventory.of('Deployment'), ...inventory.of('StatefulSet'), ...inventory.of('DaemonSet')];
  const labelled = [...controllers.map(({ spec }) => spec?.template?.metadata?.labels), ...inventory.of('Pod').map(({ labels }) => labels)];
  for (const labels of labelled)
    for (const [name, value] of labels ?? []) if (!MADE_UP.has(name)) values.set(name, (values.get(name) ?? new Set()).add(value));
  return new Map(sorted([...values.keys()]).map((name) => [name, sorted([...(values.get(name) ?? [])])]));
}
