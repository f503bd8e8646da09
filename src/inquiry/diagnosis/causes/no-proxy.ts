/** One end has no proxy, and the other expects one: mutual TLS has nobody to speak it. */
import { describeMtls } from '../../../policy/findings/commands';
import { endName } from '../../../policy/findings/evidence';
import type { Cause } from '../cause';
import { checkInjection, describeCall } from '../commands';
import { computed, reported } from '../sentences';
import { hasFlag, placeOf } from '../signs';

export const noProxy: Cause = {
  code: 'no-proxy',
  name: 'One end has no proxy',
  says: 'One end of the call has no proxy, and the other end speaks or expects mutual TLS.',
  signs: '`UF`, `UC`, `NR` or `DENY` where an end has no proxy and its peer insists on mutual TLS (§1.5)',
  look: 'Whether the Pods of that end were injected, or are part of the ambient mesh.',
  explain: (symptom, call) => {
    if (!hasFlag(symptom, 'UF', 'UC', 'NR', 'DENY', 'CONNECT')) return undefined;
    const { observed, client, server, policy, resources } = call;
    const ends = [
      { end: observed.source, plane: client?.dataplane },
      { end: observed.destination, plane: server?.dataplane },
    ];
    const without = ends.find(({ plane }) => plane?.value === 'none');
    const stranger = observed.source.workload === undefined && server?.serverMtls.value === 'STRICT';
    if (policy === undefined || (without === undefined && !stranger) || (policy.transport.works !== 'F' && !stranger)) return undefined;
    const end = without?.end ?? observed.source;
    const reasons = policy.transport.because;
    const isKnown = without?.plane?.certainty !== 'assumed' && policy.transport.certainty !== 'unknown';
    return {
      sure: without === undefined ? 'possible' : isKnown ? 'certain' : 'likely',
      evidence: [
        without === undefined
          ? reported('Nobody knows the caller: callers without a proxy look like this, and the server takes mutual TLS only.')
          : computed(`${endName(end)} has no proxy.`),
        ...(without?.plane?.because ?? []),
        ...reasons,
      ],
      ...placeOf(reasons),
      commands: [
        ...checkInjection(end, call),
        ...describeCall(call),
        ...describeMtls({ namespace: observed.destination.namespace ?? '', name: '' }),
      ],
      questions: resources === undefined ? [] : [{ ask: `Was ${endName(end)} meant to be in the mesh, and restarted since?` }],
    };
  },
};
