/** Which proxy reports for a workload: its pods, or the ztunnels of the nodes its pods run on. */
import type { MeshDescription, Workload } from './description';
import { type Emitter, podsOf, ztunnelsOf } from './emitter';
import { hash } from './hash';

export class Fleet {
  readonly #pods = new Map<string, readonly Emitter[]>();
  readonly #ztunnels = new Map<string, readonly Emitter[]>();

  constructor(
    description: MeshDescription,
    private readonly seed: number,
  ) {
    for (const workload of description.workloads) {
      if (workload.untold === 'everything') continue;
      if (workload.proxy === 'sidecar' || workload.proxy === 'gateway' || workload.proxy === 'waypoint') {
        this.#pods.set(workload.id, podsOf(workload, seed));
      }
      if (workload.proxy === 'ztunnel' && !this.#ztunnels.has(workload.cluster)) {
        this.#ztunnels.set(workload.cluster, ztunnelsOf(workload.cluster, description.nodesPerCluster, seed));
      }
    }
  }

  /** Proxies inside the workload's own pods. */
  pods(workload: Workload): readonly Emitter[] {
    return this.#pods.get(workload.id) ?? [];
  }

  /** One ztunnel per pod, each on another node, so that no two report the same labels. */
  ztunnels(workload: Workload): readonly Emitter[] {
    const nodes = this.#ztunnels.get(workload.cluster) ?? [];
    const first = hash(`${workload.id} node`, this.seed);
    const used = Math.min(workload.pods, nodes.length);
    return Array.from({ length: used }, (_, index) => nodes[(first + index) % nodes.length]).filter((node) => node !== undefined);
  }

  /** Everything that is scraped. */
  all(): readonly Emitter[] {
    return [...this.#pods.values(), ...this.#ztunnels.values()].flat();
  }
}
