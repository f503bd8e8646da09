import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createInventory } from '../istio/inventory';
import { readObject } from '../istio/sources/kubernetes-objects';
import { createPolicyEngine } from '../policy/evaluate-policies';
import { ANALYZER_POOL } from '../testing/analyzer-pool';
import { inventoryOf } from '../testing/inventory-of';
import { POLICY_POOL, POOL_CALLS } from '../testing/policy-pool';
import { recordResources } from './record-resources';
import { inventoryOfRecord } from './recorded-inventory';

const inventoryOfObjects = (objects: readonly object[]) =>
  createInventory(
    objects.flatMap((object) => {
      const read = readObject(object, { file: 'pool', document: 1 });
      return read.outcome === 'read' ? [read.resource] : [];
    }),
    new Map([['Telemetry', 'forbidden']]),
  );

const statementsOf = (inventory: ReturnType<typeof inventoryOf>) => {
  const { findings, ...rest } = createPolicyEngine().evaluate(inventory, {
    atSeconds: 1_700_000_000,
    windowSeconds: 300,
    calls: POOL_CALLS,
  });
  // Findings come in the order of the resources; verdicts are by call.
  return { ...rest, findings: findings.map((finding) => JSON.stringify(finding)).sort() };
};

describe('recorded resources', () => {
  it.each([
    ['policies', POLICY_POOL],
    ['what analyzers find', ANALYZER_POOL],
  ])('say the same of every call and of themselves (%s)', (_, pool) => {
    const inventory = inventoryOfObjects(pool);
    const back = inventoryOfRecord(recordResources(inventory));
    expect(statementsOf(back)).toEqual(statementsOf(inventory));
    expect(back.rejected.length).toBe(inventory.rejected.length);
  });
  it('are the same recorded again', () => {
    const recorded = recordResources(inventoryOfObjects([...POLICY_POOL, ...ANALYZER_POOL]));
    expect(recordResources(inventoryOfRecord(recorded))).toEqual(recorded);
  });
  it('keep their times, their coverage and what made them', () => {
    const { objects, coverage } = recordResources(
      inventoryOfObjects([
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: {
            name: 'a',
            namespace: 'shop',
            uid: 'u',
            creationTimestamp: '2026-11-20T10:00:00Z',
            managedFields: [{ time: '2026-11-21T10:00:00Z', manager: 'kubectl' }],
            ownerReferences: [{ controller: true, kind: 'ReplicaSet', name: 'a-1', uid: 'v' }],
          },
          spec: { nodeName: 'n', volumes: [{ name: 'v' }], containers: [{ name: 'app', command: ['x'] }] },
        },
      ]),
    );
    expect(coverage).toEqual({ Pod: 'given', Telemetry: 'forbidden' });
    expect(objects[0]).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'a',
        namespace: 'shop',
        creationTimestamp: '2026-11-20T10:00:00.000Z',
        managedFields: [{ time: '2026-11-21T10:00:00.000Z' }],
        ownerReferences: [{ controller: true, kind: 'ReplicaSet', name: 'a-1' }],
      },
      spec: { nodeName: 'n', containers: [{ name: 'app' }] },
    });
  });
  it('have a text to be read, without bookkeeping', () => {
    const back = inventoryOfRecord(
      recordResources(inventoryOf('apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {ports: [{port: 80}]}\n')),
    );
    expect(back.find('Service', 'shop', 'web')?.origin.source).toMatchObject({
      file: 'snapshot',
      text: expect.stringMatching(/^ {4}- port: 80$/m),
    });
  });
});

/** Every document but the Secret, which is never read. */
const PLANTS = readFileSync(new URL('fixtures/planted-secrets.yaml', import.meta.url), 'utf8')
  .split(/^---$/m)
  .filter((text) => !/^kind: Secret$/m.test(text));

describe('secrets in resources', () => {
  const { objects } = recordResources(inventoryOf(...PLANTS));
  it('are in no recorded object, wherever they stood', () => {
    expect(PLANTS).toHaveLength(12);
    expect(objects).toHaveLength(12);
    expect(JSON.stringify(objects).match(/planted-[a-z-]+/g)).toBeNull();
  });
  it.each([
    ['host of a route', '"host":"fraud"'],
    ['name of a certificate', '"credentialName":"web-cert"'],
    ['configuration of the mesh', String.raw`\"trustDomain\": \"cluster.local\"`],
    ['address of a module, without its password', 'oci://•••@registry.example/w'],
    ['issuer', '"issuer":"a"'],
  ])('leave what decides: %s', (_, kept) => {
    expect(JSON.stringify(objects)).toContain(kept);
  });
});
