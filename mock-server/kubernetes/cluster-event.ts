import type { KubernetesObject } from './object';

/** Something that happened to an object of a cluster. */
export interface ClusterEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly revision: number;
  readonly key: string;
  readonly object: KubernetesObject;
}
