/** DISABLE is not supported in ambient mode: it acts as PERMISSIVE (docs/policies.md §1.3). */
import { refKey, refOf, refText } from '../../istio/ref';
import { listIn } from '../../lib/list-in';
import type { WorkloadKey } from '../model';
import { getResource } from './commands';
import { type FindingKind, finding } from './finding-kind';

const code = 'peer-authentication-disable-in-ambient';

export const peerAuthenticationDisableInAmbient: FindingKind = {
  code,
  about: 'A PeerAuthentication asks an ambient workload for DISABLE, which acts as PERMISSIVE there.',
  find: (context) => {
    const found = new Map<string, WorkloadKey[]>();
    const disabling = context.inventory.of('PeerAuthentication').filter(({ spec }) => spec?.mtls?.mode === 'DISABLE');
    if (disabling.length === 0) return [];
    for (const { workload, dataplane, serverMtls } of context.workloads.values()) {
      if (dataplane.value !== 'ambient') continue;
      const ref = serverMtls.because.findLast((each) => each.ref?.kind === 'PeerAuthentication')?.ref;
      const key = ref === undefined ? undefined : refKey(ref);
      if (key === undefined || !disabling.some((each) => refKey(each) === key)) continue;
      listIn(found, key).push(workload);
    }
    return disabling.flatMap((policy) => {
      const workloads = found.get(refKey(policy));
      if (workloads === undefined) return [];
      const ref = refOf(policy);
      return [
        finding(code, `${policy.namespace}/${policy.name}`, {
          severity: 'warning',
          title: `${refText(ref)} asks for DISABLE, which acts as PERMISSIVE in ambient mode.`,
          evidence: [
            {
              sentence: `ztunnel always accepts mTLS; ${workloads.length === 1 ? '1 workload is' : `${workloads.length} workloads are`} in ambient mode.`,
              certainty: 'computed',
              ref,
              path: 'spec.mtls.mode',
            },
          ],
          next: 'Write PERMISSIVE, which is what happens.',
          commands: getResource(ref),
          ref,
          path: 'spec.mtls.mode',
          workloads,
        }),
      ];
    });
  },
};
