/** The host is not known to the mesh, and what is not known is not let out. */
import type { Cause } from '../cause';
import { command } from '../commands';
import { reported } from '../sentences';

export const blockedEgress: Cause = {
  code: 'blocked-egress',
  name: 'Host blocked on the way out',
  says: 'The mesh does not know the host, and lets out only what it knows (REGISTRY_ONLY).',
  signs: '502 to `BlackHoleCluster`',
  look: 'Whether a ServiceEntry has the host, and which hosts the Sidecar of the caller lets through.',
  explain: (_, call) => {
    const { destination } = call.call;
    if (destination.serviceName !== 'BlackHoleCluster') return undefined;
    const host = destination.service === undefined || destination.service === 'BlackHoleCluster' ? undefined : destination.service;
    const { namespace } = call.observed.source;
    return {
      sure: 'certain',
      evidence: [
        reported(host === undefined ? 'The calls end in the BlackHoleCluster.' : `Calls to ${host} end in the BlackHoleCluster.`),
        ...(call.policy?.routing.because ?? []),
      ],
      commands: [
        ...command`kubectl get serviceentry -A`,
        ...command`kubectl get sidecar -n ${namespace} -o yaml`,
        ...command`istioctl analyze -n ${namespace}`,
      ],
      questions: [{ ask: host === undefined ? 'Is the caller meant to leave the mesh?' : `Is the caller meant to reach ${host}?` }],
    };
  },
};
