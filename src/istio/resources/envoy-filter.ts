/** EnvoyFilter: patches of a proxy's own configuration. What they change nobody can tell from here, only where they apply (docs/policies.md §3). */
import { status } from './common';
import { checkTarget, policyTarget } from './policy-target';
import { anything, integer, labels, listOf, struct, text } from './reader';
import { type ResourceOf, resourceKind } from './resource';

const configPatch = struct({
  applyTo: text,
  match: anything,
  patch: struct({ operation: text, value: anything, filterClass: text }),
});

const spec = struct({
  workloadSelector: struct({ labels }),
  targetRefs: policyTarget.targetRefs,
  configPatches: listOf(configPatch),
  priority: integer,
});

const fields = struct({ spec, status });

export const envoyFilter = resourceKind({
  group: 'networking.istio.io',
  versions: ['v1alpha3'],
  plural: 'envoyfilters',
  namespaced: true,
  fields,
  check: ({ spec }, at) => {
    const { workloadSelector, targetRefs } = spec ?? {};
    checkTarget(targetRefs === undefined ? {} : { targetRefs }, at);
    if (workloadSelector !== undefined && (targetRefs?.length ?? 0) > 0)
      at.note({ path: 'spec.workloadSelector', severity: 'rejected', message: 'only one of workloadSelector and targetRefs may be set' });
  },
});

export type EnvoyFilter = ResourceOf<typeof envoyFilter>;
