import { describe, expect, test } from 'vitest';
import { createInventory } from '../istio/inventory';
import { inventoryOf, resourcesOf } from '../testing/inventory-of';
import { observation, observeCall } from '../testing/observe-calls';
import { podYaml, policyYaml, serviceYaml } from '../testing/policy-yaml';
import { createPolicyEngine } from './evaluate-policies';
import type { ObservedCall } from './observation';

const pods = [podYaml('web'), podYaml('cart')];
const strict = policyYaml('PeerAuthentication', 'default', '{ mtls: { mode: STRICT } }');
const allow = policyYaml(
  'AuthorizationPolicy',
  'callers',
  '{ selector: { matchLabels: { app: cart } }, rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/web] } }] }] }',
);
const judge = (call: ObservedCall, ...texts: readonly string[]) =>
  createPolicyEngine()
    .evaluate(inventoryOf(...texts), observation(call))
    .calls.get(call.key);
const seen = { mutual: 10, reporters: ['source', 'destination'] } as const;

describe('a bundle without Services', () => {
  test('a service that telemetry names is one to the client: auto mTLS, and no refusal', () => {
    const policy = judge(observeCall('shop/web -> shop/cart via shop/cart'), ...pods, strict, allow);
    expect(policy?.transport).toMatchObject({ value: 'mtls', works: 'T', certainty: 'assumed' });
    expect(policy?.authorization.verdict).toBe('allowed');
  });

  test('a DestinationRule of that service counts', () => {
    const off = policyYaml('DestinationRule', 'cart', '{ host: cart, trafficPolicy: { tls: { mode: DISABLE } } }');
    expect(judge(observeCall('shop/web -> shop/cart via shop/cart'), ...pods, off)?.transport.value).toBe('plaintext');
  });

  test('a call that names no service may have been addressed to one: nobody knows what is sent', () => {
    const policy = judge(observeCall('shop/web -> shop/cart'), ...pods, strict, allow);
    expect(policy?.transport).toMatchObject({ value: 'unknown', works: 'U', certainty: 'unknown' });
    expect(policy?.authorization.verdict).toBe('unknown');
  });

  test('a caller without proxy sends plaintext all the same', () => {
    const policy = judge(observeCall('shop/web -> shop/cart'), podYaml('web', { plane: 'none' }), podYaml('cart'), strict);
    expect(policy?.transport).toMatchObject({ value: 'plaintext', works: 'F' });
  });
});

describe('mTLS that the server reports of all traffic', () => {
  test('is what the client sends, where resources do not tell', () => {
    const policy = judge(observeCall('shop/web -> shop/cart', seen), ...pods, strict, allow);
    expect(policy?.transport).toMatchObject({ value: 'mtls', works: 'T', certainty: 'reported' });
    expect(policy?.authorization.verdict).toBe('allowed');
  });

  test('settles what was assumed', () => {
    const policy = judge(observeCall('shop/web -> shop/cart via shop/cart', seen), ...pods);
    expect(policy?.transport).toMatchObject({ value: 'mtls', certainty: 'reported' });
  });

  test('does not stand for what resources say: the two may disagree, which is a finding', () => {
    const off = policyYaml('DestinationRule', 'cart', '{ host: cart, trafficPolicy: { tls: { mode: DISABLE } } }');
    const policy = judge(observeCall('shop/web -> shop/cart via shop/cart', seen), ...pods, serviceYaml('cart'), off);
    expect(policy?.transport.value).toBe('plaintext');
  });

  test('is no evidence where part of it was plaintext', () => {
    const policy = judge(observeCall('shop/web -> shop/cart', { ...seen, plaintext: 1 }), ...pods);
    expect(policy?.transport.value).toBe('unknown');
  });

  test('is taken in when it is seen later', () => {
    const engine = createPolicyEngine();
    const inventory = createInventory([...pods, strict].flatMap((text) => resourcesOf(text)));
    const [before, after] = [observeCall('shop/web -> shop/cart', { ...seen, mutual: 0 }), observeCall('shop/web -> shop/cart', seen)];
    expect(engine.evaluate(inventory, observation(before)).calls.get(before.key)?.transport.value).toBe('unknown');
    expect(engine.evaluate(inventory, observation(after)).calls.get(after.key)?.transport.value).toBe('mtls');
  });
});
