/** The meshes that can be simulated, the default first. */
import type { Scenario } from '../world/description';
import { ambient } from './ambient';
import { bookinfo } from './bookinfo';
import { huge } from './huge';
import { mtlsMigration } from './mtls-migration';
import { multicluster } from './multicluster';
import { oddTraffic } from './odd-traffic';
import { outage } from './outage';
import { policies } from './policies';
import { shop } from './shop';

export const scenarios: readonly Scenario[] = [shop, bookinfo, outage, ambient, mtlsMigration, multicluster, oddTraffic, policies, huge];

export function findScenario(name: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.name === name);
}
