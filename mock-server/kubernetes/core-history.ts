/** Deployments and pods come and go with the rollouts of a scenario; everything else beside the configuration stays. */
import type { MeshDescription } from '../world/description';
import { objectKey } from './changes';
import type { ClusterEvent } from './cluster-event';
import { coreObjectsOf } from './core-objects';
import type { KubernetesObject } from './object';

type Objects = ReadonlyMap<string, KubernetesObject>;

/** The mesh with the rollouts that had begun by a moment. */
function asOf(description: MeshDescription, nowMs: number): MeshDescription {
  const workloads = description.workloads.flatMap((workload) => {
    if (workload.rollouts === undefined) return [workload];
    const rollouts = workload.rollouts.filter((moment) => moment <= nowMs);
    return rollouts.length === 0 && workload.isNew === true ? [] : [{ ...workload, rollouts }];
  });
  return { ...description, workloads };
}

export class CoreHistory {
  readonly #moments: readonly number[];
  /** By the number of moments that have passed. */
  readonly #known = new Map<number, Objects>();

  constructor(
    private readonly description: MeshDescription,
    private readonly seed: number,
  ) {
    this.#moments = [...new Set(description.workloads.flatMap(({ rollouts }) => rollouts ?? []))].sort((a, b) => a - b);
  }

  /** All objects by key, as they are at a moment. */
  at(nowMs: number): Objects {
    const passed = this.#moments.filter((moment) => moment <= nowMs).length;
    const known = this.#known.get(passed);
    if (known !== undefined) return known;
    const mesh = this.#moments.length === 0 ? this.description : asOf(this.description, nowMs);
    const objects = new Map(coreObjectsOf(mesh, this.seed).map((object) => [objectKey(object), object]));
    this.#known.set(passed, objects);
    return objects;
  }

  /** What rollouts changed after a revision. */
  eventsAfter(revision: number, prefix: string, untilMs: number): readonly ClusterEvent[] {
    return this.#moments
      .filter((moment) => moment > revision && moment <= untilMs)
      .flatMap((moment) => changesBetween(this.at(moment - 1), this.at(moment), moment))
      .filter(({ key }) => key.startsWith(prefix));
  }
}

function changesBetween(before: Objects, after: Objects, revision: number): readonly ClusterEvent[] {
  const revised = (object: KubernetesObject): KubernetesObject => ({
    ...object,
    metadata: { ...object.metadata, resourceVersion: String(revision) },
  });
  const gone = [...before].filter(([key]) => !after.has(key));
  const others = [...after].filter(([key, object]) => JSON.stringify(object) !== JSON.stringify(before.get(key)));
  return [
    ...gone.map(([key, object]): ClusterEvent => ({ type: 'DELETED', revision, key, object: revised(object) })),
    ...others.map(
      ([key, object]): ClusterEvent => ({ type: before.has(key) ? 'MODIFIED' : 'ADDED', revision, key, object: revised(object) }),
    ),
  ];
}
