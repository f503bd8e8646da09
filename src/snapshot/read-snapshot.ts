/** The bytes of a file → a snapshot, or what is wrong with it. Whoever made the file is not trusted. */
import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';
import { sha256 } from '../lib/sha256';
import { checkLengths } from './check-lengths';
import { type Json, listAt, Misshapen, recordAt, rowCounter, type Tables, TooMuch } from './codec';
import { inflate } from './inflate';
import { SNAPSHOT_LIMITS } from './limits';
import { migrate } from './migrations';
import * as problems from './problems';
import { SNAPSHOT_SCHEMA, type Snapshot } from './snapshot';
import { snapshotCodec } from './snapshot-shape';
import { TABLES } from './telemetry-shape';
import { envelope } from './write-snapshot';

type Read<T> = Result<T, Problem>;

/** Packed, or unpacked by whatever carried it. Never throws, whatever the bytes; an older schema is brought up to this one. */
export function readSnapshot(bytes: Uint8Array): Read<Snapshot> {
  const text = unpacked(bytes);
  if (!text.ok) return text;
  if (tooDeep(text.value)) return err(problems.snapshotTooDeep());
  const json = parsed(text.value);
  if (!json.ok) return json;
  const content = contentOf(text.value, json.value);
  if (!content.ok) return content;
  try {
    return ok(snapshotOf(content.value));
  } catch (thrown) {
    if (thrown instanceof Misshapen) return err(problems.snapshotMisshapen(thrown.path, thrown.expected));
    if (thrown instanceof TooMuch) return err(problems.snapshotTooLarge());
    throw thrown;
  }
}

function unpacked(bytes: Uint8Array): Read<Uint8Array> {
  if (bytes.length === 0) return err(problems.snapshotEmpty());
  if (bytes.length > SNAPSHOT_LIMITS.bytes) return err(problems.snapshotTooLarge());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return ok(bytes);
  const whole = inflate(bytes, SNAPSHOT_LIMITS.inflatedBytes);
  if (whole === 'too-large') return err(problems.snapshotTooLarge());
  if (whole === 'broken') return err(problems.snapshotBroken());
  return whole.length === 0 ? err(problems.snapshotEmpty()) : ok(whole);
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** Seen before anything walks down into it. */
function tooDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (inText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (OPENING.has(byte)) {
      depth++;
      if (depth > SNAPSHOT_LIMITS.depth) return true;
    } else if (CLOSING.has(byte)) depth--;
  }
  return false;
}

function parsed(bytes: Uint8Array): Read<Json> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return err(problems.snapshotForeign());
  }
  if (/^\s*</.test(text)) return err(problems.snapshotPage());
  try {
    return ok(JSON.parse(text) as Json);
  } catch {
    return err(text.startsWith(`{"schema":"${SNAPSHOT_FAMILY}`) ? problems.snapshotBroken() : problems.snapshotForeign());
  }
}

const SNAPSHOT_FAMILY = 'seamark.snapshot/';

/** The content of this schema: checked against its checksum, or migrated from an older one. */
function contentOf(bytes: Uint8Array, json: Json): Read<Json> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return err(problems.snapshotForeign());
  const file = json as Readonly<Record<string, Json>>;
  const schema = Object.hasOwn(file, 'schema') ? file.schema : undefined;
  if (typeof schema !== 'string') return err(problems.snapshotForeign());
  if (!schema.startsWith(SNAPSHOT_FAMILY)) return err(problems.snapshotOtherSchema(schema));
  if (schema === SNAPSHOT_SCHEMA) return checked(bytes, file);
  const migrated = migrate(schema, file);
  return migrated === undefined ? err(problems.snapshotNewer(schema)) : migrated;
}

/** The file has to be, byte for byte, what is written of its content: nothing in it stands twice or is passed over. */
function checked(bytes: Uint8Array, { sha256: checksum, content = null }: Readonly<Record<string, Json>>): Read<Json> {
  const [before, after] = envelope(typeof checksum === 'string' ? checksum : '');
  const within = bytes.subarray(before.length, bytes.length - after.length);
  const framed = before.every((byte, index) => byte === bytes[index]) && bytes.at(-1) === after[0];
  if (!framed || sha256(within) !== checksum) return err(problems.snapshotAltered());
  const canonical = new TextEncoder().encode(JSON.stringify(content));
  const same = canonical.length === within.length && canonical.every((byte, index) => byte === within[index]);
  return same ? ok(content) : err(problems.snapshotAltered());
}

function snapshotOf(content: Json): Snapshot {
  const { tables, body, ...more } = recordAt(content, 'content');
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) throw new Misshapen(`content.${unknown}`, 'a part of a snapshot');
  const snapshot = snapshotCodec.read(body, 'body', readTables(tables));
  checkLengths(snapshot);
  return snapshot;
}

function readTables(json: Json | undefined): Tables {
  const read = new Map<string, readonly unknown[]>();
  const tables: Tables = { at: (table, place) => (place === 0 ? undefined : read.get(table)?.[place - 1]), count: rowCounter() };
  const given = recordAt(json, 'tables');
  for (const [name, codec] of TABLES) {
    const list = listAt(Object.hasOwn(given, name) ? given[name] : undefined, `tables.${name}`);
    tables.count(list.length);
    read.set(
      name,
      list.map((each, index) => codec.read(each, `tables.${name}[${index}]`, tables)),
    );
  }
  return tables;
}
