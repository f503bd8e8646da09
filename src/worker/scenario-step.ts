/** What `scenario` names: a demo mesh, and the step of its demonstration ("canary:3" = the steps 1 to 3 of `canary` have happened). */

export interface ScenarioStep {
  readonly world: string;
  /** From 1; undefined = the mesh without its demonstration. */
  readonly step: number | undefined;
}

const WITH_STEP = /^(.+):([1-9]\d{0,2})$/;

export function scenarioStep(scenario: string): ScenarioStep {
  const [, world, step] = WITH_STEP.exec(scenario) ?? [];
  return world === undefined ? { world: scenario, step: undefined } : { world, step: Number(step) };
}

export const scenarioAt = (world: string, step: number): string => `${world}:${step}`;

/** The mesh itself, whatever step it is at: its places, groups and names stay from step to step. */
export const worldOf = (scenario: string | undefined): string | undefined =>
  scenario === undefined ? undefined : scenarioStep(scenario).world;
