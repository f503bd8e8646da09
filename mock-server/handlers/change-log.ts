import type { WorldOptions } from '../series';

type Change = WorldOptions['changes'][number];

const maxChanges = 1000;

/** The changes made to the mock, the only thing in it that can be written. */
export interface ChangeLog {
  list(): readonly Change[];
  /** Answers why a change is refused; undefined when it was taken. */
  add(body: unknown, nowMs: number): string | undefined;
  /** Takes an entry as it is; false when the log is full. */
  record(change: Change): boolean;
  /** Told after each change, and when all are forgotten; answers how to stop. */
  subscribe(listeners: ChangeListeners): () => void;
  clear(): void;
}

export interface ChangeListeners {
  readonly changed: () => void;
  readonly forgotten: () => void;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function createChangeLog(): ChangeLog {
  let changes: readonly Change[] = [];
  const listeners = new Set<ChangeListeners>();
  const record = (change: Change): boolean => {
    if (changes.length >= maxChanges) return false;
    changes = [...changes, change];
    for (const { changed } of [...listeners]) changed();
    return true;
  };
  return {
    list: () => changes,
    record,
    subscribe(added) {
      listeners.add(added);
      return () => listeners.delete(added);
    },
    clear() {
      changes = [];
      for (const { forgotten } of [...listeners]) forgotten();
    },
    add(body, nowMs) {
      if (!isRecord(body) || typeof body.kind !== 'string' || body.kind === '')
        return 'a change is {"kind": "…", "value": …, "atMs"?: number}';
      const { atMs = nowMs } = body;
      if (typeof atMs !== 'number' || !Number.isFinite(atMs)) return 'atMs is a number of milliseconds';
      return record({ atMs, kind: body.kind, value: body.value ?? null }) ? undefined : `the log is full (${maxChanges} changes)`;
    },
  };
}
