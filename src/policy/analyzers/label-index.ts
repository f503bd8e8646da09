/** Finds what has given labels without looking at everything: each thing is filed under every pair of its labels. */
import { type Labels, selects } from '../../istio/labels';

export interface Labelled {
  readonly namespace: string;
  readonly labels: Labels;
}

export interface LabelIndex<T extends Labelled> {
  readonly all: readonly T[];
  readonly inNamespace: (namespace: string) => readonly T[];
  /** Those with all of these labels, in the order they were given; of one namespace where it is named. An empty selector selects all. */
  readonly selected: (selector: Labels, namespace?: string) => readonly T[];
}

export function createLabelIndex<T extends Labelled>(all: readonly T[]): LabelIndex<T> {
  const byNamespace = new Map<string, T[]>();
  const byPair = new Map<string, Map<string, T[]>>();
  for (const each of all) {
    push(byNamespace, each.namespace, each);
    for (const [name, value] of each.labels) {
      const byValue = byPair.get(name) ?? new Map<string, T[]>();
      byPair.set(name, byValue);
      push(byValue, value, each);
    }
  }
  const inNamespace = (namespace: string): readonly T[] => byNamespace.get(namespace) ?? [];
  return {
    all,
    inNamespace,
    selected: (selector, namespace) => {
      let fewest = namespace === undefined ? all : inNamespace(namespace);
      for (const [name, value] of selector) {
        const having = byPair.get(name)?.get(value) ?? [];
        if (having.length < fewest.length) fewest = having;
      }
      return fewest.filter((each) => (namespace === undefined || each.namespace === namespace) && selects(selector, each.labels));
    },
  };
}

export function push<K, T>(lists: Map<K, T[]>, key: K, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** "app=web,version=v1": a selector as Kubernetes prints it. */
export function selectorText(selector: Labels | undefined): string {
  return [...(selector ?? [])]
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(',');
}
