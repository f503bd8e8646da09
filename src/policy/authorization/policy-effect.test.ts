/** docs/policies.md §2.3, §2.5, §2.7: what a policy is worth at an enforcer. */
import { describe, expect, test } from 'vitest';
import { inventoryOf, plainMesh, policyYaml, web } from '../../testing/authorization-question';
import { createAttachmentIndex } from '../attachment/attachment-index';
import type { Enforcer } from '../model';
import { attachedAuthorization, attachedOther } from './attached-policies';
import { policyEffect } from './policy-effect';
import { postureOf } from './posture';

const attachedTo = (...policies: readonly string[]) =>
  createAttachmentIndex(inventoryOf(...policies).of('AuthorizationPolicy'), plainMesh).at(web);

const allowGet = '{rules: [{to: [{operation: {methods: [GET]}}]}]}';
const denyGet = '{action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]}';
const denyGetOn80 = '{action: DENY, rules: [{to: [{operation: {methods: [GET], ports: ["80"]}}]}]}';
const half = '{rules: [{to: [{operation: {methods: [GET]}}]}, {to: [{operation: {ports: ["80"]}}]}]}';
const custom = '{action: CUSTOM, provider: {name: p}, rules: [{}]}';

describe('the effect of a policy', () => {
  test.each<[string, string, Enforcer, string, RegExp?]>([
    ['plain', '{rules: [{}]}', 'sidecar', 'full'],
    ['HTTP at Envoy', allowGet, 'waypoint', 'full'],
    ['no rules', '{}', 'sidecar', 'full', /allows nothing/],
    ['AUDIT', '{action: AUDIT, rules: [{}]}', 'sidecar', 'no-op', /never changes/],
    ['AUDIT at ztunnel', '{action: AUDIT, rules: [{}]}', 'ztunnel', 'ignored', /does not support action AUDIT/],
    ['CUSTOM at ztunnel', custom, 'ztunnel', 'ignored', /CUSTOM/],
    ['connection fields at ztunnel', '{rules: [{to: [{operation: {ports: ["80"]}}]}]}', 'ztunnel', 'full'],
    ['ALLOW of HTTP at ztunnel', allowGet, 'ztunnel', 'partial', /methods: none is left, so it denies everything/],
    ['ALLOW of both at ztunnel', half, 'ztunnel', 'partial', /1 of 2 is left/],
    ['DENY of HTTP at ztunnel', denyGet, 'ztunnel', 'no-op', /nothing is denied/],
    ['DENY of both at ztunnel', denyGetOn80, 'ztunnel', 'partial', /deny more/],
    [
      'trust domains at ztunnel',
      '{rules: [{from: [{source: {trustDomains: [a], namespaces: [b]}}]}]}',
      'ztunnel',
      'partial',
      /trustDomains/,
    ],
  ])('%s', (_, spec, enforcer, effect, why) => {
    const [attached] = attachedTo(policyYaml('a', spec));
    const found = attached === undefined ? undefined : policyEffect(attached.policy, enforcer);
    expect(found?.effect).toBe(effect);
    if (why === undefined) expect(found?.why).toBeUndefined();
    else expect(found?.why).toMatch(why);
  });
  test('on TCP ports is told where HTTP fields make a difference', () => {
    const [deny] = attachedTo(policyYaml('a', denyGet));
    expect(deny === undefined ? undefined : policyEffect(deny.policy, 'sidecar').tcp).toContain('matches more than it says');
  });
});

describe('attached policies', () => {
  test('come in evaluation order, dry-run marked', () => {
    const attached = attachedTo(
      policyYaml('audit', '{action: AUDIT, rules: [{}]}'),
      policyYaml('allow', '{rules: [{}]}'),
      policyYaml('deny', '{action: DENY, rules: [{}]}', { dryRun: true }),
      policyYaml('custom', custom),
    );
    const described = attachedAuthorization(attached, { enforcer: 'sidecar' });
    expect(described.map(({ ref, effect, dryRun }) => [ref.name, effect, dryRun])).toEqual([
      ['custom', 'full', undefined],
      ['deny', 'no-op', true],
      ['allow', 'full', undefined],
      ['audit', 'no-op', undefined],
    ]);
  });
  test('are reported where istiod says what it made of them', () => {
    const status = 'status: {conditions: [{type: ZtunnelAccepted, status: "True", reason: UnsupportedValue, message: no HTTP}]}\n';
    const [described] = attachedAuthorization(attachedTo(policyYaml('a', allowGet) + status), { enforcer: 'ztunnel' });
    expect(described).toMatchObject({ certainty: 'reported', why: expect.stringContaining('istiod says: no HTTP') });
  });
  test('of other kinds are ignored by ztunnel, and what a filter does nobody can tell', () => {
    const filter =
      'apiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter\nmetadata: {name: f, namespace: apps}\nspec: {workloadSelector: {labels: {app: web}}}\n';
    const attached = createAttachmentIndex(inventoryOf(filter).of('EnvoyFilter'), plainMesh).at(web);
    expect(attachedOther(attached, { enforcer: 'ztunnel' })).toMatchObject([{ effect: 'ignored', certainty: 'computed' }]);
    expect(attachedOther(attached, { enforcer: 'sidecar' })).toMatchObject([{ effect: 'full', certainty: 'unknown' }]);
  });
});

describe('the posture of a workload', () => {
  const posture = (enforcer: Enforcer, ...policies: readonly string[]) =>
    postureOf([{ enforcer, attached: attachedTo(...policies) }]).value;
  test.each<[string, Enforcer, readonly string[], string]>([
    ['nothing', 'sidecar', [], 'open'],
    ['AUDIT only', 'sidecar', [policyYaml('a', '{action: AUDIT, rules: [{}]}')], 'open'],
    ['DENY only', 'sidecar', [policyYaml('a', denyGet)], 'deny-rules-only'],
    ['DENY without effect', 'ztunnel', [policyYaml('a', denyGet)], 'open'],
    ['ALLOW', 'sidecar', [policyYaml('a', denyGet), policyYaml('b', '{}')], 'default-deny'],
    ['ALLOW in dry-run', 'sidecar', [policyYaml('b', '{}', { dryRun: true })], 'open'],
    ['CUSTOM', 'sidecar', [policyYaml('a', custom), policyYaml('b', '{}')], 'custom'],
  ])('with %s at the %s', (_, enforcer, policies, expected) => {
    expect(posture(enforcer, ...policies)).toBe(expected);
  });
  test('is unknown where nobody knows who guards it', () => {
    expect(postureOf(undefined).value).toBe('unknown');
    expect(postureOf([]).value).toBe('open');
  });
});
