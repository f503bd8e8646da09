/** Everything of a cluster that is read, once: for the command line. */
import type { Outcome } from '../../lib/outcome';
import { createInventory } from '../inventory';
import { ClusterKinds, type ClusterReading } from './cluster-kinds';
import type { KubernetesClient } from './kubernetes-client';
import { listKind } from './list-kind';
import { Turns } from './turns';

const LISTS_AT_A_TIME = 4;

/** Never rejects. Where the API did not answer at all, nothing is known of any kind and the problem says why. */
export async function readCluster(client: KubernetesClient, signal?: AbortSignal): Promise<Outcome<ClusterReading>> {
  const discovered = await client.discover(signal);
  if (!discovered.ok) {
    const problems = [discovered.error];
    return { value: { inventory: createInventory([]), problems, issues: [] }, problems };
  }
  const cluster = new ClusterKinds(discovered.value);
  const turns = new Turns(LISTS_AT_A_TIME);
  await Promise.all(cluster.stores.map((store) => turns.take(() => listKind(client, store, signal))));
  const value = cluster.reading();
  return { value, problems: value.problems };
}
