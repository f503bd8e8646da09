/** The route sends requests to a subset whose labels no workload has. */
import type { Cause } from '../cause';
import { endpointsOf, podsWith } from '../commands';
import { hasFlag, isCode, lostShares, placeOf, routeReasons } from '../signs';

export const subsetWithoutWorkloads: Cause = {
  code: 'subset-without-workloads',
  name: 'Subset without workloads',
  says: 'The route leads to a subset whose labels no workload has.',
  signs: '`UH` where a subset of the route has no workload with its labels (§4.2)',
  look: 'The labels of that subset in the DestinationRule beside the labels of the Pods.',
  explain: (symptom, call) => {
    if (!hasFlag(symptom, 'UH') || symptom.at === 'destination') return undefined;
    const lost = lostShares(call, 'UH');
    const [first] = lost;
    if (first === undefined || (symptom.unit === 'requests' && !isCode(symptom, '503', '14'))) return undefined;
    const { share } = first;
    const reasons = routeReasons(call, (sentence) => lost.some((each) => sentence.includes(`Subset ${each.share.subset} `)));
    const labels = new Map([...(call.resources?.service(call.observed.service)?.spec?.selector ?? []), ...(share.labels ?? [])]);
    return {
      sure: 'certain',
      evidence: reasons,
      ...placeOf(reasons),
      commands: [
        ...endpointsOf(call, { port: share.port, name: share.subset ?? '' }),
        ...podsWith(call.observed.service?.namespace, labels),
      ],
    };
  },
};
