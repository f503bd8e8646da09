/** VirtualService: where requests to a host go (docs/policies.md §4.1). */
import { type ResourceOf, resourceKind } from './resource';
import { checkVirtualService } from './virtual-service-check';
import { virtualServiceFields } from './virtual-service-fields';

export const virtualService = resourceKind({
  group: 'networking.istio.io',
  versions: ['v1', 'v1beta1', 'v1alpha3'],
  plural: 'virtualservices',
  namespaced: true,
  fields: virtualServiceFields,
  check: checkVirtualService,
});

export type VirtualService = ResourceOf<typeof virtualService>;
