/** The PeerAuthentications that may count for a workload, by scope (docs/policies.md §1.1). */
import type { Inventory } from '../../istio/inventory';
import { type Labels, NO_LABELS } from '../../istio/labels';
import { compareByAge } from '../../istio/ref';
import type { PeerAuthentication } from '../../istio/resources/peer-authentication';
import { listIn } from '../../lib/list-in';
import { createSelectorIndex, type SelectorIndex } from '../facts/selector-index';

/** Who wins a scope: istiod's choice for what is known first, then those that would win if missing creation times or labels had it so. */
export type Candidates = readonly [PeerAuthentication | undefined, ...(PeerAuthentication | undefined)[]];

export interface Scopes {
  readonly mesh: Candidates;
  readonly namespace: Candidates;
  readonly workload: Candidates;
}

export interface SelectedWorkload {
  readonly namespace: string;
  readonly labels: Labels;
  /** False where it may have further labels. */
  readonly labelsComplete?: boolean;
}

export interface PeerAuthentications {
  readonly scopesOf: (workload: SelectedWorkload) => Scopes;
  /** All that a namespace has without labels to select by, in istiod's order. */
  readonly namespaceWide: (namespace: string) => readonly PeerAuthentication[];
  /** All that select by labels, in istiod's order; those of the root namespace are ignored by istiod. */
  readonly selecting: (namespace: string) => readonly PeerAuthentication[];
  readonly namespaces: readonly string[];
}

interface OfNamespace {
  readonly wide: readonly PeerAuthentication[];
  readonly wideWinners: Candidates;
  readonly selecting: readonly PeerAuthentication[];
  readonly bySelector: SelectorIndex<PeerAuthentication>;
}

const NOBODY: Candidates = [undefined];

/** A missing selector and one without labels are the same here; ambient tells them apart (`ambient-conversion.ts`). */
export function selectorOf({ spec }: PeerAuthentication): Labels {
  return spec?.selector?.matchLabels ?? NO_LABELS;
}

export function createPeerAuthentications(inventory: Inventory, rootNamespace: string): PeerAuthentications {
  const lists = new Map<string, PeerAuthentication[]>();
  for (const policy of inventory.of('PeerAuthentication')) {
    listIn(lists, policy.namespace).push(policy);
  }
  const byNamespace = new Map([...lists].map(([namespace, list]) => [namespace, indexNamespace(list.sort(compareByAge))]));
  const wideWinners = (namespace: string): Candidates => byNamespace.get(namespace)?.wideWinners ?? NOBODY;
  return {
    scopesOf: (workload) => {
      const own = workload.namespace === rootNamespace ? undefined : byNamespace.get(workload.namespace);
      return {
        mesh: wideWinners(rootNamespace),
        namespace: own?.wideWinners ?? NOBODY,
        workload: own === undefined ? NOBODY : selectedBy(own, workload),
      };
    },
    namespaceWide: (namespace) => byNamespace.get(namespace)?.wide ?? [],
    selecting: (namespace) => byNamespace.get(namespace)?.selecting ?? [],
    namespaces: [...byNamespace.keys()],
  };
}

function indexNamespace(ordered: readonly PeerAuthentication[]): OfNamespace {
  const wide = ordered.filter((policy) => selectorOf(policy).size === 0);
  const selecting = ordered.filter((policy) => selectorOf(policy).size > 0);
  return {
    wide,
    wideWinners: winners(wide, []),
    selecting,
    bySelector: createSelectorIndex(selecting.map((policy) => [selectorOf(policy), policy])),
  };
}

function selectedBy(own: OfNamespace, { labels, labelsComplete = true }: SelectedWorkload): Candidates {
  const certain = own.bySelector.selecting(labels);
  if (labelsComplete) return winners(certain, []);
  const possible = own.selecting.filter(
    (policy) =>
      !certain.includes(policy) && [...selectorOf(policy)].every(([name, value]) => !labels.has(name) || labels.get(name) === value),
  );
  return winners(certain, possible);
}

/** `certain` select the workload, `possible` may; both in istiod's order. Any without creation time may be the oldest. */
function winners(certain: readonly PeerAuthentication[], possible: readonly PeerAuthentication[]): Candidates {
  const [choice, ...others] = certain;
  const undated = others.filter(({ createdSeconds }) => createdSeconds === undefined);
  const upsets = possible.filter(
    (policy) => policy.createdSeconds === undefined || choice === undefined || compareByAge(policy, choice) < 0,
  );
  return [choice, ...undated, ...upsets];
}
