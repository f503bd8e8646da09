/** An AuthorizationPolicy refused the request at the proxy of the destination. */
import { getResource } from '../../../policy/findings/commands';
import type { CallPolicy } from '../../../policy/model';
import type { Cause, Explanation } from '../cause';
import { command, inSync, podOf } from '../commands';
import type { FailingCall } from '../failing-call';
import { unknown } from '../sentences';
import { isCode, isPlain, isStatus, placeOf } from '../signs';
import { NO_BYTES } from '../symptom';

export const deniedByPolicy: Cause = {
  code: 'denied-by-policy',
  name: 'Denied by a policy',
  says: 'An AuthorizationPolicy refuses the call at the proxy of the destination.',
  signs: '403 without a flag at the destination, gRPC 7; TCP closed without a byte (§2)',
  look: 'The policy that decides, and the identity with which the caller comes.',
  explain: (symptom, call) => {
    const answered = (isCode(symptom, '403') || isStatus(symptom, call, 7)) && isPlain(symptom);
    const denied = answered || symptom.code === NO_BYTES;
    return denied && symptom.at !== 'waypoint' ? refusal(call, call.policy) : undefined;
  },
};

/** By what the resources say of the call; a 403 can be the application's own. */
export function refusal(call: FailingCall, policy: CallPolicy | undefined): Explanation {
  const { destination } = call.observed;
  const commands = [
    ...command`istioctl x authz check ${podOf(destination, call.resources)} -n ${destination.namespace}`,
    ...command`istioctl proxy-config log ${podOf(destination, call.resources)} -n ${destination.namespace}`,
  ];
  const questions = [
    { ask: 'Does the log of the proxy say rbac_access_denied, or did the application answer 403 itself?', command: logs(call) },
    ...inSync(destination, call).map((each) => ({ ask: 'Has the proxy of the destination the newest policies?', command: each })),
  ].map(({ ask, command: each }) => (each === undefined ? { ask } : { ask, command: each }));
  if (policy === undefined)
    return { sure: 'likely', evidence: [unknown('No resources are loaded, so which policy decides is not known.')], commands, questions };
  const { verdict, because, decidedBy } = policy.authorization;
  const shown = [...commands, ...decidedBy.flatMap(({ ref }) => getResource(ref))];
  const base = { commands: [...new Set(shown)], questions };
  switch (verdict) {
    case 'denied':
      return { ...base, sure: 'certain', evidence: because, ...placeOf(because) };
    case 'depends':
      return { ...base, sure: 'likely', evidence: because, ...placeOf(because) };
    case 'allowed':
      return { ...base, sure: 'possible', evidence: [], against: because };
    case 'unknown':
    case 'ambiguous':
      return { ...base, sure: 'likely', evidence: because, ...placeOf(because) };
  }
}

function logs({ observed: { destination }, resources }: FailingCall): string | undefined {
  return command`kubectl logs ${podOf(destination, resources)} -n ${destination.namespace} -c istio-proxy --since=10m`[0];
}
