/** Who was measured in which step of the span. */

import { workloadKey } from '../../policy/keys';
import type { RangeSeries } from '../../prometheus/client-types';
import { knownLabel } from '../../telemetry/parse-labels';
import type { History, Measured } from './history';
import type { Chunk } from './span';

interface Seen {
  readonly namespace: string;
  readonly workload: string;
  readonly server: Set<number>;
  readonly caller: Set<number>;
  readonly own: Set<number>;
}

const SIDES = ['server', 'caller', 'own'] as const;

export class Presence {
  /** Moments at which the source had anything of Istio. */
  private readonly any = new Set<number>();
  private readonly asked = new Set<number>();
  private readonly seen = new Map<string, Seen>();

  /** An answer of the query `measured`, of `chunk` and the moment before its first step. */
  add(series: readonly RangeSeries[], { fromSeconds, toSeconds }: Chunk, stepSeconds: number): void {
    for (let moment = fromSeconds; moment <= toSeconds; moment += stepSeconds) this.asked.add(moment);
    for (const { labels, timestampsSeconds } of series) {
      if (labels.side === 'any') for (const moment of timestampsSeconds) this.any.add(moment);
      else this.addWorkload(labels, timestampsSeconds);
    }
  }

  /** Whether the source had something of Istio at this moment, or could not be asked. */
  has(moment: number): boolean {
    return this.any.has(moment) || !this.asked.has(moment);
  }

  /** Whether any moment of the chunk has something. */
  hasAny({ fromSeconds, toSeconds }: Chunk): boolean {
    for (const moment of this.any) if (moment >= fromSeconds && moment <= toSeconds) return true;
    return false;
  }

  coverage(fromSeconds: number): Pick<History, 'keptFromSeconds' | 'emptySteps'> {
    const moments = [...this.asked].filter((moment) => moment > fromSeconds).sort((a, b) => a - b);
    const first = this.any.has(fromSeconds) ? fromSeconds : moments.find((moment) => this.any.has(moment));
    if (first === undefined) return { keptFromSeconds: undefined, emptySteps: 0 };
    return {
      keptFromSeconds: first,
      emptySteps: moments.filter((moment) => moment > first && !this.any.has(moment)).length,
    };
  }

  workloads(fromSeconds: number): History['measured'] {
    const found = new Map<string, Measured & { readonly namespace: string; readonly workload: string }>();
    for (const [key, { namespace, workload, server, caller, own }] of this.seen) {
      const within = (moments: ReadonlySet<number>) => [...moments].filter((moment) => moment > fromSeconds);
      found.set(key, {
        namespace,
        workload,
        server: within(server).length,
        callersAlone: within(caller).filter((moment) => !server.has(moment)).length,
        own: within(own).length,
      });
    }
    return found;
  }

  private addWorkload(labels: RangeSeries['labels'], moments: readonly number[]): void {
    const side = SIDES.find((one) => one === labels.side);
    const end = side === 'own' ? 'source' : 'destination';
    const namespace = knownLabel(labels, `${end}_workload_namespace`);
    const workload = knownLabel(labels, `${end}_workload`);
    if (side === undefined || namespace === undefined || workload === undefined) return;
    const key = workloadKey(namespace, workload);
    const known = this.seen.get(key) ?? { namespace, workload, server: new Set(), caller: new Set(), own: new Set() };
    this.seen.set(key, known);
    for (const moment of moments) known[side].add(moment);
  }
}
