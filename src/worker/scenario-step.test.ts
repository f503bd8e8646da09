import { expect, it } from 'vitest';
import { scenarioAt, scenarioStep, worldOf } from './scenario-step';

it.each([
  ['canary', 'canary', undefined],
  ['canary:1', 'canary', 1],
  ['canary:12', 'canary', 12],
  ['canary:0', 'canary:0', undefined],
  ['canary:', 'canary:', undefined],
  [':3', ':3', undefined],
  ['a:b:3', 'a:b', 3],
] as const)('%s is the mesh %s at step %s', (scenario, world, step) => {
  expect(scenarioStep(scenario)).toEqual({ world, step });
  expect(worldOf(scenario)).toBe(world);
});

it('is read as it is written', () => expect(scenarioStep(scenarioAt('canary', 4))).toEqual({ world: 'canary', step: 4 }));
