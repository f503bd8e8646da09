import { describe, expect, test } from 'vitest';
import { inventoryOf } from '../testing/inventory-of';
import { observation, observeCall } from '../testing/observe-calls';
import { createPolicyEngine } from './evaluate-policies';
import { workloadKey } from './keys';

/** A running Pod with a sidecar. */
const sidecar = (name: string, namespace = 'shop') => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name}, security.istio.io/tlsMode: istio } }
spec: { serviceAccountName: ${name}, containers: [{ name: app, ports: [{ containerPort: 8080 }] }, { name: istio-proxy }] }
status: { phase: Running, podIP: 10.0.0.1 }
`;
const service = (name: string, namespace = 'shop') => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { selector: { app: ${name} }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
`;
const allow = (caller: string) => `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: callers, namespace: shop }
spec: { selector: { matchLabels: { app: cart } }, rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/${caller}] } }] }] }
`;
const strict = `
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: shop }
spec: { mtls: { mode: STRICT } }
`;

describe('a call between sidecars', () => {
  const call = observeCall('shop/web -> shop/cart via shop/cart');
  const seen = observation(call);
  const judge = (...texts: readonly string[]) =>
    createPolicyEngine()
      .evaluate(inventoryOf(sidecar('web'), sidecar('cart'), service('cart'), ...texts), seen)
      .calls.get(call.key);

  test('is allowed for the caller that the policy names, because mTLS gives it its identity', () => {
    const policy = judge(allow('web'));
    expect(policy?.transport).toMatchObject({ value: 'mtls', works: 'T' });
    expect(policy?.path).toEqual([{ enforcer: 'sidecar', at: workloadKey('shop', 'cart'), identitySeen: 'cluster.local/ns/shop/sa/web' }]);
    expect(policy?.authorization.verdict).toBe('allowed');
  });

  test('is denied for another caller, and names the policy', () => {
    const policy = judge(allow('other'));
    expect(policy?.authorization.verdict).toBe('denied');
    expect(policy?.authorization.decidedBy[0]?.ref.name).toBe('callers');
  });

  test('works where the server is STRICT', () => {
    expect(judge(strict)?.transport.works).toBe('T');
  });
});
