import { describe, expect, test } from 'vitest';
import { inventoryOf } from '../testing/inventory-of';
import { observation, observeCall } from '../testing/observe-calls';
import { podYaml, policyYaml, serviceYaml } from '../testing/policy-yaml';
import { createPolicyEngine } from './evaluate-policies';
import { callKey } from './keys';
import type { ObservedCall } from './observation';

const registryOnly = `
apiVersion: v1
kind: ConfigMap
metadata: { name: istio, namespace: istio-system }
data: { mesh: "outboundTrafficPolicy: { mode: REGISTRY_ONLY }" }
`;
const denyAll = policyYaml('AuthorizationPolicy', 'nothing', '{}', { namespace: 'istio-system' });

function leaving(name: string, protocol: 'http' | 'tcp' = 'http'): ObservedCall {
  const call = observeCall(`shop/web -> ? via shop/x ${protocol}`, { reporters: ['source'] });
  const host = protocol === 'tcp' ? name : 'blocked.example';
  const ends = { ...call, destination: {}, service: { name, host } };
  return { ...ends, key: callKey(ends) };
}
const judge = (call: ObservedCall, ...texts: readonly string[]) =>
  createPolicyEngine()
    .evaluate(inventoryOf(podYaml('web'), serviceYaml('web'), denyAll, ...texts), observation(call))
    .calls.get(call.key);

describe('a call that ends in the BlackHoleCluster', () => {
  test.each(['http', 'tcp'] as const)('over %s is refused by the own proxy of the client: nobody enforces policies', (protocol) => {
    const policy = judge(leaving('BlackHoleCluster', protocol), registryOnly);
    expect(policy).toMatchObject({ path: [], bypassed: [], authorization: { verdict: 'allowed', enforcedBy: [], decidedBy: [] } });
    expect(policy?.routing).toMatchObject({ kind: 'unreachable', rules: [] });
    expect(policy?.routing.because[0]).toMatchObject({
      certainty: 'computed',
      ref: { kind: 'ConfigMap', name: 'istio' },
      path: 'data.mesh',
    });
    expect(policy?.routing.because[0]?.sentence).toMatch(/^No service of that name is known .* outboundTrafficPolicy is REGISTRY_ONLY/);
    expect(policy?.transport).toMatchObject({ value: 'unknown', works: 'U' });
  });

  test('is taken from telemetry where the configuration of the mesh is not known', () => {
    expect(judge(leaving('BlackHoleCluster'))?.routing.because[0]?.certainty).toBe('assumed');
  });
});

test('a call that ends in the PassthroughCluster goes on as it is', () => {
  const policy = judge(leaving('PassthroughCluster'));
  expect(policy).toMatchObject({ path: [], authorization: { verdict: 'allowed', enforcedBy: [] } });
  expect(policy?.routing).toMatchObject({ kind: 'none', rules: [], overall: [] });
  expect(policy?.routing.because[0]?.sentence).toMatch(/passes on as it is \(ALLOW_ANY\)/);
  expect(policy?.transport).toMatchObject({ value: 'plaintext', works: 'U' });
});
