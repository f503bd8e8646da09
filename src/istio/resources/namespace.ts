/** Namespace: its labels decide enrolment, injection and waypoints (docs/policies.md §4.5, §4.6). */
import { partOf, text } from './reader';
import { type ResourceOf, resourceKind } from './resource';

export const namespace = resourceKind({
  group: '',
  versions: ['v1'],
  plural: 'namespaces',
  namespaced: false,
  fields: partOf({ status: partOf({ phase: text }) }),
});

export type Namespace = ResourceOf<typeof namespace>;
