/** The route leads to a destination the proxy has no cluster for. */
import { analyze } from '../../../policy/findings/commands';
import type { Cause } from '../cause';
import { clusterOf, inSync } from '../commands';
import { unknown } from '../sentences';
import { hasFlag, lostShares, placeOf, routeReasons } from '../signs';

export const noCluster: Cause = {
  code: 'no-cluster',
  name: 'Destination unknown to the proxy',
  says: 'The route leads to a host, port or subset that the proxy has no cluster for.',
  signs: '`NC`, usual code 503',
  look: 'Subsets of the DestinationRule, spelling of the host, and what a Sidecar hides from the caller.',
  explain: (symptom, call) => {
    if (!hasFlag(symptom, 'NC')) return undefined;
    const { source } = call.observed;
    const reasons = lostShares(call, 'NC').length === 0 ? [] : routeReasons(call, (sentence) => sentence.includes('flag NC'));
    const missing = call.policy !== undefined && reasons.length === 0;
    return {
      sure: 'certain',
      evidence: reasons,
      ...placeOf(reasons),
      ...(missing
        ? { against: [unknown('Every destination of the route is there in the resources at hand: the proxy may have another state.')] }
        : {}),
      commands: [...clusterOf(call), ...analyze(source.namespace ?? '')],
      questions: inSync(source, call).map((command) => ({ ask: 'Has the proxy of the caller the newest clusters?', command })),
    };
  },
};
