/** StatefulSet: makes Pods from its template. */
import { podController } from './pod-template';
import { resourceKind } from './resource';

export const statefulSet = resourceKind({
  group: 'apps',
  versions: ['v1'],
  plural: 'statefulsets',
  namespaced: true,
  fields: podController,
});
