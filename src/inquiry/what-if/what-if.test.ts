import { describe, expect, test } from 'vitest';
import { observation, observeCall } from '../../testing/observe-calls';
import { ask, authorization, MESH, onlyWeb, outcomes, STANDING } from './ask-what-if.testing';

describe('a draft against traffic', () => {
  test('an ALLOW for one caller denies the others, the busiest first, with the deciding policy and its line', () => {
    const { diff, changes } = ask({ draft: onlyWeb });
    expect(diff?.calls.map(({ consequence, says, traffic }) => [consequence, says, traffic.requestsPerSecond])).toEqual([
      ['denied', 'shop/batch → shop/cart-v1 would be denied.', 3],
      ['denied', 'shop/legacy → shop/cart-v1 would be denied.', 1],
    ]);
    const [first] = diff?.calls ?? [];
    expect(first?.access?.before.verdict).toBe('allowed');
    expect(first?.access?.after.verdict).toBe('denied');
    expect(first?.access?.after.decidedBy).toMatchObject([
      {
        ref: { name: 'cart' },
        action: 'ALLOW',
        effect: 'no-match',
        position: { file: 'draft.yaml', line: 8 },
        ofDraft: true,
      },
    ]);
    // 3 + 1 requests per second.
    expect(diff?.totals.denied).toMatchObject({ calls: 2, requestsPerSecond: 4 });
    expect(diff?.cuts).toBe(true);
    expect(diff?.workloads.map(({ workload, posture, gains }) => [workload, posture?.after, gains.length])).toEqual([
      ['shop/cart-v1', 'default-deny', 1],
      ['shop/cart-v2', 'default-deny', 1],
    ]);
    expect(changes).toMatchObject([{ does: 'adds', says: 'Adds AuthorizationPolicy shop/cart.', line: 1 }]);
    expect(changes[0]?.changesNothing).toBeUndefined();
    expect(changes[0]?.rules).toEqual([{ path: 'spec.rules[0]', line: 9, calls: 1, requestsPerSecond: 12 }]);
    expect(diff?.edges.map(({ consequence }) => consequence)).toEqual(['denied', 'denied']);
  });

  test('a path that metrics cannot tell makes it depend, never denied', () => {
    const answer = ask({ draft: authorization('no-admin', 'action: DENY\nrules:\n- to:\n  - operation: {paths: [/admin]}') });
    expect(outcomes(answer)).toEqual(
      ['web', 'batch', 'legacy'].map((name) => [
        'may-be-denied',
        `shop/${name} → shop/cart-v1 is allowed now, and would depend on request.path.`,
      ]),
    );
    expect(answer.diff?.cuts).toBe(false);
  });

  test('removing a policy opens what it denied', () => {
    const answer = ask({ remove: [{ kind: 'AuthorizationPolicy', namespace: 'shop', name: 'cart' }] }, [...STANDING, onlyWeb]);
    expect(outcomes(answer)).toEqual([
      ['opens', 'shop/batch → shop/cart-v1 is denied now, and would be allowed.'],
      ['opens', 'shop/legacy → shop/cart-v1 is denied now, and would be allowed.'],
    ]);
    expect(answer.changes).toMatchObject([{ does: 'removes', says: 'Removes AuthorizationPolicy shop/cart.' }]);
    expect(answer.diff?.cuts).toBe(false);
  });

  const strict = `apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: default, namespace: shop}
spec: {mtls: {mode: STRICT}}`;

  test('STRICT breaks the caller without a proxy and nobody else', () => {
    const answer = ask({ draft: strict });
    expect(outcomes(answer)).toEqual([
      ['breaks', 'shop/legacy → shop/cart-v1 would break: the client sends plaintext, which the server refuses.'],
    ]);
    expect(answer.diff?.cuts).toBe(true);
    expect(answer.diff?.workloads.find(({ workload }) => workload === 'shop/cart-v1')?.serverMtls).toMatchObject({
      before: { mode: 'PERMISSIVE' },
      after: { mode: 'STRICT' },
    });
  });

  test('STRICT breaks a caller nobody knows whose traffic is plaintext', () => {
    const unknown = observation(
      observeCall('? -> shop/cart-v1 via shop/cart http', { responses: { '200 -': 4 }, plaintext: 3, mutual: 1 }),
    );
    // 3 of 4 requests are plaintext.
    expect(outcomes(ask({ draft: strict }, STANDING, unknown))).toEqual([
      ['breaks', 'an unknown workload → shop/cart-v1 would break: 75 % of it is plaintext, which the server would refuse.'],
    ]);
  });

  test('DISABLE loses mutual TLS, also where only telemetry had told that it is used', () => {
    const disable = strict.replace('STRICT', 'DISABLE');
    const withoutMeshConfig = STANDING.filter((text) => text !== MESH);
    for (const standing of [STANDING, withoutMeshConfig])
      expect(outcomes(ask({ draft: disable }, standing))).toEqual([
        ['loses-mtls', 'shop/web → shop/cart-v1 would be sent without mutual TLS.'],
        ['loses-mtls', 'shop/batch → shop/cart-v1 would be sent without mutual TLS.'],
      ]);
  });

  const rule = `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: cart, namespace: shop}
spec:
  host: cart
  subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]`;
  const split = (v1: number, v2: number, second = 'v2') => `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: cart, namespace: shop}
spec:
  hosts: [cart]
  http:
  - route:
    - {destination: {host: cart, subset: v1}, weight: ${v1}}
    - {destination: {host: cart, subset: ${second}}, weight: ${v2}}`;

  test('other weights move shares, the same for all callers', () => {
    const { diff } = ask({ draft: split(75, 25) }, [...STANDING, rule, split(90, 10)]);
    expect(diff?.moves).toMatchObject([
      {
        host: 'cart.shop.svc.cluster.local',
        callers: ['shop/batch', 'shop/web'],
        shares: [
          { subset: 'v1', before: { min: 0.9, max: 0.9 }, after: { min: 0.75, max: 0.75 } },
          { subset: 'v2', before: { min: 0.1, max: 0.1 }, after: { min: 0.25, max: 0.25 } },
        ],
        traffic: { requestsPerSecond: 15 },
      },
    ]);
    expect(diff?.cuts).toBe(false);
  });

  test('a subset that nobody defines breaks the calls that are routed there', () => {
    const { diff } = ask({ draft: split(75, 25, 'v3') }, [...STANDING, rule, split(90, 10)]);
    expect(diff?.calls.map(({ consequence }) => consequence)).toEqual(['breaks', 'breaks']);
    expect(diff?.findings.appear.map(({ code }) => code)).toContain('route-to-missing-subset');
    expect(diff?.cuts).toBe(true);
  });
});
