/** Changes somebody made to a cluster, as they stand in the mock's change log. */
import type { WorldOptions } from '../series';
import { kindOf, listKey } from './kinds';
import { field, isKubernetesObject, isRecord, type KubernetesObject, numberAt, textAt } from './object';

/** The kind of such an entry in the change log. */
export const kubernetesChange = 'kubernetes';

export interface KubernetesChange {
  readonly atMs: number;
  /** Grows with every change, as an API server's resource version does; at least the moment in ms. */
  readonly revision: number;
  readonly key: string;
  /** The object as it was left; absent = deleted. */
  readonly object?: KubernetesObject;
}

/** `group/plural/namespace/name`; objects of kinds that are not served have the key of nothing. */
export function objectKey(object: KubernetesObject): string {
  const kind = kindOf(object);
  return kind === undefined ? '' : `${listKey(kind)}/${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

/** The changes of one scenario's cluster, oldest first; entries of another shape are none. */
export function kubernetesChanges(changes: WorldOptions['changes'], scenario: string): readonly KubernetesChange[] {
  const found: KubernetesChange[] = [];
  for (const { kind, atMs, value } of changes) {
    if (kind !== kubernetesChange || !isRecord(value) || value.scenario !== scenario) continue;
    const key = textAt(value, 'key');
    const object = field(value, 'object');
    if (key === undefined || (object !== undefined && !isKubernetesObject(object))) continue;
    const revision = numberAt(value, 'revision') ?? atMs;
    found.push({ atMs, revision, key, ...(object === undefined ? {} : { object }) });
  }
  return found.sort((a, b) => a.revision - b.revision);
}
