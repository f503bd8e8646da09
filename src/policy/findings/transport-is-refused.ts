/** What the client sends is not what the server takes. */
import { clientCluster, describeMtls } from './commands';
import { callName, connectionsWhere, endsOf, hasTraffic, observed, perSecond, requestsWhere } from './evidence';
import { type FindingKind, finding, type JudgedCall } from './finding-kind';

const code = 'transport-is-refused';

export const transportIsRefused: FindingKind = {
  code,
  about: 'The transport a client uses is refused by the server (STRICT and plaintext, TLS that the server does not speak).',
  holdsTraffic: true,
  ofCall: (judged) => {
    const { call, policy, source, destination, service } = judged;
    if (policy.transport.works !== 'F' || !hasTraffic(call)) return undefined;
    const deciding = policy.transport.because.find(({ ref }) => ref !== undefined);
    return finding(code, call.key, {
      severity: policy.transport.certainty === 'assumed' ? 'warning' : 'error',
      title: `${callName(call)} cannot work: the client sends ${policy.transport.value}, which the server refuses.`,
      evidence: [...failures(judged), ...policy.transport.because],
      next: 'Bring the client into the mesh, correct its DestinationRule, or let the server be PERMISSIVE until it is.',
      commands: [
        ...(destination === undefined ? [] : describeMtls(destination)),
        ...(source === undefined || service === undefined ? [] : clientCluster(source, service.host)),
      ],
      ...(deciding?.ref === undefined ? {} : { ref: deciding.ref }),
      ...(deciding?.path === undefined ? {} : { path: deciding.path }),
      workloads: endsOf(judged),
      edges: [call.edge],
    });
  },
};

function failures({ call }: JudgedCall) {
  const broken = requestsWhere(call, (_, flags) => flags.some((flag) => flag === 'UF' || flag === 'UC' || flag === 'NR'));
  if (broken > 0) return [observed(`${perSecond(broken, 'requests')} failed with UF, UC or NR.`)];
  const refused = connectionsWhere(call, (flags) => flags.includes('DENY'));
  if (refused > 0) return [observed(`${perSecond(refused, 'connections')} were refused (DENY).`)];
  if (call.requestsPerSecond !== undefined && call.requestsPerSecond > 0)
    return [observed(`${perSecond(call.requestsPerSecond, 'requests')} are observed, none of them with UF, UC or NR.`)];
  return [observed('Connections are observed, none of them refused (DENY).')];
}
