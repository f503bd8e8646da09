/** An ALLOW policy without rules, where traffic flows: who would break, or breaks. */
import { refOf, refText } from '../../istio/ref';
import { getResource } from './commands';
import { edgesOf, endName, hasTraffic, observed } from './evidence';
import { type FindingKind, finding } from './finding-kind';

const code = 'allow-nothing-meets-traffic';

export const allowNothingMeetsTraffic: FindingKind = {
  code,
  about: 'An ALLOW policy without rules denies everything, and its workloads receive traffic.',
  find: (context) =>
    context.inventory.of('AuthorizationPolicy').flatMap((policy) => {
      const { action = 'ALLOW', rules = [] } = policy.spec ?? {};
      if (action !== 'ALLOW' || rules.length > 0) return [];
      const ref = refOf(policy);
      const workloads = context.attachedTo(ref);
      // Another ALLOW policy may let the call through: then this one breaks nothing.
      const broken = workloads
        .flatMap((workload) => context.callsTo(workload))
        .filter(({ call, policy: judged }) => hasTraffic(call) && judged.authorization.verdict === 'denied');
      if (broken.length === 0) return [];
      const sources = [...new Set(broken.map(({ call }) => endName(call.source)))].sort();
      return [
        finding(code, `${policy.namespace}/${policy.name}`, {
          severity: 'warning',
          title: `${refText(ref)} allows nothing, and ${broken.length === 1 ? 'an observed call depends' : `${broken.length} observed calls depend`} on what it denies.`,
          evidence: [
            { sentence: `${refText(ref)} is an ALLOW policy without rules.`, certainty: 'computed', ref, path: 'spec' },
            observed(`Callers seen: ${sources.slice(0, 8).join(', ')}${sources.length > 8 ? ` and ${sources.length - 8} more` : ''}.`),
          ],
          next: 'Allow the callers that are meant before (or together with) this policy.',
          commands: getResource(ref),
          ref,
          path: 'spec',
          workloads,
          edges: edgesOf(broken),
        }),
      ];
    }),
};
