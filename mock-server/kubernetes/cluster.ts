/** A cluster's objects at any revision, and what happened between two: the scenario's objects, its timeline, and the changes made to it. */
import { type MeshDescription, objectInPhase, type PhasedObject } from '../world/description';
import { type KubernetesChange, objectKey } from './changes';
import { configurationOf } from './configuration';
import { coreObjectsOf } from './core-objects';
import type { KubernetesObject } from './object';

const daySeconds = 86_400;

export interface ClusterEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly revision: number;
  readonly key: string;
  readonly object: KubernetesObject;
}

/** A moment, and the changes that were there by then. */
export interface ClusterView {
  readonly nowMs: number;
  readonly changes: readonly KubernetesChange[];
}

/** How long an API server remembers: older revisions are gone. */
export const retentionMs = 5 * 60_000;

function withRevision(object: KubernetesObject, revision: number): KubernetesObject {
  return {
    ...object,
    metadata: { ...object.metadata, resourceVersion: String(revision), generation: (object.metadata.generation ?? 1) + 1 },
  };
}

export class Cluster {
  readonly #core: ReadonlyMap<string, KubernetesObject>;
  readonly #configuration: ReadonlyMap<string, PhasedObject>;
  readonly #phased: readonly (readonly [string, PhasedObject])[];

  constructor(
    private readonly description: MeshDescription,
    seed: number,
  ) {
    this.#core = new Map(coreObjectsOf(description, seed).map((object) => [objectKey(object), object]));
    this.#configuration = new Map(configurationOf(description).map((object) => [objectKey(object.otherwise), object]));
    this.#phased = [...this.#configuration].filter(([, { during }]) => Object.keys(during).length > 0);
  }

  /** All objects whose key begins with `prefix` (`group/plural/…`), sorted by key. */
  list(prefix: string, { nowMs, changes }: ClusterView): readonly KubernetesObject[] {
    const found = new Map<string, KubernetesObject>();
    for (const [key, object] of this.#core) if (key.startsWith(prefix)) found.set(key, object);
    for (const [key, object] of this.#configuration) if (key.startsWith(prefix)) found.set(key, this.#inForce(object, nowMs));
    for (const { key, object } of changes) {
      if (!key.startsWith(prefix)) continue;
      if (object === undefined) found.delete(key);
      else found.set(key, object);
    }
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
  }

  get(key: string, view: ClusterView): KubernetesObject | undefined {
    const change = view.changes.findLast((candidate) => candidate.key === key);
    if (change !== undefined) return change.object;
    const configured = this.#configuration.get(key);
    return configured === undefined ? this.#core.get(key) : this.#inForce(configured, view.nowMs);
  }

  /** What happened to objects under a prefix after a revision, in order. */
  eventsAfter(revision: number, prefix: string, view: ClusterView): readonly ClusterEvent[] {
    const events: ClusterEvent[] = [];
    view.changes.forEach((change, index) => {
      if (change.revision <= revision || !change.key.startsWith(prefix)) return;
      const before = this.get(change.key, { nowMs: change.atMs, changes: view.changes.slice(0, index) });
      if (change.object !== undefined) {
        const type = before === undefined ? 'ADDED' : 'MODIFIED';
        events.push({ type, revision: change.revision, key: change.key, object: change.object });
      } else if (before !== undefined) {
        const { metadata } = before;
        const object = { ...before, metadata: { ...metadata, resourceVersion: String(change.revision) } };
        events.push({ type: 'DELETED', revision: change.revision, key: change.key, object });
      }
    });
    const touched = new Set(view.changes.map(({ key }) => key));
    for (const moment of this.#phaseStarts(revision, view.nowMs)) {
      for (const [key, object] of this.#phased) {
        if (!key.startsWith(prefix) || touched.has(key)) continue;
        const now = this.#inForce(object, moment);
        if (now.metadata.resourceVersion === String(moment)) events.push({ type: 'MODIFIED', revision: moment, key, object: now });
      }
    }
    return events.sort((a, b) => a.revision - b.revision);
  }

  /** The object of the phase at a moment; its revision is the moment at which it last became another. */
  #inForce(object: PhasedObject, nowMs: number): KubernetesObject {
    if (Object.keys(object.during).length === 0) return object.otherwise;
    let since: number | undefined;
    let current = object.otherwise;
    const starts = [...this.#phaseStarts(nowMs - this.#periodMs() - 1, nowMs)];
    for (const moment of starts) {
      const then = objectInPhase(object, this.#phaseAt(moment));
      const before = objectInPhase(object, this.#phaseAt(moment - 1));
      if (then !== before) since = moment;
      current = then;
    }
    return since === undefined ? current : withRevision(current, since);
  }

  #periodMs(): number {
    return (this.description.timeline?.periodSeconds ?? daySeconds) * 1000;
  }

  /** Moments in (afterMs, untilMs] at which a phase begins. */
  #phaseStarts(afterMs: number, untilMs: number): readonly number[] {
    const { timeline } = this.description;
    if (timeline === undefined || this.#phased.length === 0) return [];
    const period = this.#periodMs();
    const starts: number[] = [];
    for (let base = Math.floor(afterMs / period) * period; base <= untilMs; base += period) {
      for (const { startSeconds } of timeline.phases) {
        const moment = base + startSeconds * 1000;
        if (moment > afterMs && moment <= untilMs) starts.push(moment);
      }
    }
    return starts;
  }

  #phaseAt(ms: number): string {
    const { timeline } = this.description;
    const period = this.#periodMs();
    const inside = (ms - Math.floor(ms / period) * period) / 1000;
    return timeline?.phases.findLast(({ startSeconds }) => startSeconds <= inside)?.name ?? '';
  }
}
