/** A DestinationRule demands Istio mTLS of workloads that do not speak it (docs/policies.md §1.5). */
import { refOf, refText } from '../../istio/ref';
import { brokenCalls, brokenEvidence } from './calls-of-route';
import { getResource } from './commands';
import { askedTls, tlsTargets } from './destination-rule-tls';
import { edgesOf } from './evidence';
import { type FindingKind, finding } from './finding-kind';
import { modesAt } from './server-mode';

const code = 'mutual-tls-to-plain-server';

export const mutualTlsToPlainServer: FindingKind = {
  code,
  about: 'A DestinationRule asks clients for ISTIO_MUTUAL, and the workload has no proxy or has mTLS disabled.',
  find: (context) =>
    context.inventory.of('DestinationRule').flatMap((rule) =>
      askedTls(rule).flatMap((asked) => {
        if (asked.mode !== 'ISTIO_MUTUAL') return [];
        const ref = refOf(rule);
        const plain = tlsTargets(context.facts, rule, asked).flatMap(({ workload, ports }) => {
          const policy = context.workloads.get(workload.key);
          if (policy?.dataplane.value === 'none') return [{ workload, why: policy.dataplane.because }];
          if (policy?.dataplane.value !== 'sidecar') return [];
          return modesAt(policy.serverMtls, ports).includes('DISABLE') ? [{ workload, why: policy.serverMtls.because }] : [];
        });
        const [first] = plain;
        if (first === undefined) return [];
        const calls = brokenCalls(context, ref);
        return [
          finding(code, `${rule.namespace}/${rule.name}/${asked.path}`, {
            severity: 'error',
            title: `${refText(ref)} demands mTLS of ${first.workload.namespace}/${first.workload.name}, which does not speak it.`,
            evidence: [
              {
                sentence: 'Its TLS mode is ISTIO_MUTUAL, which is used towards every endpoint.',
                certainty: 'computed',
                ref,
                path: asked.path,
              },
              ...first.why,
              ...brokenEvidence(calls),
            ],
            next: 'Remove the tls section: the mesh then uses mTLS where the workload speaks it, and plaintext elsewhere.',
            commands: getResource(ref),
            ref,
            path: asked.path,
            workloads: [...new Set(plain.map(({ workload }) => workload.key))],
            edges: edgesOf(calls),
          }),
        ];
      }),
    ),
};
