/** A snapshot → the bytes of its file. */
import { gzipSync, strToU8 } from 'fflate';
import { SNAPSHOT_SCHEMA, type Snapshot } from './snapshot';

/** Gzip of canonical JSON (docs/snapshot.md): the same snapshot gives the same bytes on every machine. */
export function writeSnapshot(snapshot: Snapshot): Uint8Array {
  return gzipSync(strToU8(JSON.stringify({ schema: SNAPSHOT_SCHEMA, content: snapshot })), { level: 9, mtime: 0 });
}
