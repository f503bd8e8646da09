/** ConfigMap: read for the mesh's own configuration only; the values of every other one are not kept. */
import { partOf, text } from './reader';
import type { ResourceHead, ResourceKind, ResourceOf } from './resource';

const mesh = partOf({ data: partOf({ mesh: text }) });

/** `istio`, or `istio-<revision>` (docs/policies.md §0.1). */
export function isMeshConfigMap(name: string): boolean {
  return name === 'istio' || name.startsWith('istio-');
}

interface Fields {
  /** Present only on the mesh's ConfigMap. */
  readonly data?: { readonly mesh?: string };
}

export const configMap: ResourceKind<Fields> = {
  group: '',
  versions: ['v1'],
  plural: 'configmaps',
  namespaced: true,
  read: (value, at, { name }: ResourceHead) => (isMeshConfigMap(name) ? mesh(value, at) : {}),
};

export type ConfigMap = ResourceOf<typeof configMap>;
