/** Configuration allows a call, and yet it is refused. */
import type { Because } from '../model';
import { authorizationCheck, ztunnelPolicies } from './commands';
import { callName, connectionsWhere, endsOf, observed, perSecond, requestsWhere } from './evidence';
import { type FindingKind, finding, type JudgedCall } from './finding-kind';
import { policyAge } from './policy-age';

const code = 'allowed-edge-is-refused';

export const allowedEdgeIsRefused: FindingKind = {
  code,
  about: 'Requests are refused although the verdict is allowed.',
  holdsTraffic: true,
  ofCall: (judged, context) => {
    const { call, policy, destination } = judged;
    if (policy.authorization.verdict !== 'allowed' || policy.transport.works === 'F') return undefined;
    const refusal = refusalOf(judged);
    if (refusal === undefined) return undefined;
    const age = policyAge(
      context.inventory,
      policy.authorization.decidedBy.map(({ ref }) => ref),
      context.window,
    );
    const [first] = policy.authorization.decidedBy;
    return finding(code, call.key, {
      severity: refusal.certain && age.age === 'older' ? 'error' : 'warning',
      title: `${callName(call)} is allowed by configuration, but ${refusal.certain ? 'a proxy refuses it' : 'it is answered with 403'}.`,
      evidence: [refusal.because, ...policy.authorization.because, ...(age.age === 'older' ? [] : [age.because])],
      next: refusal.certain
        ? 'Look for a policy that is not among these resources, and for a proxy that has not received the newest ones.'
        : 'Ask the log of the destination who answered 403: the application, or its proxy (rbac_access_denied).',
      commands: destination === undefined ? [] : [...authorizationCheck(destination), ...ztunnelPolicies(destination)],
      ...(first === undefined ? {} : { ref: first.ref }),
      workloads: endsOf(judged),
      edges: [call.edge],
    });
  },
};

/** `certain` = only a proxy says this; a 403 without flag can be the application's own. */
function refusalOf({ call }: JudgedCall): { readonly certain: boolean; readonly because: Because } | undefined {
  const refused = connectionsWhere(call, (flags) => flags.includes('DENY'));
  if (refused > 0) return { certain: true, because: observed(`${perSecond(refused, 'connections')} were refused by ztunnel (DENY).`) };
  const external = requestsWhere(call, (_, flags) => flags.includes('UAEX'));
  if (external > 0)
    return { certain: true, because: observed(`${perSecond(external, 'requests')} were refused by the external provider (UAEX).`) };
  const forbidden = requestsWhere(call, (status, flags) => status === '403' && flags.every((flag) => flag === '-'));
  const denied = requestsWhere(call, (status) => call.protocol === 'grpc' && status === '7');
  if (forbidden + denied <= 0) return undefined;
  return {
    certain: false,
    because: observed(`${perSecond(forbidden + denied, 'requests')} were answered with 403 and no flag, as RBAC does.`),
  };
}
