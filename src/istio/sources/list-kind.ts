/** Lists one kind into its store, with the narrowest question that may answer. */

import type { KindStore } from './kind-store';
import type { KubernetesClient } from './kubernetes-client';

/** Of ConfigMaps only the mesh's are asked for: by the label Istio's chart gives them, else by name. */
const SELECTORS: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ['labelSelector=istio.io%2Frev', 'fieldSelector=metadata.name%3Distio'],
};

export interface KindListed {
  /** undefined = it failed, and the store says why. */
  readonly resourceVersion: string | undefined;
  readonly selector: string | undefined;
}

export async function listKind(client: KubernetesClient, store: KindStore, signal: AbortSignal | undefined): Promise<KindListed> {
  const selectors = SELECTORS[store.served.kind] ?? [undefined];
  for (const [index, selector] of selectors.entries()) {
    const listed = await client.list(store.served, { selector, signal });
    if (!listed.ok) {
      store.problem = listed.error.problem;
      if (listed.error.status === 403) store.forbid();
      return { resourceVersion: undefined, selector };
    }
    const { objects, resourceVersion } = listed.value;
    if (objects.length === 0 && index < selectors.length - 1) continue;
    store.problem = undefined;
    store.replace(objects);
    return { resourceVersion, selector };
  }
  return { resourceVersion: undefined, selector: undefined };
}
