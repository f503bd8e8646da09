/** A fault rule of the route aborts or delays on purpose. */
import { refText } from '../../../istio/ref';
import { getResource } from '../../../policy/findings/commands';
import type { Because } from '../../../policy/model';
import type { Cause } from '../cause';
import { command } from '../commands';
import type { FailingCall } from '../failing-call';
import { computed, unknown } from '../sentences';
import { hasFlag, placeOf } from '../signs';

export const faultInjected: Cause = {
  code: 'fault-injected',
  name: 'Fault injected on purpose',
  says: 'A route aborts or delays a share of the requests, as it is told to.',
  signs: '`FI` (abort), `DI` (delay)',
  look: 'fault of the VirtualService.',
  explain: (symptom, call) => {
    if (!hasFlag(symptom, 'FI', 'DI')) return undefined;
    const reasons = faults(call);
    const refs = (call.policy?.routing.rules ?? []).filter(({ fault }) => fault !== undefined).map(({ ref }) => ref);
    return {
      sure: 'certain',
      evidence: reasons,
      ...placeOf(reasons),
      ...(call.policy === undefined || reasons.length > 0
        ? {}
        : {
            against: [unknown('No rule among the resources injects a fault here: it was removed in the window, or comes from elsewhere.')],
          }),
      commands:
        refs.length === 0 ? command`kubectl get virtualservice -A -o yaml | grep -B5 -A5 fault` : [...new Set(refs.flatMap(getResource))],
    };
  },
};

function faults({ policy }: FailingCall): readonly Because[] {
  return (policy?.routing.rules ?? []).flatMap(({ ref, path, fault }) => {
    if (fault === undefined) return [];
    const { abortPercent, abortStatus, abortGrpcStatus, delayPercent, delaySeconds } = fault;
    const parts = [
      ...(abortPercent === undefined ? [] : [`aborts ${abortPercent} % with ${abortStatus ?? abortGrpcStatus ?? 'an error'}`]),
      ...(delayPercent === undefined ? [] : [`delays ${delayPercent} % by ${delaySeconds ?? '?'} s`]),
    ];
    return [{ ...computed(`${refText(ref)} ${parts.join(' and ')}.`), ref, path: `${path}.fault` }];
  });
}
