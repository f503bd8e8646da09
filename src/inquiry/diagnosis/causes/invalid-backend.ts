/** A route of the Gateway API whose backend is invalid, missing or has no weight: the proxy answers 500 itself. */
import { getResource } from '../../../policy/findings/commands';
import type { Cause } from '../cause';
import { command } from '../commands';
import { reported } from '../sentences';
import { isCode, isPlain, isStatus, placeOf, routeReasons, sharesOf } from '../signs';

export const invalidBackend: Cause = {
  code: 'invalid-backend',
  name: 'Route without a valid backend',
  says: 'No backend of the Gateway API route is valid, so the proxy answers 500 itself.',
  signs: '500 without a flag and without a destination workload',
  look: 'The condition ResolvedRefs in the status of the route.',
  explain: (symptom, call) => {
    const answered = isCode(symptom, '500') || isStatus(symptom, call, 2, 13);
    if (!answered || !isPlain(symptom) || symptom.at !== 'source' || call.observed.destination.workload !== undefined) return undefined;
    const lost = sharesOf(call).filter(({ share: { status } }) => status === 500);
    const reasons = lost.length === 0 ? [] : routeReasons(call, (sentence) => sentence.includes('500'));
    const hasRoutes = call.policy === undefined || call.policy.routing.rules.some(({ ref }) => ref.kind.endsWith('Route'));
    if (!hasRoutes) return undefined;
    return {
      sure: lost.length > 0 ? 'certain' : 'possible',
      evidence: [reported('The requests reached no workload, and no flag says why: a proxy answered them by its route.'), ...reasons],
      ...placeOf(reasons),
      commands: [
        ...lost.flatMap(({ rule }) => getResource(rule.ref)),
        ...command`kubectl get httproute,grpcroute -n ${call.observed.service?.namespace ?? call.observed.source.namespace} -o yaml`,
      ],
    };
  },
};
