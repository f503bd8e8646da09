/** The meshes that can be simulated; the first is not special, `shop` is the default. */
import type { Scenario } from '../world/description';
import { bookinfo } from './bookinfo';
import { shop } from './shop';

export const scenarios: readonly Scenario[] = [shop, bookinfo];

export function findScenario(name: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.name === name);
}
