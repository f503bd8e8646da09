/** ztunnel refused the connection: a policy, or STRICT as a policy. */
import { refText } from '../../../istio/ref';
import { ztunnelPolicies } from '../../../policy/findings/commands';
import type { Because } from '../../../policy/model';
import type { Cause, Explanation } from '../cause';
import { command } from '../commands';
import { besideWith, type FailingCall } from '../failing-call';
import { computed, reported, unknown } from '../sentences';
import { hasFlag, placeOf } from '../signs';

export const deniedByZtunnel: Cause = {
  code: 'denied-by-ztunnel',
  name: 'Denied by ztunnel',
  says: 'An AuthorizationPolicy refuses the connection, or STRICT mutual TLS, which ambient enforces as one.',
  signs: '`DENY`; of requests over such a connection `UF` or `UC`',
  look: 'What ztunnel logs: "explicitly denied by", or "allow policies exist, but none allowed".',
  explain: (symptom, call) => {
    if (hasFlag(symptom, 'DENY')) return explained(call, []);
    const refused = hasFlag(symptom, 'UF', 'UC') ? besideWith(call, ['DENY']) : 0;
    if (refused <= 0) return undefined;
    const rate = Number(refused.toPrecision(2));
    return explained(call, [
      reported(`Between the same ends ${rate} conn/s were refused by ztunnel (DENY): the requests had no connection.`),
    ]);
  },
};

function explained(call: FailingCall, evidence: readonly Because[]): Explanation {
  const { policy, observed } = call;
  const commands = [
    ...ztunnelPolicies({ namespace: observed.destination.namespace ?? '' }),
    ...command`kubectl logs -n istio-system ds/ztunnel --since=10m`,
    ...command`istioctl ztunnel-config workload --workload-namespace ${observed.destination.namespace}`,
  ];
  if (policy === undefined)
    return { sure: 'certain', evidence: [...evidence, unknown('No resources are loaded, so which policy denies is not known.')], commands };
  const { authorization, transport } = policy;
  const reasons = [
    ...(authorization.verdict === 'allowed' ? [] : authorization.because),
    ...(transport.works === 'F' ? [computed('Plaintext meets STRICT, which ambient turns into a policy.'), ...transport.because] : []),
    ...noOps(call),
  ];
  const against = authorization.verdict === 'allowed' && transport.works !== 'F' ? authorization.because : [];
  return { sure: 'certain', evidence: [...evidence, ...reasons], against, ...placeOf(reasons), commands };
}

/** Rules with HTTP attributes cannot match a connection: an ALLOW made of them allows nothing (docs/policies.md §2.5). */
function noOps({ server }: FailingCall): readonly Because[] {
  return (server?.attached ?? []).flatMap(({ ref, enforcer, effect, why }) =>
    enforcer === 'ztunnel' && effect === 'partial' && why !== undefined
      ? [{ ...computed(`${refText(ref)}: ${why}`), ref, path: 'spec' }]
      : [],
  );
}
