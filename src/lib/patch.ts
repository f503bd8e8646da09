/**
 * What differs between two structures, small enough to send: `patched(before, patchBetween(before, next))` equals `next`, and every part
 * of it that did not change is `before`'s own. Plain objects by key, Maps by key, lists of things with ids by id and field; everything
 * else is sent whole where it differs. Both ends must hold the same `before`.
 */
import { isPlain } from './is-plain';
import { type Column, ColumnBuilder, ColumnReader } from './patch-columns';

export type Patch =
  | { readonly kind: 'whole'; readonly value: unknown }
  | { readonly kind: 'object'; readonly gone?: readonly string[]; readonly parts: readonly Part<string>[] }
  /** `keys` and `ids`: all of them in their order, where that changed. */
  | { readonly kind: 'map'; readonly keys?: readonly unknown[]; readonly parts: readonly Part<unknown>[] }
  | {
      readonly kind: 'list';
      readonly ids?: readonly string[];
      /** Items that were not there, by row. */
      readonly added: ReadonlyMap<number, unknown>;
      readonly columns: readonly Column[];
    };

type Part<Key> = readonly [Key, Patch];

interface Identified {
  readonly id: string;
}

/** undefined = nothing differs. */
export function patchBetween(before: unknown, next: unknown): Patch | undefined {
  if (Object.is(before, next)) return undefined;
  if (Array.isArray(before) && Array.isArray(next)) return betweenLists(before, next);
  if (before instanceof Map && next instanceof Map) return betweenMaps(before, next);
  if (isPlain(before) && isPlain(next)) return betweenObjects(before, next);
  return { kind: 'whole', value: next };
}

export function patched(before: unknown, patch: Patch | undefined): unknown {
  if (patch === undefined) return before;
  switch (patch.kind) {
    case 'whole':
      return patch.value;
    case 'object':
      return patchedObject(before as Readonly<Record<string, unknown>>, patch);
    case 'map': {
      const map = before as ReadonlyMap<unknown, unknown>;
      return assembled(map, patch.keys ?? map.keys(), patch.parts);
    }
    case 'list':
      return patchedList(before as readonly Identified[], patch);
  }
}

function betweenObjects(before: Readonly<Record<string, unknown>>, next: Readonly<Record<string, unknown>>): Patch | undefined {
  const parts: Part<string>[] = [];
  for (const key of Object.keys(next)) {
    const patch = Object.hasOwn(before, key) ? patchBetween(before[key], next[key]) : whole(next[key]);
    if (patch !== undefined) parts.push([key, patch]);
  }
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(next, key));
  if (parts.length + gone.length === 0) return undefined;
  return { kind: 'object', ...(gone.length > 0 && { gone }), parts };
}

function betweenMaps(before: ReadonlyMap<unknown, unknown>, next: ReadonlyMap<unknown, unknown>): Patch | undefined {
  const parts = partsOf(before, next);
  const ordered = sameOrder(before.keys(), next.keys(), before.size === next.size);
  if (parts.length === 0 && ordered) return undefined;
  return { kind: 'map', ...(!ordered && { keys: [...next.keys()] }), parts };
}

function betweenLists(before: readonly unknown[], next: readonly unknown[]): Patch | undefined {
  const [known, now] = [byIdOf(before), byIdOf(next)];
  if (known === undefined || now === undefined) return sameItems(before, next) ? undefined : whole(next);
  const builder = new ColumnBuilder((item, other) => patchBetween(item, other) !== undefined);
  const added = new Map<number, unknown>();
  let row = 0;
  for (const [id, item] of now) {
    if (known.has(id)) builder.add(row, known.get(id), item);
    else added.set(row, item);
    row += 1;
  }
  const columns = builder.build();
  const ordered = sameOrder(known.keys(), now.keys(), known.size === now.size);
  if (columns.length === 0 && ordered) return undefined;
  return { kind: 'list', ...(!ordered && { ids: [...now.keys()] }), added, columns };
}

function partsOf<Key>(before: ReadonlyMap<Key, unknown>, next: ReadonlyMap<Key, unknown>): readonly Part<Key>[] {
  const parts: Part<Key>[] = [];
  for (const [key, value] of next) {
    const patch = before.has(key) ? patchBetween(before.get(key), value) : whole(value);
    if (patch !== undefined) parts.push([key, patch]);
  }
  return parts;
}

const whole = (value: unknown): Patch => ({ kind: 'whole', value });

function sameOrder(before: Iterable<unknown>, next: Iterable<unknown>, sameSize: boolean): boolean {
  if (!sameSize) return false;
  const known = before[Symbol.iterator]();
  for (const key of next) if (!Object.is(known.next().value, key)) return false;
  return true;
}

const sameItems = (before: readonly unknown[], next: readonly unknown[]): boolean =>
  before.length === next.length && next.every((item, index) => patchBetween(before[index], item) === undefined);

/** undefined unless every item has an id of its own. An empty list is either. */
function byIdOf(list: readonly unknown[]): ReadonlyMap<string, unknown> | undefined {
  const byId = new Map<string, unknown>();
  for (const item of list) {
    if (!isPlain(item) || typeof item.id !== 'string') return undefined;
    byId.set(item.id, item);
  }
  return byId.size === list.length ? byId : undefined;
}

function assembled<Key>(before: ReadonlyMap<Key, unknown>, keys: Iterable<Key>, parts: readonly Part<Key>[]): ReadonlyMap<Key, unknown> {
  const changed = new Map(parts);
  const result = new Map<Key, unknown>();
  for (const key of keys) result.set(key, patched(before.get(key), changed.get(key)));
  return result;
}

function patchedList(
  before: readonly Identified[],
  { ids, added, columns }: Extract<Patch, { readonly kind: 'list' }>,
): readonly unknown[] {
  const reader = new ColumnReader(columns);
  if (ids === undefined) return before.map((item, row) => reader.read(row, item));
  const byId = new Map(before.map((item) => [item.id, item]));
  return ids.map((id, row) => (added.has(row) ? added.get(row) : reader.read(row, byId.get(id))));
}

function patchedObject(
  before: Readonly<Record<string, unknown>>,
  { gone = [], parts }: Extract<Patch, { readonly kind: 'object' }>,
): Readonly<Record<string, unknown>> {
  const result: Record<string, unknown> = { ...before };
  for (const key of gone) delete result[key];
  for (const [key, patch] of parts) {
    const value = patched(before[key], patch);
    // A key called "__proto__" is a name like any other.
    if (key === '__proto__') Object.defineProperty(result, key, { value, writable: true, enumerable: true, configurable: true });
    else result[key] = value;
  }
  return result;
}
