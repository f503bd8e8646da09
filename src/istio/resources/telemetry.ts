/** Telemetry: which metrics, traces and access logs a workload gives (docs/policies.md §3). */
import { status } from './common';
import { checkTarget, policyTarget } from './policy-target';
import { anything, flag, listOf, number, struct, text } from './reader';
import { type ResourceOf, resourceKind } from './resource';

const providers = listOf(struct({ name: text }));

const spec = struct({
  ...policyTarget,
  tracing: listOf(
    struct({
      providers,
      match: anything,
      randomSamplingPercentage: number,
      disableSpanReporting: flag,
      customTags: anything,
      useRequestIdForTraceSampling: flag,
      enableIstioTags: flag,
      disableContextPropagation: flag,
    }),
  ),
  metrics: listOf(struct({ providers, overrides: anything, reportingInterval: text })),
  accessLogging: listOf(struct({ providers, match: anything, disabled: flag, filter: anything })),
});

const fields = struct({ spec, status });

export const telemetry = resourceKind({
  group: 'telemetry.istio.io',
  versions: ['v1', 'v1alpha1'],
  plural: 'telemetries',
  namespaced: true,
  fields,
  check: ({ spec }, at) => checkTarget(spec, at),
});

export type Telemetry = ResourceOf<typeof telemetry>;
