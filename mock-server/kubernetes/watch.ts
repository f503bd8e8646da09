/** A watch: newline-delimited JSON of what happens, until somebody ends it. */
import { Readable } from 'node:stream';
import type { Cluster, ClusterView } from './cluster';
import type { KubernetesObject } from './object';
import { currentRevision, filterFrom, inVersion, keyPrefix, type ObjectsTarget, type Query } from './read';
import { expiredMessage, statusBody, versionAsked } from './status';

export interface WatchSetting {
  readonly target: ObjectsTarget;
  readonly query: Query;
  readonly cluster: Cluster;
  readonly view: () => ClusterView;
  /** Where to begin; undefined: with all objects there are. */
  readonly start: number | undefined;
  /** Calls back whenever something may have changed; answers how to stop. */
  readonly subscribe: (listeners: { readonly changed: () => void; readonly forgotten: () => void }) => () => void;
  readonly bookmarkMs: number;
}

/** How often the timeline of a scenario is looked at. */
const pollMs = 500;
const longestMs = 30 * 60_000;

function timeoutMs(query: Query): number {
  const seconds = Number(query.get('timeoutSeconds') ?? '');
  return seconds > 0 ? Math.min(seconds * 1000, longestMs) : longestMs;
}

/** The stream of one watch; it ends by itself after `timeoutSeconds`, and with an error event when the past is forgotten. */
export class Watch {
  readonly stream: Readable;
  #revision: number;
  readonly #timers: NodeJS.Timeout[] = [];
  #stop: () => void = () => {};
  /** Keys of objects this watch has shown: a change of labels can move one in or out. */
  readonly #shown = new Set<string>();

  constructor(private readonly setting: WatchSetting) {
    this.stream = new Readable({ read: () => {}, destroy: (error, done) => this.#dispose(error, done) });
    const view = setting.view();
    this.#revision = setting.start ?? currentRevision(view);
    const before = {
      nowMs: Math.min(view.nowMs, this.#revision),
      changes: view.changes.filter(({ revision }) => revision <= this.#revision),
    };
    const present = setting.cluster.list(keyPrefix(setting.target), before).filter((object) => this.#wanted(object));
    for (const object of present) {
      this.#shown.add(object.metadata.uid ?? object.metadata.name);
      if (setting.start === undefined) this.#send('ADDED', this.#written(object));
    }
    if (setting.start === undefined && setting.query.get('sendInitialEvents') === 'true')
      this.#bookmark({ 'k8s.io/initial-events-end': 'true' });
    this.#begin();
  }

  #begin(): void {
    const { subscribe, query, bookmarkMs } = this.setting;
    this.#stop = subscribe({ changed: () => this.#advance(), forgotten: () => this.#forget() });
    this.#timers.push(setInterval(() => this.#advance(), pollMs));
    if (query.get('allowWatchBookmarks') === 'true') this.#timers.push(setInterval(() => this.#bookmarkNow(), bookmarkMs));
    this.#timers.push(setTimeout(() => this.stream.push(null), timeoutMs(query)));
    this.#advance();
  }

  #dispose(error: Error | null, done: (error?: Error | null) => void): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#stop();
    done(error);
  }

  #wanted(object: KubernetesObject): boolean {
    const filter = filterFrom(this.setting.query);
    return typeof filter !== 'function' || filter(object);
  }

  #written(object: KubernetesObject): KubernetesObject {
    return inVersion(object, this.setting.target.served, this.setting.target.version);
  }

  #send(type: string, object: unknown): void {
    if (!this.stream.readableEnded && !this.stream.destroyed) this.stream.push(`${JSON.stringify({ type, object })}\n`);
  }

  #advance(): void {
    const { cluster, target, view } = this.setting;
    const now = view();
    for (const event of cluster.eventsAfter(this.#revision, keyPrefix(target), now)) {
      this.#revision = event.revision;
      const uid = event.object.metadata.uid ?? event.object.metadata.name;
      const shown = this.#shown.has(uid);
      const wanted = event.type !== 'DELETED' && this.#wanted(event.object);
      if (!shown && !wanted) continue;
      const changed = shown ? 'MODIFIED' : 'ADDED';
      this.#send(wanted ? changed : 'DELETED', this.#written(event.object));
      if (wanted) this.#shown.add(uid);
      else this.#shown.delete(uid);
    }
  }

  #bookmarkNow(): void {
    this.#advance();
    this.#revision = Math.max(this.#revision, currentRevision(this.setting.view()));
    this.#bookmark();
  }

  #bookmark(annotations?: Readonly<Record<string, string>>): void {
    const { served, version } = this.setting.target;
    const metadata = {
      resourceVersion: String(this.#revision),
      creationTimestamp: null,
      ...(annotations === undefined ? {} : { annotations }),
    };
    this.#send('BOOKMARK', { kind: served.kind, apiVersion: versionAsked(served, version), metadata });
  }

  /** The past of this watch is gone: it has to list again. */
  #forget(): void {
    this.#send('ERROR', statusBody(410, 'Expired', expiredMessage));
    this.stream.push(null);
  }
}
