/** The workloads that a destination of a route leads to: those behind its Service that have the subset's labels (docs/policies.md §4.2). */
import { canonicalApp, canonicalVersion } from '../../istio/canonical-names';
import { serviceHost } from '../../istio/host';
import type { Inventory } from '../../istio/inventory';
import { type Labels, NO_LABELS, selects } from '../../istio/labels';
import { listIn } from '../../lib/list-in';
import { collectInstances } from '../facts/collect-instances';
import type { RouteShare, WorkloadKey } from '../model';

/** As telemetry would name it. */
export interface ShareWorkload {
  readonly key: WorkloadKey;
  readonly namespace: string;
  readonly workload: string;
  readonly app: string;
  readonly version?: string;
}

/** Sorted by key; empty = none, or the resources do not tell. */
export type WorkloadsOfShare = (share: Pick<RouteShare, 'host' | 'labels'>) => readonly ShareWorkload[];

interface Backing {
  readonly found: ShareWorkload;
  readonly labels: Labels;
}

export function createWorkloadsOfShare(inventory: Inventory): WorkloadsOfShare {
  const byNamespace = new Map<string, Backing[]>();
  for (const { key, namespace, name, instances } of collectInstances(inventory).values())
    for (const { labels } of instances) {
      const version = canonicalVersion(labels);
      const found = { key, namespace, workload: name, app: canonicalApp(labels) ?? name, ...(version !== undefined && { version }) };
      listIn(byNamespace, namespace).push({ found, labels });
    }
  const services = new Map(inventory.of('Service').map((service) => [serviceHost(service.name, service.namespace), service]));
  return ({ host, labels: subset }) => {
    const service = services.get(host);
    const selector = service?.spec?.selector;
    if (service === undefined || selector === undefined || selector.size === 0) return [];
    const behind = (byNamespace.get(service.namespace) ?? []).filter(
      ({ labels }) => selects(selector, labels) && selects(subset ?? NO_LABELS, labels),
    );
    const byKey = new Map(behind.map(({ found }) => [found.key, found]));
    return [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  };
}
