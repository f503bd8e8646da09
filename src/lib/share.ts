import { isPlain } from './is-plain';

/**
 * Structural sharing: `next` with every part that is deeply equal to `previous` replaced by `previous`' own,
 * so that `===` means unchanged. Plain objects, arrays and Maps (compared in key order of `next`); everything else by Object.is.
 */
export function share<T>(previous: unknown, next: T): T {
  return shared(previous, next) as T;
}

function shared(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next)) return previous;
  if (Array.isArray(next)) return Array.isArray(previous) ? sharedArray(previous, next) : next;
  if (next instanceof Map) return previous instanceof Map ? sharedMap(previous, next) : next;
  if (isPlain(next) && isPlain(previous)) return sharedObject(previous, next);
  return next;
}

/** What has nothing to take over from `previous` is `next` itself: a copy is made only where a part is replaced. */
function sharedArray(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  let same = previous.length === next.length;
  let copy: unknown[] | undefined;
  for (const [index, item] of next.entries()) {
    const kept = shared(previous[index], item);
    same &&= index < previous.length && Object.is(kept, previous[index]);
    if (Object.is(kept, item)) continue;
    copy ??= next.slice();
    copy[index] = kept;
  }
  return same ? previous : (copy ?? next);
}

function sharedMap(previous: ReadonlyMap<unknown, unknown>, next: ReadonlyMap<unknown, unknown>): ReadonlyMap<unknown, unknown> {
  let same = previous.size === next.size;
  let copy: Map<unknown, unknown> | undefined;
  for (const [key, value] of next) {
    const kept = shared(previous.get(key), value);
    same &&= previous.has(key) && Object.is(kept, previous.get(key));
    if (Object.is(kept, value)) continue;
    copy ??= new Map(next);
    copy.set(key, kept);
  }
  return same ? previous : (copy ?? next);
}

function sharedObject(previous: Readonly<Record<string, unknown>>, next: Readonly<Record<string, unknown>>): unknown {
  const keys = Object.keys(next);
  let same = keys.length === Object.keys(previous).length;
  let copy: Record<string, unknown> | undefined;
  for (const key of keys) {
    const has = Object.hasOwn(previous, key);
    const before = has ? previous[key] : undefined;
    const kept = shared(before, next[key]);
    same &&= has && Object.is(kept, before);
    if (Object.is(kept, next[key])) continue;
    copy ??= { ...next };
    // The copy has this key as its own, "__proto__" too, so that this sets a value and never a prototype.
    copy[key] = kept;
  }
  return same ? previous : (copy ?? next);
}

/** `share` for lists whose elements carry an id: elements keep their identity even when the list grew, shrank or was reordered. */
export function shareById<T extends { readonly id: string }>(previous: readonly T[], next: readonly T[]): readonly T[] {
  const before = new Map(previous.map((item) => [item.id, item]));
  const result = next.map((item) => share(before.get(item.id), item));
  return result.length === previous.length && result.every((item, index) => item === previous[index]) ? previous : result;
}
