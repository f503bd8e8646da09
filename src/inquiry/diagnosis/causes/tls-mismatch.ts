/** The client sends what the server does not take: plaintext to STRICT, mutual TLS to DISABLE, TLS of a DestinationRule that fits nobody. */
import { describeMtls } from '../../../policy/findings/commands';
import type { Cause } from '../cause';
import { clusterOf, describeCall, inSync, logOf } from '../commands';
import { computed, unknown } from '../sentences';
import { hasFlag, placeOf } from '../signs';

export const tlsMismatch: Cause = {
  code: 'tls-mismatch',
  name: 'TLS does not fit',
  says: 'A DestinationRule stands against a PeerAuthentication, or plaintext goes to a STRICT port.',
  signs: '`UF`, `UC`, or a TCP `NR` where what the client sends is not what the server takes (§1.5)',
  look: 'The TLS mode of the DestinationRule of the host beside the PeerAuthentication of the server.',
  explain: (symptom, call) => {
    const { observed, policy, client, server } = call;
    const { source, destination } = observed;
    const fits = hasFlag(symptom, 'UF', 'UC') || (symptom.unit === 'connections' && hasFlag(symptom, 'NR'));
    if (!fits || symptom.at === 'destination' || observed.service?.name === 'BlackHoleCluster') return undefined;
    if (client?.dataplane.value === 'none' || server?.dataplane.value === 'none') return undefined;
    const commands = [
      ...clusterOf(call),
      ...describeCall(call),
      ...describeMtls({ namespace: destination.namespace ?? '', name: '' }),
      ...logOf(source, 'istio-proxy', call),
    ];
    const questions = inSync(source, call).map((command) => ({ ask: 'Has the proxy of the caller the newest configuration?', command }));
    if (policy === undefined || policy.transport.works === 'U') {
      const evidence = policy?.transport.because ?? [
        unknown('No resources are loaded, so what the client sends and what the server takes is not known.'),
      ];
      return { sure: 'possible', evidence, commands, questions };
    }
    const { works, because, certainty, value } = policy.transport;
    if (works === 'T') return undefined;
    return {
      sure: certainty === 'assumed' ? 'likely' : 'certain',
      evidence: [computed(`The client sends ${SENDS[value]}, which the server refuses.`), ...because],
      ...placeOf(because),
      commands,
      questions,
    };
  },
};

const SENDS = { plaintext: 'plaintext', mtls: 'mutual TLS', hbone: 'HBONE', tls: 'TLS of its own', unknown: 'what is not known' } as const;
