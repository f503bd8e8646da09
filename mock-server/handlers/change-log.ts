import type { WorldOptions } from '../series';

type Change = WorldOptions['changes'][number];

const maxChanges = 1000;

/** The changes made to the mock, the only thing in it that can be written. */
export interface ChangeLog {
  list(): readonly Change[];
  /** Answers why a change is refused; undefined when it was taken. */
  add(body: unknown, nowMs: number): string | undefined;
  clear(): void;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function createChangeLog(): ChangeLog {
  let changes: readonly Change[] = [];
  return {
    list: () => changes,
    clear: () => {
      changes = [];
    },
    add(body, nowMs) {
      if (!isRecord(body) || typeof body.kind !== 'string' || body.kind === '')
        return 'a change is {"kind": "…", "value": …, "atMs"?: number}';
      const { atMs = nowMs } = body;
      if (typeof atMs !== 'number' || !Number.isFinite(atMs)) return 'atMs is a number of milliseconds';
      if (changes.length >= maxChanges) return `the log is full (${maxChanges} changes)`;
      changes = [...changes, { atMs, kind: body.kind, value: body.value ?? null }];
      return undefined;
    },
  };
}
