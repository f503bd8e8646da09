/** The caller speaks something the proxy cannot read as the protocol of the port. */
import type { Cause } from '../cause';
import { command, proxyConfig } from '../commands';
import { hasFlag, isCode, isPlain } from '../signs';

export const callerProtocol: Cause = {
  code: 'caller-protocol',
  name: 'The caller speaks another protocol',
  says: 'The caller sends what the proxy cannot read as the protocol of this port.',
  signs: '`DPE`, `IH`, usual code 400; 426',
  look: 'Whether the port name or appProtocol says HTTP for traffic that is none; the headers and HTTP version of the caller.',
  explain: (symptom, call) => {
    const flagged = hasFlag(symptom, 'DPE', 'IH');
    const old = isPlain(symptom) && isCode(symptom, '426');
    if (!flagged && !old) return undefined;
    const { service, destination } = call.observed;
    return {
      sure: flagged ? 'certain' : 'likely',
      evidence: old ? [{ sentence: 'A proxy answers 426 to HTTP/1.0, which it does not take by default.', certainty: 'computed' }] : [],
      commands: [
        ...command`kubectl get service ${service?.name} -n ${service?.namespace} -o yaml`,
        ...proxyConfig('listener', destination, call),
        ...command`istioctl analyze -n ${destination.namespace}`,
      ],
    };
  },
};
