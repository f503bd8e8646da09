/** Configuration denies a call, and yet it is answered. */
import { formatRequestRate } from '../../lib/format-number';
import type { Because } from '../model';
import { authorizationCheck, getResource } from './commands';
import { callName, connectionsWhere, endsOf, observed, perSecond, requestsWhere, windowText } from './evidence';
import { type CallContext, type FindingKind, finding, type JudgedCall } from './finding-kind';
import { policyAge } from './policy-age';

const code = 'denied-edge-carries-traffic';

export const deniedEdgeCarriesTraffic: FindingKind = {
  code,
  about: 'Traffic gets through although the verdict is denied.',
  holdsTraffic: true,
  ofCall: (judged, context) => {
    const { call, policy } = judged;
    // A transport that is refused is told by `transport-is-refused`.
    if (policy.authorization.verdict !== 'denied' || policy.transport.works === 'F') return undefined;
    // A connection to the waypoint itself carries calls of many kinds; each of them is judged as the call it is.
    if (judged.destination?.dataplane.value === 'waypoint') return undefined;
    const passed = whatPassed(judged, context);
    if (passed === undefined) return undefined;
    const deciding = policy.authorization.decidedBy.filter(({ effect, action }) => effect === 'match' || action === 'ALLOW');
    const [first] = deciding;
    const age = policyAge(
      context.inventory,
      deciding.map(({ ref }) => ref),
      context.window,
    );
    return finding(code, call.key, {
      severity: age.age === 'inside' ? 'info' : 'error',
      title: `${callName(call)} is denied by configuration, but traffic gets through.`,
      evidence: [passed, ...policy.authorization.because, ...(age.age === 'older' ? [] : [age.because])],
      next:
        age.age === 'inside'
          ? 'Look again when the window has passed: the policy is newer than some of the traffic.'
          : 'Check whether these resources are what the cluster runs, and whether the call goes past the proxy that should refuse it.',
      commands: [
        ...(judged.destination === undefined ? [] : authorizationCheck(judged.destination)),
        ...(first === undefined ? [] : getResource(first.ref)),
      ],
      ...(first === undefined ? {} : { ref: first.ref, path: first.path ?? 'spec' }),
      workloads: endsOf(judged),
      edges: [call.edge],
    });
  },
};

/** Not 401, 403 or 5xx; of gRPC's statuses not the ones a proxy gives: 4, 7, 14 and 16. */
const ANSWERED = /^(?:[123]\d\d|4(?!01|03)\d\d|[01235689]|1[01235])$/;

/** Answers that only a request which was let through can have: not 401 or 403, no failure of the transport. */
function whatPassed({ call }: JudgedCall, context: CallContext): Because | undefined {
  const span = windowText(context);
  if (call.protocol !== 'tcp') {
    const rate = requestsWhere(call, (status) => ANSWERED.test(status));
    return rate > 0
      ? observed(`${formatRequestRate(rate)} were answered with other codes than 401 and 403 in the last ${span}.`)
      : undefined;
  }
  const refused = connectionsWhere(call, (flags) => flags.includes('DENY'));
  const served = connectionsWhere(call, (flags) => flags.every((flag) => flag === '-'));
  // A sidecar that denies closes the connection in order as well; bytes pass only through one that was let in.
  if (served <= 0 || (call.bytesPerSecond ?? 0) <= 0) return undefined;
  return observed(
    `${perSecond(served, 'connections')} closed in order, ${perSecond(refused, 'connections')} were refused (DENY), in the last ${span}.`,
  );
}
