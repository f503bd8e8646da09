/** Deployment: makes Pods from its template. */
import { podController } from './pod-template';
import { type ResourceOf, resourceKind } from './resource';

export const deployment = resourceKind({ group: 'apps', versions: ['v1'], plural: 'deployments', namespaced: true, fields: podController });

export type Deployment = ResourceOf<typeof deployment>;
