import { describe, expect, test } from 'vitest';
import { inventoryOf } from '../../testing/inventory-of';
import { observation, observeCall } from '../../testing/observe-calls';
import { policyYaml } from '../../testing/policy-yaml';
import { createPolicyEngine } from '../evaluate-policies';
import type { ObservedCall } from '../observation';
import { FINDING_KINDS } from './index';
import { resourceOf } from './policy-age';
import { clientTls, delegate, delegating, fromWeb, onlyFor, parented, SITUATIONS, shop } from './situations.testing';

function find(resources: readonly string[], calls: readonly ObservedCall[] | undefined) {
  const inventory = inventoryOf(...resources);
  const result = createPolicyEngine().evaluate(inventory, calls === undefined ? undefined : observation(...calls));
  return { inventory, ...result };
}

describe('every kind of finding', () => {
  test('has a situation, and no situation is of an unknown kind', () => {
    expect(SITUATIONS.map(({ code }) => code).sort()).toEqual(FINDING_KINDS.map(({ code }) => code).sort());
  });

  test.each(SITUATIONS)('$code: $what', ({ code, resources, calls }) => {
    const { findings } = find(resources, calls);
    expect(findings.map((each) => each.code)).toContain(code);
  });

  test.each(SITUATIONS)('$code is gone when that is mended', ({ code, resources, calls, mended }) => {
    const { findings } = find(mended.resources ?? resources, mended.calls ?? calls);
    expect(findings.map((each) => each.code)).not.toContain(code);
  });

  test.each(SITUATIONS)('$code says what, why, where and what next', ({ code, resources, calls }) => {
    const { inventory, findings, workloads } = find(resources, calls);
    for (const each of findings.filter((found) => found.code === code)) {
      expect(each.id.startsWith(`${code}:`)).toBe(true);
      expect(each.title).toMatch(/^[^\n]+\.$/);
      expect(each.evidence.length).toBeGreaterThan(0);
      for (const { sentence } of each.evidence) expect(sentence).toMatch(/\.$/);
      expect(each.next).toMatch(/\.$/);
      for (const command of each.commands) expect(command).toMatch(/^(kubectl get|istioctl) [\w ./=:,-]+$/);
      if (each.ref !== undefined) expect(resourceOf(inventory, each.ref)).toBeDefined();
      for (const workload of each.workloads) expect(workloads.has(workload)).toBe(true);
    }
  });

  test('has an id of its own in every situation', () => {
    for (const { resources, calls } of SITUATIONS) {
      const ids = find(resources, calls).findings.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

describe('traffic is held against a policy only as far as it came after it', () => {
  // The window is 300 s long and ends at 1,700,000,000, which is 2023-11-14T22:13:20Z.
  const calls = [observeCall(fromWeb)];
  test.each([
    ['older than the window', '2023-11-14T22:00:00Z', 'error'],
    ['created inside the window', '2023-11-14T22:12:20Z', 'info'],
  ])('a policy %s', (_, created, severity) => {
    const { findings } = find([...shop, onlyFor('admin', { created })], calls);
    expect(findings.find(({ code }) => code === 'denied-edge-carries-traffic')?.severity).toBe(severity);
  });

  test('a file without creation time may be newer, and the finding says so', () => {
    const { findings } = find([...shop, onlyFor('admin')], calls);
    const { evidence = [] } = findings.find(({ code }) => code === 'denied-edge-carries-traffic') ?? {};
    expect(evidence.map(({ sentence }) => sentence)).toContain(
      'AuthorizationPolicy shop/callers has no creation time: it may be newer than the traffic.',
    );
  });
});

describe('a delegate that is lost', () => {
  // https://istio.io/latest/docs/reference/config/networking/virtual-service/#Delegate: it must not have hosts or gateways, and must be visible to the root.
  test.each([
    ['is not there', [], 'There is no VirtualService shop/child.'],
    [
      'has hosts of its own',
      [delegate('child', ', hosts: [cart.example]')],
      'VirtualService shop/child has hosts of its own, and a delegate may have none.',
    ],
  ])('%s', (_, more, why) => {
    const { findings } = find([...shop, delegating, ...more], [observeCall(fromWeb)]);
    const found = findings.filter(({ code }) => code === 'delegate-is-lost');
    expect(found.map(({ ref, path, evidence }) => [ref?.name, path, evidence[0]?.sentence])).toEqual([
      ['root', 'spec.http[0].delegate', why],
    ]);
  });

  test('is not exported to the root', () => {
    const elsewhere = policyYaml('VirtualService', 'root', '{ hosts: [cart], http: [{ delegate: { name: child, namespace: team } }] }');
    const child = (exportTo: string) => delegate('child', `, exportTo: [${exportTo}]`).replace('namespace: shop', 'namespace: team');
    const sentences = (exportTo: string) =>
      find([...shop, elsewhere, child(exportTo)], undefined)
        .findings.filter(({ code }) => code === 'delegate-is-lost')
        .map(({ evidence }) => evidence[0]?.sentence);
    expect(sentences('"."')).toEqual(['VirtualService team/child is not exported to namespace shop.']);
    expect(sentences('".", shop')).toEqual([]);
  });
});

describe('a parent of a route', () => {
  const lost = (...more: readonly string[]) =>
    find([...shop, parented('outside', 'ServiceEntry', 'networking.istio.io'), ...more], undefined).findings.filter(
      ({ code }) => code === 'route-parent-is-missing',
    );
  const entry = (name: string) =>
    policyYaml('ServiceEntry', name, '{ hosts: [api.example.com], ports: [{ number: 443, name: tls, protocol: TLS }] }');

  test('that nobody knows is not said to be missing', () => {
    // No ServiceEntry was given at all: that there is none means nothing (docs/policies.md §0.1).
    expect(lost()).toEqual([]);
    expect(lost(entry('outside'))).toEqual([]);
    expect(lost(entry('another')).map(({ title }) => title)).toEqual([
      'HTTPRoute shop/cart does nothing for ServiceEntry shop/outside, which does not exist.',
    ]);
  });
});

test('findings stand worst first', () => {
  const { findings } = find([...shop, onlyFor('admin'), clientTls('DISABLE')], [observeCall(fromWeb)]);
  const ranks = findings.map(({ severity }) => ['error', 'warning', 'info'].indexOf(severity));
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
});
