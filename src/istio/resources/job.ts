/** Job: makes Pods from its template until they have succeeded. */
import { podController } from './pod-template';
import { resourceKind } from './resource';

export const job = resourceKind({ group: 'batch', versions: ['v1'], plural: 'jobs', namespaced: true, fields: podController });
