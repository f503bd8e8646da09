/** Objects that a scenario changes by itself: which one is in force at a moment, and when one became another, as after `kubectl apply`. */
import { type MeshDescription, objectInPhase, type PhasedObject } from '../world/description';
import { managedFields } from './fill-metadata';
import type { KubernetesObject } from './object';

const daySeconds = 86_400;

/** What an object became, and when. */
export interface PhasedMoment {
  readonly atMs: number;
  readonly object: KubernetesObject;
}

/** The object as an API server keeps it once it was applied again: the same, of a higher generation. */
function appliedAgain(object: KubernetesObject, atMs: number, generation: number): KubernetesObject {
  const fields = managedFields(object, 'kubectl-client-side-apply', atMs);
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(atMs), generation, managedFields: [fields] } };
}

export class PhasedHistory {
  readonly #periodMs: number;

  constructor(private readonly description: Pick<MeshDescription, 'timeline' | 'story'>) {
    this.#periodMs = (description.timeline?.periodSeconds ?? daySeconds) * 1000;
  }

  /** The object of the phase at a moment; its revision is the moment at which it last became another. */
  inForce(object: PhasedObject, nowMs: number): KubernetesObject {
    if (Object.keys(object.during).length === 0) return object.otherwise;
    const from = this.description.story === undefined ? nowMs - this.#periodMs - 1 : Number.NEGATIVE_INFINITY;
    return this.changes(object, from, nowMs).at(-1)?.object ?? objectInPhase(object, this.#phaseAt(nowMs));
  }

  /** When the object became another in (afterMs, untilMs], oldest first. */
  changes(object: PhasedObject, afterMs: number, untilMs: number): readonly PhasedMoment[] {
    const { story } = this.description;
    if (Object.keys(object.during).length === 0) return [];
    const found: PhasedMoment[] = [];
    const starts = story === undefined ? this.#starts(afterMs, untilMs) : story.phases.slice(1).map(({ startMs }) => startMs);
    let generation = 1;
    for (const atMs of starts.filter((start) => start <= untilMs)) {
      const then = objectInPhase(object, this.#phaseAt(atMs));
      if (then === objectInPhase(object, this.#phaseAt(atMs - 1))) continue;
      generation = story === undefined ? 2 : generation + 1;
      if (atMs > afterMs) found.push({ atMs, object: appliedAgain(then, atMs, generation) });
    }
    return found;
  }

  /** Moments in (afterMs, untilMs] at which a phase that repeats begins. */
  #starts(afterMs: number, untilMs: number): readonly number[] {
    const { timeline } = this.description;
    if (timeline === undefined) return [];
    const starts: number[] = [];
    for (let base = Math.floor(afterMs / this.#periodMs) * this.#periodMs; base <= untilMs; base += this.#periodMs) {
      for (const { startSeconds } of timeline.phases) {
        const moment = base + startSeconds * 1000;
        if (moment > afterMs && moment <= untilMs) starts.push(moment);
      }
    }
    return starts;
  }

  #phaseAt(ms: number): string {
    const { timeline, story } = this.description;
    if (story !== undefined) return (story.phases.findLast(({ startMs }) => startMs <= ms) ?? story.phases[0])?.name ?? '';
    const inside = (ms - Math.floor(ms / this.#periodMs) * this.#periodMs) / 1000;
    return timeline?.phases.findLast(({ startSeconds }) => startSeconds <= inside)?.name ?? '';
  }
}
