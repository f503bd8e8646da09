/** What the proxy does contradicts the resources: it may work with an older state. */
import type { Cause } from '../cause';
import { command, inSync } from '../commands';
import type { FailingCall } from '../failing-call';
import { computed } from '../sentences';
import { hasFlag, isCode, isPlain, isStatus, lostShares } from '../signs';
import type { Symptom } from '../symptom';

export const notInSync: Cause = {
  code: 'not-in-sync',
  name: 'Proxy perhaps not in sync',
  says: 'A proxy may not have the newest configuration: what it does contradicts the resources.',
  signs: '`NR`, `NC`, `DENY`, `UAEX`, 403 where the resources say otherwise',
  look: 'istioctl proxy-status: SYNCED, or STALE and NOT SENT.',
  explain: (symptom, call) => {
    const contradiction = contradictionOf(symptom, call);
    if (contradiction === undefined) return undefined;
    const { source, destination } = call.observed;
    const atCaller = symptom.at === 'source';
    const end = atCaller ? source : destination;
    return {
      sure: 'possible',
      evidence: [computed(contradiction)],
      commands: [...inSync(end, call), ...command`istioctl proxy-status`],
      questions: [{ ask: 'Were resources changed within the window, or does another control plane serve this proxy?' }],
    };
  },
};

function contradictionOf(symptom: Symptom, call: FailingCall): string | undefined {
  const { policy } = call;
  if (policy === undefined) return undefined;
  const { routing, authorization, transport } = policy;
  const routed = routing.noRoute === undefined && routing.kind !== 'unreachable' && transport.works !== 'F';
  if (symptom.unit === 'requests' && hasFlag(symptom, 'NR') && routed)
    return 'The resources have a route for every request of this call; the proxy found none.';
  if (hasFlag(symptom, 'NC') && lostShares(call, 'NC').length === 0 && transport.works !== 'F')
    return 'The resources have every destination of the route; the proxy knows one of them not.';
  const denied = hasFlag(symptom, 'DENY') || (isPlain(symptom) && (isCode(symptom, '403') || isStatus(symptom, call, 7)));
  if (denied && authorization.verdict === 'allowed' && transport.works !== 'F') return 'The resources allow this call; it was refused.';
  return undefined;
}
