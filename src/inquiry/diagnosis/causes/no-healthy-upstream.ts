/** The proxy has no endpoint it may use. */
import type { Because } from '../../../policy/model';
import type { Cause } from '../cause';
import { command, endpointSlices, endpointsOf, inSync } from '../commands';
import type { FailingCall } from '../failing-call';
import { hasFlag } from '../signs';

export const noHealthyUpstream: Cause = {
  code: 'no-healthy-upstream',
  name: 'No ready endpoint',
  says: 'No endpoint of the service is ready, or all of them are ejected.',
  signs: '`UH`, usual code 503',
  look: 'Whether Pods behind the service are ready; then labels of subsets, outlier ejection, and whether a waypoint is down.',
  explain: (symptom, call) => {
    if (!hasFlag(symptom, 'UH')) return undefined;
    const { service, source } = call.observed;
    const { evidence, against, ready } = podReasons(call);
    return {
      sure: ready === 0 ? 'certain' : ready === undefined ? 'likely' : 'possible',
      evidence,
      against,
      commands: [...endpointSlices(call), ...endpointsOf(call), ...command`kubectl get pods -n ${service?.namespace} -o wide`],
      questions: inSync(source, call).map((each) => ({ ask: 'Has the proxy of the caller the newest endpoints?', command: each })),
    };
  },
};

/** What Pods say; without them, or of a service without selector, nothing. */
function podReasons({ resources, observed }: FailingCall): {
  readonly evidence: readonly Because[];
  readonly against: readonly Because[];
  readonly ready: number | undefined;
} {
  const service = resources?.service(observed.service);
  const behind = service === undefined ? undefined : resources?.podsBehind(service);
  if (service === undefined || behind === undefined) return { evidence: [], against: [], ready: undefined };
  const { kind, namespace, name } = service;
  const { pods, ready } = behind;
  const whose = pods.length === 0 ? 'has no Pod' : `has ${pods.length} ${pods.length === 1 ? 'Pod' : 'Pods'}, ${ready} of them ready`;
  const reason: Because = {
    sentence: `Service ${namespace}/${name} ${whose}.`,
    certainty: 'computed',
    ref: { kind, namespace, name },
    path: 'spec.selector',
  };
  return ready > 0 ? { evidence: [], against: [reason], ready } : { evidence: [reason], against: [], ready };
}
