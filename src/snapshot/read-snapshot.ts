/** The bytes of a file → a snapshot, or what is wrong with it. */
import type { Problem } from '../lib/problem';
import { err, type Result } from '../lib/result';
import type { Snapshot } from './snapshot';

/** Never throws, whatever the bytes; an older schema is brought up to this one. */
export function readSnapshot(_bytes: Uint8Array): Result<Snapshot, Problem> {
  return err({ code: 'snapshot-unreadable', severity: 'error', message: 'Snapshots cannot be read yet.' });
}
