/** DestinationRule: how clients connect to a host, and its subsets (docs/policies.md §1.4, §4.2). */
import { checkDestinationRule } from './destination-rule-check';
import { destinationRuleFields } from './destination-rule-fields';
import { type ResourceOf, resourceKind } from './resource';

export const destinationRule = resourceKind({
  group: 'networking.istio.io',
  versions: ['v1', 'v1beta1', 'v1alpha3'],
  plural: 'destinationrules',
  namespaced: true,
  fields: destinationRuleFields,
  check: checkDestinationRule,
});

export type DestinationRule = ResourceOf<typeof destinationRule>;
