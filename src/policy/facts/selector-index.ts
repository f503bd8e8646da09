/** Finds what selects given labels without looking at everything: each selector is filed under one of its pairs. */
import { type Labels, selects } from '../../istio/labels';
import { listIn } from '../../lib/list-in';

export interface SelectorIndex<T> {
  /** What selects these labels, in the order it was given. */
  readonly selecting: (labels: Labels) => readonly T[];
}

/** An empty selector selects everything. */
export function createSelectorIndex<T>(entries: Iterable<readonly [Labels, T]>): SelectorIndex<T> {
  const general: Entry<T>[] = [];
  const byPair = new Map<string, Map<string, Entry<T>[]>>();
  let order = 0;
  for (const [selector, value] of entries) {
    const entry: Entry<T> = { order, selector, value };
    order += 1;
    const pair = narrowest(selector);
    if (pair === undefined) general.push(entry);
    else listIn(valuesOf(byPair, pair[0]), pair[1]).push(entry);
  }
  return {
    selecting: (labels) => {
      const found = [...general];
      for (const [name, value] of labels)
        for (const entry of byPair.get(name)?.get(value) ?? []) if (selects(entry.selector, labels)) found.push(entry);
      return found.sort((a, b) => a.order - b.order).map(({ value }) => value);
    },
  };
}

interface Entry<T> {
  readonly order: number;
  readonly selector: Labels;
  readonly value: T;
}

/** Names of versions and environments are shared by many selectors; the longest value is the likeliest to be its own. */
function narrowest(selector: Labels): readonly [string, string] | undefined {
  let best: readonly [string, string] | undefined;
  for (const pair of selector) if (best === undefined || pair[1].length > best[1].length) best = pair;
  return best;
}

function valuesOf<T>(byPair: Map<string, Map<string, T[]>>, name: string): Map<string, T[]> {
  const byValue = byPair.get(name) ?? new Map<string, T[]>();
  byPair.set(name, byValue);
  return byValue;
}
