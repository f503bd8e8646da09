/** Finds what has given labels without looking at everything: things are filed by the value of each label that a selector names. */
import { type Labels, selects } from '../../istio/labels';
import { listIn } from '../../lib/list-in';

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
  for (const each of all) listIn(byNamespace, each.namespace).push(each);
  const byName = new Map<string, ReadonlyMap<string, readonly T[]>>();
  // Labels that no selector names are never filed.
  const having = (name: string, value: string): readonly T[] => {
    const known = byName.get(name) ?? byValueOf(all, name);
    byName.set(name, known);
    return known.get(value) ?? [];
  };
  const inNamespace = (namespace: string): readonly T[] => byNamespace.get(namespace) ?? [];
  return {
    all,
    inNamespace,
    selected: (selector, namespace) => {
      let fewest = namespace === undefined ? all : inNamespace(namespace);
      for (const [name, value] of selector) {
        const found = having(name, value);
        if (found.length < fewest.length) fewest = found;
      }
      return fewest.filter((each) => (namespace === undefined || each.namespace === namespace) && selects(selector, each.labels));
    },
  };
}

function byValueOf<T extends Labelled>(all: readonly T[], name: string): ReadonlyMap<string, readonly T[]> {
  const byValue = new Map<string, T[]>();
  for (const each of all) {
    const value = each.labels.get(name);
    if (value !== undefined) listIn(byValue, value).push(each);
  }
  return byValue;
}

/** "app=web,version=v1": a selector as Kubernetes prints it. */
export function selectorText(selector: Labels | undefined): string {
  return [...(selector ?? [])]
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(',');
}
