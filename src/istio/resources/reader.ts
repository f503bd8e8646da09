/**
 * Readers turn parsed YAML or JSON into typed values without ever failing: what is wrong is noted with its path, and left out.
 * A field's path ("spec.rules[1].to[0]") is its structure, so a position in the source can be found from it at any time (`locate.ts`).
 */
import type { Labels } from '../labels';

/** `rejected` = the API server or Istio's webhook would refuse the resource; `warning` = it would be read, but not as meant. */
export interface FieldIssue {
  readonly path: string;
  readonly severity: 'rejected' | 'warning';
  readonly message: string;
  /** What to do next, where it is not to check spelling and place. */
  readonly hint?: string;
}

/** The place of a value, and where to note what is wrong with it. */
export interface Place {
  readonly path: string;
  readonly note: (issue: FieldIssue) => void;
}

/** undefined = absent (null counts as absent) or not readable, which has been noted. */
export interface Reader<T> {
  (value: unknown, at: Place): T | undefined;
  /** What may stand here, as far as it can be told without a value: for those who help writing. */
  readonly holds?: Holds;
}

/** Named fields, entries of a list, values under free keys, or one of a few words. */
export type Holds =
  | { readonly kind: 'fields'; readonly fields: ReadonlyMap<string, Reader<unknown>> }
  | { readonly kind: 'list'; readonly entry: Reader<unknown> }
  | { readonly kind: 'map'; readonly entry: Reader<unknown> }
  | { readonly kind: 'words'; readonly words: readonly string[] };

const holding = <T>(read: (value: unknown, at: Place) => T | undefined, holds: Holds): Reader<T> => Object.assign(read, { holds });
export type Value<R> = R extends Reader<infer T> ? T : never;

const reject = (at: Place, message: string): undefined => {
  at.note({ path: at.path, severity: 'rejected', message });
  return undefined;
};
const absent = (value: unknown): value is undefined | null => value === undefined || value === null;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** "spec.ports" of "spec" and "ports"; a name that is no identifier stands in brackets: `labels["app.io/x"]`. */
export function childPath(path: string, name: string): string {
  const step = /^[A-Za-z_][\w-]*$/.test(name) ? name : `[${JSON.stringify(name)}]`;
  return path === '' || step.startsWith('[') ? `${path}${step}` : `${path}.${step}`;
}

export const text: Reader<string> = (value, at) => {
  if (absent(value) || typeof value === 'string') return value ?? undefined;
  return reject(at, `is ${nameOf(value)}, not a text`);
};

export const flag: Reader<boolean> = holding(
  (value, at) => {
    if (absent(value) || typeof value === 'boolean') return value ?? undefined;
    return reject(at, `is ${nameOf(value)}, not true or false`);
  },
  { kind: 'words', words: ['true', 'false'] },
);

export const number: Reader<number> = (value, at) => {
  if (absent(value) || (typeof value === 'number' && Number.isFinite(value))) return value ?? undefined;
  return reject(at, `is ${nameOf(value)}, not a number`);
};

export const integer: Reader<number> = (value, at) => {
  if (absent(value) || Number.isSafeInteger(value)) return (value as number | null) ?? undefined;
  return reject(at, `is ${nameOf(value)}, not a whole number`);
};

/** Kubernetes' IntOrString: a port by number or by name. */
export const integerOrText: Reader<number | string> = (value, at) => {
  if (absent(value) || typeof value === 'string' || Number.isSafeInteger(value)) return (value as number | string | null) ?? undefined;
  return reject(at, `is ${nameOf(value)}, neither a whole number nor a name`);
};

/** Anything, as it stands: for parts whose presence matters and nothing else. */
export const anything: Reader<NonNullable<unknown>> = (value) => value ?? undefined;

/** One of an enum's words; another word is refused by the API server. */
export function oneOf<const T extends string>(...words: readonly T[]): Reader<T> {
  const read = (value: unknown, at: Place): T | undefined => {
    if (absent(value)) return undefined;
    const word = words.find((each) => each === value);
    return word ?? reject(at, `is ${nameOf(value)}, not one of ${words.join(', ')}`);
  };
  return holding(read, { kind: 'words', words });
}

/** An entry that cannot be read is noted and left out. The note rejects the whole resource, so in one that counts every entry keeps its index. */
export function listOf<T>(entry: Reader<T>): Reader<readonly T[]> {
  const read = (value: unknown, at: Place): readonly T[] | undefined => {
    if (absent(value)) return undefined;
    if (!Array.isArray(value)) return reject(at, `is ${nameOf(value)}, not a list`);
    const entries: T[] = [];
    value.forEach((each, index) => {
      const read = entry(each, { path: `${at.path}[${index}]`, note: at.note });
      if (read !== undefined) entries.push(read);
      else if (absent(each)) reject({ path: `${at.path}[${index}]`, note: at.note }, 'is empty');
    });
    return entries;
  };
  return holding(read, { kind: 'list', entry });
}

/** Free keys, such as labels; hostile keys are only keys of a Map. */
export function mapOf<T>(entry: Reader<T>): Reader<ReadonlyMap<string, T>> {
  const read = (value: unknown, at: Place): ReadonlyMap<string, T> | undefined => {
    if (absent(value)) return undefined;
    if (!isRecord(value)) return reject(at, `is ${nameOf(value)}, not a map`);
    const entries = new Map<string, T>();
    for (const [name, each] of Object.entries(value)) {
      const read = entry(each, { path: childPath(at.path, name), note: at.note });
      if (read !== undefined) entries.set(name, read);
    }
    return entries;
  };
  return holding(read, { kind: 'map', entry });
}

export const labels: Reader<Labels> = mapOf(text);

export type Shape = Readonly<Record<string, Reader<unknown>>>;
export type Struct<S extends Shape> = { readonly [K in keyof S]?: Value<S[K]> };

/** Named fields, each optional; a field nobody knows is a warning, because the API server would drop it silently. */
export function struct<const S extends Shape>(shape: S): Reader<Struct<S>> {
  const known = new Map(Object.entries(shape));
  const read = (value: unknown, at: Place): Struct<S> | undefined => {
    if (absent(value)) return undefined;
    if (!isRecord(value)) return reject(at, `is ${nameOf(value)}, not a group of fields`);
    const fields: Record<string, unknown> = {};
    for (const [name, each] of Object.entries(value)) {
      const path = childPath(at.path, name);
      const reader = known.get(name);
      if (reader === undefined) at.note({ path, severity: 'warning', message: 'is not a field of this kind: it has no effect' });
      else {
        const read = reader(each, { path, note: at.note });
        if (read !== undefined) fields[name] = read;
      }
    }
    return fields as Struct<S>;
  };
  return holding(read, { kind: 'fields', fields: known });
}

/** As `struct`, for objects of which only some fields matter here: other fields are left alone. */
export function partOf<const S extends Shape>(shape: S): Reader<Struct<S>> {
  const strict = struct(shape);
  const read = (value: unknown, at: Place): Struct<S> | undefined => {
    if (!isRecord(value)) return strict(value, at);
    return strict(Object.fromEntries(Object.entries(value).filter(([name]) => Object.hasOwn(shape, name))), at);
  };
  return holding(read, strict.holds ?? { kind: 'fields', fields: new Map() });
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of fields';
  const shown = JSON.stringify(value) ?? String(value);
  return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
}
