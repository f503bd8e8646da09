/** A cluster's objects at any revision, and what happened between two: the scenario's objects, its timeline, and the changes made to it. */
import type { MeshDescription, PhasedObject } from '../world/description';
import { type KubernetesChange, objectKey } from './changes';
import type { ClusterEvent } from './cluster-event';
import { configurationOf } from './configuration';
import { CoreHistory } from './core-history';
import type { KubernetesObject } from './object';
import { PhasedHistory } from './phased-history';

/** A moment, and the changes that were there by then. */
export interface ClusterView {
  readonly nowMs: number;
  readonly changes: readonly KubernetesChange[];
}

/** How long an API server remembers: older revisions are gone. */
export const retentionMs = 5 * 60_000;

export class Cluster {
  readonly #core: CoreHistory;
  readonly #configuration: ReadonlyMap<string, PhasedObject>;
  readonly #phased: readonly (readonly [string, PhasedObject])[];
  readonly #history: PhasedHistory;

  constructor(description: MeshDescription, seed: number) {
    this.#history = new PhasedHistory(description);
    this.#core = new CoreHistory(description, seed);
    this.#configuration = new Map(configurationOf(description).map((object) => [objectKey(object.otherwise), object]));
    this.#phased = [...this.#configuration].filter(([, { during }]) => Object.keys(during).length > 0);
  }

  /** All objects whose key begins with `prefix` (`group/plural/…`), sorted by key. */
  list(prefix: string, { nowMs, changes }: ClusterView): readonly KubernetesObject[] {
    const found = new Map<string, KubernetesObject>();
    for (const [key, object] of this.#core.at(nowMs)) if (key.startsWith(prefix)) found.set(key, object);
    for (const [key, object] of this.#configuration) if (key.startsWith(prefix)) found.set(key, this.#history.inForce(object, nowMs));
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
    return configured === undefined ? this.#core.at(view.nowMs).get(key) : this.#history.inForce(configured, view.nowMs);
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
    for (const [key, phased] of this.#phased) {
      if (!key.startsWith(prefix) || touched.has(key)) continue;
      for (const { atMs, object } of this.#history.changes(phased, revision, view.nowMs))
        events.push({ type: 'MODIFIED', revision: atMs, key, object });
    }
    events.push(...this.#core.eventsAfter(revision, prefix, view.nowMs).filter(({ key }) => !touched.has(key)));
    return events.sort((a, b) => a.revision - b.revision);
  }
}
