/**
 * How a snapshot's parts are written and read: each codec is one part's shape, used in both directions, so that what is written can be read
 * and nothing else can. Reading is strict; what does not fit is a `Misshapen` with its path, caught where the file is read.
 */
import { SNAPSHOT_LIMITS } from './limits';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Something in a file is not what stands there in a snapshot. Never leaves `readSnapshot`. */
export class Misshapen extends Error {
  constructor(
    readonly path: string,
    readonly expected: string,
  ) {
    super(`${path} is not ${expected}`);
  }
}

/** What a file has more of than anybody can look at. Never leaves `readSnapshot`. */
export class TooMuch extends Error {}

/** Values that stand in a table once and are named by their place in it. */
export interface Interning {
  /** 1 is the first. */
  place(table: string, key: string, value: () => Json): number;
}

/** The same tables, read. */
export interface Tables {
  /** undefined = there is no such place. */
  at(table: string, place: number): unknown;
  /** Counts rows and values against what a file may hold. */
  count(rows: number): void;
}

export interface Codec<T> {
  readonly write: (value: T, tables: Interning) => Json;
  readonly read: (json: Json | undefined, path: string, tables: Tables) => T;
  /** A field of this codec may be left out of its record. */
  readonly mayBeAbsent?: true;
}

/** A field that may be left out; `read` is only asked for one that is there. */
export interface MaybeCodec<T> extends Codec<T> {
  readonly mayBeAbsent: true;
}

export const maybe = <T>(codec: Codec<T>): MaybeCodec<T> => ({ write: codec.write, read: codec.read, mayBeAbsent: true });

/** Numbers come back exactly: what JSON has no number for is a word, NaN (nothing known) is null. */
export function writeNumber(value: number): Json {
  if (Number.isNaN(value)) return null;
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return Object.is(value, -0) ? '-0' : value;
}

function readNumber(json: Json | undefined, path: string): number {
  if (typeof json === 'number' && Number.isFinite(json)) return json;
  if (json === null) return Number.NaN;
  if (json === '+Inf') return Number.POSITIVE_INFINITY;
  if (json === '-Inf') return Number.NEGATIVE_INFINITY;
  if (json === '-0') return -0;
  throw new Misshapen(path, 'a number');
}

export const number: Codec<number> = { write: writeNumber, read: readNumber };

/** A number that is one. */
export const finite: Codec<number> = {
  write: writeNumber,
  read(json, path) {
    const value = readNumber(json, path);
    if (!Number.isFinite(value)) throw new Misshapen(path, 'a finite number');
    return value;
  },
};

/** The furthest moment that a date can tell, Unix seconds. */
const FURTHEST_SECONDS = 8.64e12;

/** Unix seconds, of a moment that has a date. */
export const instant: Codec<number> = {
  write: writeNumber,
  read(json, path) {
    const value = readNumber(json, path);
    if (!(Math.abs(value) <= FURTHEST_SECONDS)) throw new Misshapen(path, 'a moment');
    return value;
  },
};

/** More than nothing. */
export const positive: Codec<number> = {
  write: writeNumber,
  read(json, path) {
    const value = readNumber(json, path);
    if (!(value > 0 && Number.isFinite(value))) throw new Misshapen(path, 'a number above 0');
    return value;
  },
};

export const count: Codec<number> = {
  write: (value) => value,
  read(json, path) {
    if (typeof json !== 'number' || !Number.isSafeInteger(json) || json < 0) throw new Misshapen(path, 'a count');
    return json;
  },
};

export const text: Codec<string> = {
  write: (value) => value,
  read(json, path) {
    if (typeof json !== 'string') throw new Misshapen(path, 'a text');
    return json;
  },
};

export const flag: Codec<boolean> = {
  write: (value) => value,
  read(json, path) {
    if (typeof json !== 'boolean') throw new Misshapen(path, 'true or false');
    return json;
  },
};

/** A mark that is there or not. */
export const mark: Codec<true> = {
  write: () => true,
  read(json, path) {
    if (json !== true) throw new Misshapen(path, 'true');
    return true;
  },
};

export function word<const T extends string>(...words: readonly T[]): Codec<T> {
  return {
    write: (value) => value,
    read(json, path) {
      const known = words.find((each) => each === json);
      if (known === undefined) throw new Misshapen(path, `one of ${words.join(', ')}`);
      return known;
    },
  };
}

export function listOf<T>(codec: Codec<T>): Codec<readonly T[]> {
  return {
    write: (list, tables) => list.map((each) => codec.write(each, tables)),
    read(json, path, tables) {
      const list = listAt(json, path);
      tables.count(list.length);
      return list.map((each, index) => codec.read(each, `${path}[${index}]`, tables));
    },
  };
}

/** Numbers over the moments of a grid; NaN = nothing known. */
export const values: Codec<Float64Array> = {
  write: (list) => Array.from(list, writeNumber),
  read(json, path, tables) {
    const list = listAt(json, path);
    tables.count(list.length);
    return Float64Array.from(list, (each) => readNumber(each, path));
  },
};

type OptionalKey<T, K extends keyof T> = object extends Pick<T, K> ? true : false;

/** A codec for every field of T: one that may be left out wants `maybe`. */
export type Shape<T> = {
  readonly [K in keyof T]-?: OptionalKey<T, K> extends true ? MaybeCodec<NonNullable<T[K]>> : Codec<T[K]>;
};

type AnyShape = Readonly<Record<string, Codec<unknown>>>;

/** Named fields in the order of the shape. Fields that nobody knows are refused: they would be lost. */
export function fields<T extends object>(shape: Shape<T>): Codec<T> {
  // The mapped type says per key what this says of all of them.
  const codecs = Object.entries(shape as unknown as AnyShape);
  const known = new Set(codecs.map(([name]) => name));
  return {
    write(value, tables) {
      const record = value as Readonly<Record<string, unknown>>;
      return Object.fromEntries(
        codecs.flatMap(([name, codec]): [string, Json][] =>
          record[name] === undefined ? [] : [[name, codec.write(record[name], tables)]],
        ),
      );
    },
    read(json, path, tables) {
      const record = recordAt(json, path);
      for (const name of Object.keys(record)) if (!known.has(name)) throw new Misshapen(`${path}.${name}`, 'a field of a snapshot');
      const read = codecs.flatMap(([name, codec]): [string, unknown][] => {
        if (!Object.hasOwn(record, name)) {
          if (codec.mayBeAbsent) return [];
          throw new Misshapen(`${path}.${name}`, 'there');
        }
        return [[name, codec.read(record[name], `${path}.${name}`, tables)]];
      });
      return Object.fromEntries(read) as T;
    },
  };
}

/** Many records of the same kind, one list a field: what may be absent is null there. */
export function columns<T extends object>(shape: Shape<T>): Codec<readonly T[]> {
  const codecs = Object.entries(shape as unknown as AnyShape);
  return {
    write(rows, tables) {
      const column = (name: string, codec: Codec<unknown>): Json =>
        rows.map((row) => {
          const value = (row as Readonly<Record<string, unknown>>)[name];
          return value === undefined ? null : codec.write(value, tables);
        });
      return { rows: rows.length, ...Object.fromEntries(codecs.map(([name, codec]) => [name, column(name, codec)])) };
    },
    read(json, path, tables) {
      const record = recordAt(json, path);
      const { rows: given, ...given_ } = record;
      const rows = count.read(given, `${path}.rows`, tables);
      tables.count(rows);
      if (Object.keys(given_).length !== codecs.length) throw new Misshapen(path, 'a table of a snapshot');
      const lists = codecs.map(([name]) => {
        const list = listAt(Object.hasOwn(record, name) ? record[name] : undefined, `${path}.${name}`);
        if (list.length !== rows) throw new Misshapen(`${path}.${name}`, `a list of ${rows}`);
        return list;
      });
      return Array.from({ length: rows }, (_, index) => {
        const row: Record<string, unknown> = {};
        codecs.forEach(([name, codec], at) => {
          const each = lists[at]?.[index];
          if (each === null && codec.mayBeAbsent) return;
          row[name] = codec.read(each, `${path}.${name}[${index}]`, tables);
        });
        return row as T;
      });
    },
  };
}

/** A value that stands in a table once; `keyOf` tells equal ones. */
export function interned<T>(table: string, codec: Codec<T>, keyOf: (value: T) => string): Codec<T> {
  return {
    write: (value, tables) => tables.place(table, keyOf(value), () => codec.write(value, tables)),
    read(json, path, tables) {
      const place = count.read(json, path, tables);
      const value = tables.at(table, place);
      if (value === undefined) throw new Misshapen(path, `a place in ${table}`);
      // The table was read by the same codec.
      return value as T;
    },
  };
}

export function listAt(json: Json | undefined, path: string): readonly Json[] {
  if (!Array.isArray(json)) throw new Misshapen(path, 'a list');
  return json;
}

export function recordAt(json: Json | undefined, path: string): Readonly<Record<string, Json>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Misshapen(path, 'a group of fields');
  return json as Readonly<Record<string, Json>>;
}

/** Any JSON, as it is; keys that mean something to JavaScript itself are left out. */
export const anyJson: Codec<unknown> = {
  write: (value) => plain(value),
  read: (json) => plain(json),
};

function plain(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object') return null;
  const entries = Object.entries(value).filter(([key, each]) => key !== '__proto__' && each !== undefined);
  return Object.fromEntries(entries.map(([key, each]) => [key, plain(each)]));
}

/** Texts by free keys, by the order of the keys. */
export function recordOf<T>(codec: Codec<T>): Codec<Readonly<Record<string, T>>> {
  return {
    write: (record, tables) =>
      Object.keys(record)
        .sort(byCodeUnits)
        .flatMap((key) => {
          const value = record[key];
          return value === undefined ? [] : [[key, codec.write(value, tables)]];
        }),
    read(json, path, tables) {
      const entries = listAt(json, path).map((entry, index): [string, T] => {
        const [key, value, ...more] = listAt(entry, `${path}[${index}]`);
        if (typeof key !== 'string' || more.length > 0) throw new Misshapen(`${path}[${index}]`, 'a key with its value');
        return [key, codec.read(value, `${path}[${index}]`, tables)];
      });
      tables.count(entries.length);
      return Object.fromEntries(entries.filter(([key]) => key !== '__proto__'));
    },
  };
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Counts rows while a file is read. */
export function rowCounter(): (rows: number) => void {
  let counted = 0;
  return (rows) => {
    counted += rows;
    if (counted > SNAPSHOT_LIMITS.values) throw new TooMuch();
  };
}
