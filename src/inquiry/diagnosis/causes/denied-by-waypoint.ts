/** The waypoint before the service refused the request. */
import { waypointStatus } from '../../../policy/findings/commands';
import type { Cause } from '../cause';
import { command } from '../commands';
import { reported } from '../sentences';
import { isCode, isPlain, isStatus } from '../signs';
import { refusal } from './denied-by-policy';

export const deniedByWaypoint: Cause = {
  code: 'denied-by-waypoint',
  name: 'Denied by the waypoint',
  says: 'An AuthorizationPolicy bound to the service or to the waypoint refuses the call.',
  signs: '403 without a flag at the waypoint, gRPC 7 (§2.2)',
  look: 'Policies with targetRefs to the service or its Gateway, and what they say of method, path and caller.',
  explain: (symptom, call) => {
    const denied = (isCode(symptom, '403') || isStatus(symptom, call, 7)) && isPlain(symptom);
    if (!denied || symptom.at !== 'waypoint') return undefined;
    const found = refusal(call, call.policy);
    const point = call.policy?.path.find(({ enforcer }) => enforcer === 'waypoint');
    const [namespace = '', name] = point?.at.split('/') ?? [call.observed.destination.namespace];
    return {
      ...found,
      evidence: [
        reported('The waypoint counted this answer; the application behind it has no proxy that could tell whether it was its own.'),
        ...(found.evidence ?? []),
      ],
      commands: [
        ...waypointStatus({ namespace }),
        ...command`kubectl logs deploy/${name} -n ${namespace} --since=10m`,
        ...(found.commands ?? []).filter((each) => each.startsWith('kubectl get')),
      ],
      questions: [],
    };
  },
};
