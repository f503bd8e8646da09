/** DaemonSet: makes Pods from its template. */
import { podController } from './pod-template';
import { type ResourceOf, resourceKind } from './resource';

export const daemonSet = resourceKind({ group: 'apps', versions: ['v1'], plural: 'daemonsets', namespaced: true, fields: podController });

export type DaemonSet = ResourceOf<typeof daemonSet>;
