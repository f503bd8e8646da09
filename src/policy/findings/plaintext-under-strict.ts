/** A workload accepts mTLS only, and yet plaintext arrives. */
import { formatRatio } from '../../lib/format-number';
import { describeMtls } from './commands';
import { callName, endsOf, observed } from './evidence';
import { type FindingKind, finding } from './finding-kind';
import { policyAge } from './policy-age';
import { modeAt, mtlsRefs } from './server-mode';

const code = 'plaintext-under-strict';

export const plaintextUnderStrict: FindingKind = {
  code,
  about: 'Plaintext is observed at a workload whose effective mode is STRICT.',
  holdsTraffic: true,
  ofCall: (judged, context) => {
    const { call, destination, server: policy } = judged;
    const { plaintext, mutual } = call.mtls;
    if (policy === undefined || plaintext <= 0 || modeAt(policy.serverMtls, judged.workloadPort) !== 'STRICT') return undefined;
    const refs = mtlsRefs(policy.serverMtls);
    const [first] = refs;
    const age = policyAge(context.inventory, refs, context.window);
    return finding(code, call.key, {
      severity: age.age === 'inside' ? 'info' : 'error',
      title: `${callName(call)} arrives in plaintext, although the destination accepts mTLS only.`,
      evidence: [
        observed(`${formatRatio(plaintext / (plaintext + mutual))} of the traffic whose security is told had no mTLS.`),
        ...policy.serverMtls.because,
        ...(age.age === 'older' ? [] : [age.because]),
      ],
      next: 'Check whether the proxy of the destination has received the policy, and whether the port is left out of its capture.',
      commands: destination === undefined ? [] : describeMtls(destination),
      ...(first === undefined ? {} : { ref: first, path: 'spec.mtls.mode' }),
      workloads: endsOf(judged),
      edges: [call.edge],
    });
  },
};
