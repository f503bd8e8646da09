/** A DestinationRule turns mTLS off (or brings its own TLS) towards workloads that accept Istio mTLS only (docs/policies.md §1.5). */
import { refOf, refText } from '../../istio/ref';
import { brokenCalls, brokenEvidence } from './calls-of-route';
import { getResource } from './commands';
import { askedTls, tlsTargets } from './destination-rule-tls';
import { edgesOf } from './evidence';
import { type FindingKind, finding } from './finding-kind';
import { modesAt } from './server-mode';

const code = 'client-tls-against-strict';

export const clientTlsAgainstStrict: FindingKind = {
  code,
  about: 'A DestinationRule asks clients for DISABLE, SIMPLE or MUTUAL, and the workload accepts Istio mTLS only.',
  find: (context) =>
    context.inventory.of('DestinationRule').flatMap((rule) =>
      askedTls(rule).flatMap((asked) => {
        if (asked.mode === 'ISTIO_MUTUAL') return [];
        const ref = refOf(rule);
        const refused = tlsTargets(context.facts, rule, asked).filter(({ workload, ports }) => {
          const policy = context.workloads.get(workload.key);
          // Towards ambient workloads HBONE is used whatever the rule says.
          if (policy === undefined || policy.dataplane.value !== 'sidecar') return false;
          return modesAt(policy.serverMtls, ports).includes('STRICT');
        });
        const [first] = refused;
        if (first === undefined) return [];
        const calls = brokenCalls(context, ref);
        const strict = context.workloads.get(first.workload.key)?.serverMtls.because ?? [];
        return [
          finding(code, `${rule.namespace}/${rule.name}/${asked.path}`, {
            severity: 'error',
            title: `${refText(ref)} has clients send ${asked.mode === 'DISABLE' ? 'plaintext' : 'their own TLS'} to ${first.workload.namespace}/${first.workload.name}, which accepts mTLS only.`,
            evidence: [
              { sentence: `Its TLS mode is ${asked.mode}.`, certainty: 'computed', ref, path: asked.path },
              ...strict,
              ...brokenEvidence(calls),
            ],
            next: 'Remove the tls section (the mesh then uses mTLS by itself), or write ISTIO_MUTUAL.',
            commands: getResource(ref),
            ref,
            path: asked.path,
            workloads: [...new Set(refused.map(({ workload }) => workload.key))],
            edges: edgesOf(calls),
          }),
        ];
      }),
    ),
};
