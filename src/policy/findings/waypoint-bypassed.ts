/** Policies sit on a waypoint that the call does not pass. */

import { refText } from '../../istio/ref';
import { formatRequestRate } from '../../lib/format-number';
import { waypointStatus, ztunnelWorkloads } from './commands';
import { callName, endsOf, hasTraffic, observed } from './evidence';
import { type FindingKind, finding } from './finding-kind';

const code = 'waypoint-bypassed';

export const waypointBypassed: FindingKind = {
  code,
  about: 'A call goes past the waypoint its policies are bound to.',
  ofCall: (judged) => {
    const { call, policy, destination } = judged;
    const [bypass] = policy.bypassed;
    if (bypass === undefined || !hasTraffic(call)) return undefined;
    const rate = call.requestsPerSecond;
    return finding(code, callName(call), {
      severity: 'error',
      title: `${callName(call)} goes past ${refText(bypass.waypoint)}, so the policies bound there do not apply.`,
      evidence: [
        ...(rate === undefined ? [] : [observed(`${formatRequestRate(rate)} are observed.`)]),
        ...policy.bypassed.map(({ because }) => because),
      ],
      next: 'Admit only the identity of the waypoint at the workload (an ALLOW policy with a selector), or bring the client through the waypoint.',
      commands: destination === undefined ? [] : [...waypointStatus(destination), ...ztunnelWorkloads(destination)],
      ref: bypass.because.ref ?? bypass.waypoint,
      ...(bypass.because.path === undefined ? {} : { path: bypass.because.path }),
      workloads: endsOf(judged),
      edges: [call.edge],
    });
  },
};
