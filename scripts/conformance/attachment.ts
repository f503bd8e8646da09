/** The suite `attachment`: does this policy attach to this workload? */
import { flagsOf } from '../../src/istio/istiod-flags';
import { attaches } from '../../src/policy/attachment/attaches';
import type { AttachablePolicy, AttachmentRole, AttachmentSubject, ServiceBehind } from '../../src/policy/attachment/subject';
import { type Fields, listOf, recordOf, textOf, textsOf } from './case-fields';
import { type AnswerCase, inventoryOf } from './suite';

const kinds = ['AuthorizationPolicy', 'RequestAuthentication', 'Telemetry', 'EnvoyFilter', 'WasmPlugin'] as const;
const roles: readonly AttachmentRole[] = ['workload', 'gateway', 'waypoint'];

export const answerAttachment: AnswerCase = (given, readInput) => {
  const named = recordOf(given.policy);
  const inventory = inventoryOf(listOf(given.inputs).map(String), readInput, textOf(named.namespace));
  const all: readonly AttachablePolicy[] = [...kinds.flatMap((kind) => inventory.of(kind)), ...inventory.rejected];
  const policy = all.find(({ kind, namespace, name }) => kind === named.kind && namespace === named.namespace && name === named.name);
  if (policy === undefined) throw new Error('the policy is not in the inputs');
  return attaches(policy, subjectOf(recordOf(given.workload)), {
    rootNamespace: textOf(given.rootNamespace) ?? 'istio-system',
    flags: flagsOf(textsOf(given.featureFlags)),
  });
};

function subjectOf(workload: Fields): AttachmentSubject {
  return {
    namespace: textOf(workload.namespace) ?? '',
    labels: textsOf(workload.labels),
    role: roles.find((role) => role === workload.role) ?? 'workload',
    services: listOf(workload.services).map(serviceOf),
  };
}

function serviceOf(value: unknown): ServiceBehind {
  const { kind, namespace, name } = recordOf(value);
  return { kind: kind === 'ServiceEntry' ? 'ServiceEntry' : 'Service', namespace: textOf(namespace) ?? '', name: textOf(name) ?? '' };
}
