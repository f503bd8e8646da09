/** ServiceAccount: the identity workloads run as (docs/policies.md §0.5). Its secrets' names are not read. */
import { partOf } from './reader';
import { resourceKind } from './resource';

export const serviceAccount = resourceKind({
  group: '',
  versions: ['v1'],
  plural: 'serviceaccounts',
  namespaced: true,
  fields: partOf({}),
});
