/** WasmPlugin: code that runs in a proxy. What it does nobody can tell from here, only where it applies (docs/policies.md §3). */
import { status } from './common';
import { checkTarget, policyTarget } from './policy-target';
import { anything, integer, oneOf, struct, text } from './reader';
import { resourceKind } from './resource';

const spec = struct({
  ...policyTarget,
  url: text,
  sha256: text,
  imagePullPolicy: oneOf('UNSPECIFIED_POLICY', 'IfNotPresent', 'Always'),
  imagePullSecret: text,
  verificationKey: text,
  pluginConfig: anything,
  pluginName: text,
  phase: oneOf('UNSPECIFIED_PHASE', 'AUTHN', 'AUTHZ', 'STATS'),
  priority: integer,
  failStrategy: oneOf('FAIL_CLOSE', 'FAIL_OPEN', 'FAIL_RELOAD'),
  vmConfig: anything,
  match: anything,
  type: oneOf('UNSPECIFIED_PLUGIN_TYPE', 'HTTP', 'NETWORK'),
});

const fields = struct({ spec, status });

export const wasmPlugin = resourceKind({
  group: 'extensions.istio.io',
  versions: ['v1alpha1'],
  plural: 'wasmplugins',
  namespaced: true,
  fields,
  check: ({ spec }, at) => {
    checkTarget(spec, at);
    if (spec !== undefined && (spec.url ?? '') === '') at.note({ path: 'spec.url', severity: 'rejected', message: 'is missing' });
  },
});
