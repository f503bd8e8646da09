/** The meshes that can be simulated, the default first. */
import type { WorldOptions } from '../series';
import type { MeshDescription, Scenario } from '../world/description';
import { ambient } from './ambient';
import { bookinfo } from './bookinfo';
import { canary } from './canary';
import { canaryKinds } from './canary-kinds';
import { failing } from './failing';
import { huge } from './huge';
import { mtlsMigration } from './mtls-migration';
import { multicluster } from './multicluster';
import { oddTraffic } from './odd-traffic';
import { outage } from './outage';
import { policies } from './policies';
import { readiness } from './readiness';
import { shop } from './shop';

export const scenarios: readonly Scenario[] = [
  shop,
  bookinfo,
  outage,
  ambient,
  mtlsMigration,
  multicluster,
  oddTraffic,
  policies,
  canary,
  canaryKinds,
  readiness,
  failing,
  huge,
];

/** Everything a selection may name: each scenario, and with a colon each step of its demonstration. */
export const sceneNames: ReadonlySet<string> = new Set(
  scenarios.flatMap(({ name, demonstration }) => [name, ...(demonstration?.steps ?? []).map((_, index) => `${name}:${index + 1}`)]),
);

/** The scenario of `name` or `name:step`. */
export function scenarioName(scene: string): string {
  return scene.replace(/:\d+$/, '');
}

/** The mesh of a scene; throws when there is none of that name. */
export function describeWorld({ scenario: scene, seed, services, sinceMs }: Omit<WorldOptions, 'changes'>): MeshDescription {
  const found = sceneNames.has(scene) ? scenarios.find(({ name }) => name === scenarioName(scene)) : undefined;
  if (found === undefined) throw new Error(`no scenario ${scene}`);
  const step = /:(\d+)$/.exec(scene)?.[1];
  return found.build(seed, {
    ...(sinceMs === undefined ? {} : { sinceMs }),
    ...(services === undefined ? {} : { services }),
    ...(step === undefined ? {} : { step: Number(step) }),
  });
}
