/** A snapshot → the bytes of its file. */
import { gzipSync } from 'fflate';
import { sha256 } from '../lib/sha256';
import type { Interning, Json } from './codec';
import { SNAPSHOT_SCHEMA, type Snapshot } from './snapshot';
import { snapshotCodec } from './snapshot-shape';
import { TABLES } from './telemetry-shape';

/** Gzip of canonical JSON (docs/snapshot.md): the same snapshot gives the same bytes on every machine. */
export function writeSnapshot(snapshot: Snapshot): Uint8Array {
  const { tables, interning } = createInterning();
  const body = snapshotCodec.write(snapshot, interning);
  const content = new TextEncoder().encode(JSON.stringify({ tables: tables(), body }));
  const [before, after] = envelope(sha256(content));
  const whole = new Uint8Array(before.length + content.length + after.length);
  whole.set(before);
  whole.set(content, before.length);
  whole.set(after, before.length + content.length);
  return gzipSync(whole, { level: 9, mtime: 0 });
}

/** What stands around the content: the checksum is of the bytes between. */
export function envelope(checksum: string): readonly [before: Uint8Array, after: Uint8Array] {
  const text = new TextEncoder();
  return [text.encode(`{"schema":"${SNAPSHOT_SCHEMA}","sha256":"${checksum}","content":`), text.encode('}')];
}

function createInterning(): { readonly interning: Interning; readonly tables: () => Json } {
  const held = new Map(TABLES.map(([name]) => [name, { places: new Map<string, number>(), values: [] as Json[] }]));
  return {
    interning: {
      place(table, key, value) {
        const known = held.get(table);
        if (known === undefined) throw new Error(`There is no table ${table}`);
        const place = known.places.get(key);
        if (place !== undefined) return place;
        // What it is made of may stand in a table, too.
        const written = value();
        known.values.push(written);
        known.places.set(key, known.values.length);
        return known.values.length;
      },
    },
    tables: () => Object.fromEntries(Array.from(held, ([name, { values }]) => [name, values])),
  };
}
