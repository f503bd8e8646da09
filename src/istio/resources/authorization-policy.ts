/** AuthorizationPolicy: who may call what (docs/policies.md §2). */
import { checkAuthorizationPolicy } from './authorization-policy-check';
import { authorizationSpec } from './authorization-policy-fields';
import { status } from './common';
import { struct } from './reader';
import { type ResourceOf, resourceKind } from './resource';

const fields = struct({ spec: authorizationSpec, status });

export const authorizationPolicy = resourceKind({
  group: 'security.istio.io',
  versions: ['v1', 'v1beta1'],
  plural: 'authorizationpolicies',
  namespaced: true,
  fields,
  check: ({ spec }, at) => checkAuthorizationPolicy(spec, at),
});

export type AuthorizationPolicy = ResourceOf<typeof authorizationPolicy>;
