/** A snapshot named on the command line, in either of its forms. */

import type { InputFile } from '../istio/sources/bundle';
import { concatBytes } from '../lib/concat-bytes';
import { err, ok, type Result } from '../lib/result';
import { looksLikeHtml, snapshotInHtml } from '../snapshot/html-form';
import { SNAPSHOT_LIMITS } from '../snapshot/limits';
import { readSnapshot } from '../snapshot/read-snapshot';
import type { Snapshot } from '../snapshot/snapshot';
import type { CommandContext } from './command';

/** The sentence says which file is wrong, and what is wrong with it. */
export async function readSnapshotFile(path: string, context: CommandContext): Promise<Result<Snapshot, string>> {
  const files = await context.readPaths([path]);
  if (!files.ok) return files;
  const [file, ...more] = files.value;
  if (file === undefined || more.length > 0) return err(`${JSON.stringify(path)} is a folder; a snapshot is one file.`);
  const wrong = (message: string) => err(`${JSON.stringify(path)}: ${message}`);
  const bytes = await bytesOf(file);
  if (bytes === undefined) return wrong(`The file cannot be read, or is larger than ${SNAPSHOT_LIMITS.bytes / 1_000_000} MB.`);
  const inside = looksLikeHtml(path, bytes) ? snapshotInHtml(new TextDecoder().decode(bytes)) : ok(bytes);
  const snapshot = inside.ok ? readSnapshot(inside.value) : inside;
  return snapshot.ok ? snapshot : wrong([snapshot.error.message, snapshot.error.hint].filter((part) => part !== undefined).join(' '));
}

/** Undefined where reading stops: at an error, or at the limit. */
async function bytesOf({ bytes }: InputFile): Promise<Uint8Array | undefined> {
  if (bytes instanceof Uint8Array) return bytes.length > SNAPSHOT_LIMITS.bytes ? undefined : bytes;
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of bytes) {
      length += chunk.length;
      if (length > SNAPSHOT_LIMITS.bytes) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return concatBytes(chunks);
}
