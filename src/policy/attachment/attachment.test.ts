/** docs/policies.md §2.1, row by row. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createInventory } from '../../istio/inventory';
import { GATEWAY_NAME } from '../../istio/label-names';
import { inventoryOf, plainMesh, policyYaml, resourcesOf, withFlags } from '../../testing/authorization-question';
import { attaches, judgeAttachment } from './attaches';
import { createAttachmentIndex } from './attachment-index';
import type { AttachmentSubject } from './subject';

const workload: AttachmentSubject = { namespace: 'apps', labels: new Map([['app', 'web']]), role: 'workload', services: [] };
const gateway: AttachmentSubject = { namespace: 'apps', labels: new Map([[GATEWAY_NAME, 'gw']]), role: 'gateway', services: [] };
const waypoint: AttachmentSubject = {
  namespace: 'apps',
  labels: new Map([[GATEWAY_NAME, 'wp']]),
  role: 'waypoint',
  services: [
    { kind: 'Service', namespace: 'apps', name: 'web' },
    { kind: 'ServiceEntry', namespace: 'other', name: 'ext' },
  ],
};

const root = { namespace: 'istio-system' };
const selecting = '{selector: {matchLabels: {app: web}}, rules: [{}]}';
const targeting = (kind: string, name: string, group = 'gateway.networking.k8s.io') =>
  `{targetRefs: [{group: "${group}", kind: ${kind}, name: ${name}}], rules: [{}]}`;

describe('a policy attaches', () => {
  test.each<[string, AttachmentSubject, string, { namespace?: string }, boolean]>([
    ['without selector, own namespace', workload, '{}', {}, true],
    ['without selector, root namespace', workload, '{}', root, true],
    ['without selector, another namespace', workload, '{}', { namespace: 'other' }, false],
    ['with a selector that matches', workload, selecting, {}, true],
    ['with a selector of the root namespace', workload, selecting, root, true],
    ['with a selector that does not match', gateway, selecting, {}, false],
    ['an empty selector is none', workload, '{selector: {}, rules: [{}]}', {}, true],
    ['targetRefs at a sidecar', workload, targeting('Gateway', 'gw'), {}, false],
    ['a Gateway', gateway, targeting('Gateway', 'gw'), {}, true],
    ['another Gateway', gateway, targeting('Gateway', 'gw2'), {}, false],
    ['a Gateway from the root namespace', gateway, targeting('Gateway', 'gw'), root, false],
    ['a Service at a gateway', gateway, targeting('Service', 'web', ''), {}, false],
    ['without target at a waypoint', waypoint, '{}', {}, false],
    ['the waypoint', waypoint, targeting('Gateway', 'wp'), {}, true],
    ['a Service behind it', waypoint, targeting('Service', 'web', ''), {}, true],
    ['a Service behind it, group core', waypoint, targeting('Service', 'web', 'core'), {}, true],
    ['a Service of another namespace', waypoint, targeting('Service', 'web', ''), { namespace: 'other' }, false],
    ['a ServiceEntry of its namespace', waypoint, targeting('ServiceEntry', 'ext', 'networking.istio.io'), { namespace: 'other' }, true],
    ['a Service with the name of a ServiceEntry', waypoint, targeting('Service', 'ext', ''), { namespace: 'other' }, false],
    ['all waypoints, from the root namespace', waypoint, targeting('GatewayClass', 'istio-waypoint'), root, true],
    ['all waypoints, from elsewhere', waypoint, targeting('GatewayClass', 'istio-waypoint'), {}, false],
    ['all gateways of a class', waypoint, targeting('GatewayClass', 'istio'), root, false],
  ])('%s: %#', (_, subject, spec, where, expected) => {
    const [policy] = inventoryOf(policyYaml('a', spec, where)).of('AuthorizationPolicy');
    expect(policy === undefined ? undefined : attaches(policy, subject, plainMesh).attaches).toBe(expected);
  });
  test('by selector to gateway pods only where istiod allows it', () => {
    const [policy] = inventoryOf(policyYaml('a', '{}')).of('AuthorizationPolicy');
    const off = withFlags({ ENABLE_SELECTOR_BASED_K8S_GATEWAY_POLICY: false });
    expect(policy && attaches(policy, gateway, plainMesh).attaches).toBe(true);
    expect(policy && attaches(policy, gateway, off).attaches).toBe(false);
    expect(policy && attaches(policy, workload, off).attaches).toBe(true);
  });
  test('perhaps, where its selector asks for a label nobody knows', () => {
    const [policy] = inventoryOf(policyYaml('a', '{selector: {matchLabels: {version: v1}}}')).of('AuthorizationPolicy');
    const judged = (subject: AttachmentSubject) => policy && judgeAttachment(policy, subject, plainMesh).value;
    expect(judged({ ...workload, labelsComplete: false })).toBe('U');
    expect(judged({ ...workload, labelsComplete: false, labels: new Map([['version', 'v2']]) })).toBe('F');
    expect(judged(workload)).toBe('F');
  });
  test('telemetry of a namespace reaches its waypoints', () => {
    const yaml = 'apiVersion: telemetry.istio.io/v1\nkind: Telemetry\nmetadata: {name: t, namespace: apps}\nspec: {}\n';
    const [policy] = inventoryOf(yaml).of('Telemetry');
    expect(policy && attaches(policy, waypoint, plainMesh).attaches).toBe(true);
  });
});

describe('the index', () => {
  test('finds what looking at every policy finds', () => {
    const spec = fc.constantFrom(
      '{}',
      selecting,
      '{selector: {matchLabels: {version: v1, app: web}}}',
      targeting('Gateway', 'gw'),
      targeting('Gateway', 'wp'),
      targeting('Service', 'web', ''),
      targeting('ServiceEntry', 'ext', 'networking.istio.io'),
      targeting('GatewayClass', 'istio-waypoint'),
      '{targetRefs: [{group: "", kind: Service, name: other}, {group: "", kind: Service, name: web}]}',
    );
    const policies = fc.array(fc.tuple(spec, fc.constantFrom('apps', 'istio-system', 'other')), { maxLength: 8 });
    const labels = fc.constantFrom(
      new Map([['app', 'web']]),
      new Map([
        ['app', 'web'],
        ['version', 'v1'],
      ]),
      new Map<string, string>(),
    );
    const subject = fc.oneof(
      fc.record({ labels, labelsComplete: fc.boolean() }).map((own) => ({ ...workload, ...own })),
      fc.constantFrom(gateway, waypoint, { ...waypoint, services: [] }),
    );
    fc.assert(
      fc.property(policies, subject, (given, at) => {
        const resources = given.flatMap(([text, namespace], index) => resourcesOf(policyYaml(`p${index}`, text, { namespace })));
        const all = createInventory(resources).of('AuthorizationPolicy');
        const naive = all.filter((policy) => judgeAttachment(policy, at, plainMesh).value !== 'F').map(({ name }) => name);
        const found = createAttachmentIndex(all, plainMesh).at(at);
        expect(found.map(({ policy }) => policy.name).toSorted()).toEqual(naive.toSorted());
      }),
    );
  });
});
