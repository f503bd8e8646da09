/** ReplicaSet: makes Pods from its template. */
import { podController } from './pod-template';
import { resourceKind } from './resource';

export const replicaSet = resourceKind({ group: 'apps', versions: ['v1'], plural: 'replicasets', namespaced: true, fields: podController });
