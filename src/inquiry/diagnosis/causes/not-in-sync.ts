/** What the proxy does contradicts the resources: it may work with an older state. */
import { selects } from '../../../istio/labels';
import { refText } from '../../../istio/ref';
import { endName } from '../../../policy/findings/evidence';
import type { Cause } from '../cause';
import { command, inSync } from '../commands';
import type { FailingCall } from '../failing-call';
import { computed } from '../sentences';
import { hasFlag, isCode, isPlain, isStatus, lostShares } from '../signs';
import type { Symptom } from '../symptom';

export const notInSync: Cause = {
  code: 'not-in-sync',
  name: 'Proxy perhaps not in sync',
  says: 'What the proxy does contradicts the resources: it may not have the newest ones.',
  signs: '`NR`, `NC`, `DENY`, 403 where the resources say otherwise; failing calls of a workload to which the route sends nothing',
  look: 'istioctl proxy-status: SYNCED, or STALE and NOT SENT.',
  explain: (symptom, call) => {
    const stray = strayOf(symptom, call);
    const contradiction = stray ?? contradictionOf(symptom, call);
    if (contradiction === undefined) return undefined;
    const { source, destination } = call.observed;
    const atCaller = symptom.at === 'source';
    const end = atCaller ? source : destination;
    return {
      sure: stray === undefined ? 'possible' : 'likely',
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

/** The call reaches out for a workload to which the only rule sends nothing. */
function strayOf({ at, flags }: Symptom, { policy, resources, observed: { destination } }: FailingCall): string | undefined {
  const [rule, another] = policy?.routing.rules ?? [];
  const labels = resources?.labelsOf(destination);
  if (at !== 'source' || flags.length === 0 || rule === undefined || another !== undefined || labels === undefined) return undefined;
  const targets = rule.shares.filter(({ share }) => share > 0);
  const leads = targets.some((target) => target.labels === undefined || selects(target.labels, labels));
  if (leads || targets.length === 0 || rule.conditional) return undefined;
  return `${refText(rule.ref)} sends nothing to ${endName(destination)}, and yet the caller's proxy calls it.`;
}
