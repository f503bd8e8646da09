/** The connection to the endpoint failed: nobody listens, the port is another one, or the network is closed. */
import { formatRequestRate } from '../../../lib/format-number';
import type { Cause, Explanation } from '../cause';
import { command, endpointsOf, logOf, stateOf } from '../commands';
import type { FailingCall } from '../failing-call';
import { computed, reported } from '../sentences';
import { hasFlag } from '../signs';

export const connectionRefused: Cause = {
  code: 'connection-refused',
  name: 'Connection to the endpoint failed',
  says: 'Nothing listens on that port, or the network does not let it through.',
  signs: '`UF`',
  look: 'Whether the application listens on the targetPort of the Service, then NetworkPolicies.',
  explain: (symptom, call) => {
    if (!hasFlag(symptom, 'UF')) return undefined;
    const wrong = wrongPorts(call);
    if (symptom.at === 'destination') return inside(call, wrong);
    const { destination, service } = call.observed;
    return {
      sure: wrong.length > 0 ? 'certain' : 'likely',
      evidence: wrong,
      against:
        call.policy?.transport.works === 'F'
          ? [computed('Configuration alone explains it: the server refuses what the client sends.')]
          : served(call),
      commands: [
        ...endpointsOf(call),
        ...command`kubectl get service ${service?.name} -n ${service?.namespace} -o yaml`,
        ...command`kubectl get networkpolicy -n ${destination.namespace ?? service?.namespace}`,
        ...logOf(call.observed.source, 'istio-proxy', call),
      ],
      questions: [{ ask: 'Does the application listen on all addresses of the Pod, and on that port?' }],
    };
  },
};

function inside(call: FailingCall, wrong: Explanation['evidence']): Explanation {
  const { destination } = call.observed;
  return {
    sure: 'certain',
    evidence: [
      reported('The proxy beside the application could not connect to it: the call arrived, the application did not take it.'),
      ...(wrong ?? []),
    ],
    commands: [...logOf(destination, 'app', call), ...stateOf(destination, call)],
  };
}

/** Ports of the Service that lead to no declared port of the Pods; declaring is not needed, so it is evidence and no proof. */
function wrongPorts({ resources, observed: { service, destination } }: FailingCall) {
  const found = resources?.service(service);
  const declared = resources?.portsOf(destination);
  if (found === undefined || declared === undefined || declared.size === 0) return [];
  return (found.spec?.ports ?? []).flatMap(({ port, targetPort }, index) => {
    const target = targetPort ?? port;
    if (target === undefined || declared.has(target)) return [];
    const { kind, namespace, name } = found;
    const sentence = `Port ${port} of Service ${namespace}/${name} leads to ${target}, which no container of the workload declares.`;
    return [{ ...computed(sentence), ref: { kind, namespace, name }, path: `spec.ports[${index}].targetPort` }];
  });
}

/** Some requests of the same call are answered. */
function served({ call }: FailingCall) {
  const answered = Array.from(call.figures.responses ?? []).reduce(
    (sum, [code, byFlags]) =>
      /^[123]/.test(code) && code.length === 3 ? sum + Array.from(byFlags.values()).reduce((all, one) => all + one, 0) : sum,
    0,
  );
  return answered > 0
    ? [reported(`${formatRequestRate(answered)} of the same call are answered: only some endpoints or connections fail.`)]
    : [];
}
