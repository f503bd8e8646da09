/** DaemonSet: makes Pods from its template. */
import { podController } from './pod-template';
import { resourceKind } from './resource';

export const daemonSet = resourceKind({ group: 'apps', versions: ['v1'], plural: 'daemonsets', namespaced: true, fields: podController });
