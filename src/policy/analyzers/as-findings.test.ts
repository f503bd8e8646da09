import { describe, expect, test } from 'vitest';
import { type Coverage, createInventory } from '../../istio/inventory';
import type { KindName } from '../../istio/resources/index';
import { resourcesOf } from '../../testing/inventory-of';
import { observation, observeCall } from '../../testing/observe-calls';
import { namespaceYaml, podYaml, policyYaml, serviceYaml } from '../../testing/policy-yaml';
import { createPolicyEngine } from '../evaluate-policies';
import type { Finding } from '../model';

const shop = [podYaml('web'), podYaml('cart'), serviceYaml('cart')];

function find(texts: readonly string[], coverage: readonly (readonly [KindName, Coverage])[] = []): readonly Finding[] {
  const inventory = createInventory(texts.flatMap(resourcesOf), new Map(coverage));
  return createPolicyEngine().evaluate(inventory, observation(observeCall('shop/web -> shop/cart via shop/cart'))).findings;
}

const route = (destination: string) => `{ hosts: [cart], http: [{ route: [{ destination: { ${destination} } }] }] }`;
const ofAnalyzers = (findings: readonly Finding[]) => findings.filter(({ code }) => code.startsWith('IST'));

describe('what an analyzer says', () => {
  test.each([
    ['a host that does not exist', [policyYaml('VirtualService', 'cart', route('host: nothing'))], 'route-to-missing-host'],
    [
      'a subset that is not defined',
      [policyYaml('VirtualService', 'cart', route('host: cart, subset: v9')), policyYaml('DestinationRule', 'cart', '{ host: cart }')],
      'route-to-missing-subset',
    ],
    [
      'two VirtualServices on one host',
      [policyYaml('VirtualService', 'one', route('host: cart')), policyYaml('VirtualService', 'two', route('host: cart'))],
      'virtual-services-share-host',
    ],
  ])('yields to our own finding about %s', (_, resources, code) => {
    const findings = find([...shop, ...resources]);
    expect(findings.map((each) => each.code)).toContain(code);
    expect(ofAnalyzers(findings)).toEqual([]);
  });

  test('that none of our own says is a finding, with the resource, the field, and what to do', () => {
    const rule = policyYaml('DestinationRule', 'lost', '{ host: nothing }');
    const [finding] = ofAnalyzers(find([...shop, rule]));
    expect(finding).toMatchObject({
      id: 'IST0174:DestinationRule/shop/lost',
      code: 'IST0174',
      severity: 'warning',
      ref: { kind: 'DestinationRule', namespace: 'shop', name: 'lost' },
      path: 'spec.host',
      commands: ['istioctl analyze -n shop', 'kubectl get destinationrules.networking.istio.io lost -n shop -o yaml'],
    });
  });

  test('of a resource on the way of a call names that call', () => {
    const rule = policyYaml('DestinationRule', 'cart', '{ host: cart, trafficPolicy: { tls: { mode: SIMPLE } } }');
    const unchecked = find([...shop, rule]).find(({ code }) => code === 'IST0128');
    expect(unchecked?.edges).toHaveLength(1);
  });

  test('of several Pods of one workload is one finding about the workload', () => {
    const bare = (name: string) =>
      podYaml(name, { plane: 'none' }).replace(
        'metadata: {',
        'metadata: { ownerReferences: [{ kind: StatefulSet, name: db, controller: true }],',
      );
    const missing = find([...shop, namespaceYaml('shop', 'istio-injection: enabled'), bare('db-0'), bare('db-1')]).filter(
      ({ code }) => code === 'IST0103',
    );
    expect(missing.map(({ id, workloads }) => [id, workloads])).toEqual([['IST0103:shop/db', ['shop/db']]]);
  });

  test.each<[Coverage, readonly string[]]>([
    ['complete', ['error computed']],
    ['none', ['warning assumed']],
    ['forbidden', []],
  ])('of a Gateway that is not there holds as far as Gateways are known: %s', (coverage, expected) => {
    const virtualService = policyYaml(
      'VirtualService',
      'cart',
      '{ hosts: [cart], gateways: [edge], http: [{ route: [{ destination: { host: cart } }] }] }',
    );
    const findings = ofAnalyzers(find([...shop, virtualService], [['Gateway', coverage]]));
    expect(findings.map(({ severity, evidence }) => `${severity} ${evidence[0]?.certainty}`)).toEqual(expected);
  });

  test('of a healthy mesh is nothing', () => {
    expect(ofAnalyzers(find([...shop, namespaceYaml('shop', 'istio-injection: enabled')]))).toEqual([]);
  });
});
