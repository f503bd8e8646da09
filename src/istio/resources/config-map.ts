/** ConfigMap: read for the mesh's own configuration and one setting of the injector; the values of every other one are not kept. */
import { isRecord, partOf, text } from './reader';
import type { ResourceHead, ResourceKind, ResourceOf } from './resource';

const mesh = partOf({ data: partOf({ mesh: text }) });

/** `istio`, or `istio-<revision>` (docs/policies.md §0.1). */
export function isMeshConfigMap(name: string): boolean {
  return name === 'istio' || name.startsWith('istio-');
}

const INJECTOR = 'istio-sidecar-injector';

/** Name of the injector's ConfigMap for a revision; "" and "default" are the one without. */
export function injectorConfigMap(revision: string): string {
  return revision === '' || revision === 'default' ? INJECTOR : `${INJECTOR}-${revision}`;
}

interface Fields {
  /** Present only on the mesh's ConfigMap. */
  readonly data?: { readonly mesh?: string };
  /** `sidecarInjectorWebhook.enableNamespacesByDefault` of the injector's ConfigMap, where it says so (docs/policies.md §4.6). */
  readonly injectsByDefault?: boolean;
}

function injectorFields(value: unknown): Fields {
  const data = isRecord(value) && isRecord(value.data) ? value.data : {};
  try {
    const values: unknown = typeof data.values === 'string' ? JSON.parse(data.values) : undefined;
    const webhook = isRecord(values) ? values.sidecarInjectorWebhook : undefined;
    const byDefault = isRecord(webhook) ? webhook.enableNamespacesByDefault : undefined;
    return typeof byDefault === 'boolean' ? { injectsByDefault: byDefault } : {};
  } catch {
    return {};
  }
}

export const configMap: ResourceKind<Fields> = {
  group: '',
  versions: ['v1'],
  plural: 'configmaps',
  namespaced: true,
  read: (value, at, { name }: ResourceHead) => {
    if (name === INJECTOR || name.startsWith(`${INJECTOR}-`)) return injectorFields(value);
    return isMeshConfigMap(name) ? mesh(value, at) : {};
  },
};

export type ConfigMap = ResourceOf<typeof configMap>;
