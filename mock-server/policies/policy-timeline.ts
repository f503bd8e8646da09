/** Which configuration is in force in each cell of the clock. */
import type { KubernetesChange } from '../kubernetes/changes';
import { objectKey } from '../kubernetes/changes';
import { objectInPhase, type PhasedObject } from '../world/description';
import { PolicySet } from './policy-set';

export class PolicyTimeline {
  readonly #sets = new Map<string, PolicySet>();
  readonly #phased: boolean;

  constructor(
    private readonly resources: readonly PhasedObject[],
    private readonly changes: readonly KubernetesChange[],
    private readonly clock: { readonly phases: readonly string[]; readonly changeSeconds: readonly number[] },
  ) {
    this.#phased = resources.some(({ during }) => Object.keys(during).length > 0);
  }

  /** All cells of the clock. */
  cells(): readonly (readonly [phase: string, segment: number])[] {
    const segments = Array.from({ length: this.clock.changeSeconds.length + 1 }, (_, segment) => segment);
    return segments.flatMap((segment) => this.clock.phases.map((phase) => [phase, segment] as const));
  }

  setIn(phase: string, segment: number): PolicySet {
    const since = this.clock.changeSeconds[segment - 1] ?? Number.NEGATIVE_INFINITY;
    const applied = this.changes.filter(({ atMs }) => atMs / 1000 <= since);
    const key = `${applied.length} ${this.#phased ? phase : ''}`;
    const known = this.#sets.get(key);
    if (known !== undefined) return known;
    const present = this.resources.map((resource) => objectInPhase(resource, phase));
    const objects = new Map(present.map((object) => [objectKey(object), object]));
    for (const change of applied) {
      if (change.object === undefined) objects.delete(change.key);
      else objects.set(change.key, change.object);
    }
    const set = new PolicySet(objects.values());
    this.#sets.set(key, set);
    return set;
  }

  /** A value per cell, worked out once per configuration. */
  each<T>(compute: (set: PolicySet) => T): (phase: string, segment: number) => T {
    const known = new Map<PolicySet, { readonly value: T }>();
    return (phase, segment) => {
      const set = this.setIn(phase, segment);
      const found = known.get(set) ?? { value: compute(set) };
      known.set(set, found);
      return found.value;
    };
  }
}
