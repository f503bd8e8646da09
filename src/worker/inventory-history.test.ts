import { expect, test } from 'vitest';
import { type Coverage, createInventory } from '../istio/inventory';
import type { KindName } from '../istio/resources/index';
import { inventoryOf, resourcesOf } from '../testing/inventory-of';
import { podYaml, policyYaml } from '../testing/policy-yaml';
import { createInventoryHistory } from './inventory-history';

const COMPLETE = new Map<KindName, Coverage>([
  ['AuthorizationPolicy', 'complete'],
  ['Pod', 'complete'],
]);
const policy = (name: string) => policyYaml('AuthorizationPolicy', name, '{}');

test('the resources of a moment are those that stood then; before anybody watched they are not known', () => {
  const history = createInventoryHistory();
  const [first, second] = [inventoryOf(policy('a')), inventoryOf(policy('a'), policy('b'))];
  history.note(first, 100);
  history.note(second, 200);
  expect([99, 100, 199, 200, 900].map((seconds) => history.at(seconds))).toEqual([undefined, first, first, second, second]);
  history.startAnew();
  expect(history.at(900)).toBeUndefined();
});

test('a Pod that comes is no other configuration, and the newest fifty are kept', () => {
  const history = createInventoryHistory();
  const standing = resourcesOf(policy('a'));
  const [first, busier] = [standing, [...standing, ...resourcesOf(podYaml('web'))]].map((resources) =>
    createInventory(resources, COMPLETE),
  );
  if (first === undefined || busier === undefined) throw new Error('no inventories');
  history.note(first, 100);
  history.note(busier, 200);
  expect(history.at(250)).toBe(first);
  for (let index = 0; index < 60; index++) history.note(inventoryOf(policy(`p${index}`)), 300 + index);
  expect([history.at(309), history.at(310)?.of('AuthorizationPolicy')[0]?.name]).toEqual([undefined, 'p10']);
});
