import { expect, test } from 'vitest';
import { inventoryOfRecord } from './recorded-inventory';

const policy = {
  apiVersion: 'security.istio.io/v1',
  kind: 'AuthorizationPolicy',
  metadata: { name: 'deny-all', namespace: 'shop', creationTimestamp: '2023-11-14T20:00:00Z' },
  spec: {},
};

test('resources of a snapshot are an inventory again, with their text, their ages and how complete each kind is', () => {
  const inventory = inventoryOfRecord({
    objects: [policy, { kind: 'Unheard', apiVersion: 'x/v1', metadata: { name: 'a' } }, null, 'text'],
    coverage: { AuthorizationPolicy: 'complete', VirtualService: 'forbidden' },
  });
  const [read, ...more] = inventory.of('AuthorizationPolicy');
  expect(more).toEqual([]);
  // 20:00 that day.
  expect(read).toMatchObject({ namespace: 'shop', name: 'deny-all', createdSeconds: 1_699_992_000 });
  expect(read?.origin.source.text).toContain('name: deny-all');
  expect([inventory.coverage('AuthorizationPolicy'), inventory.coverage('VirtualService'), inventory.coverage('Service')]).toEqual([
    'complete',
    'forbidden',
    'none',
  ]);
});
