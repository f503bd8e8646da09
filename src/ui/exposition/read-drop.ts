/** Dropped files as exposition text: size, emptiness and binary content are refused in a sentence a user can act on. */
import { err, ok, type Result } from '../../lib/result';

export const MOST_FILES = 2;
export const MOST_BYTES = 64 * 1024 * 1024;
/** How much of a file decides whether it is text. */
const PROBE_BYTES = 64 * 1024;
/** Control characters text may carry: tab, line feed, form feed, carriage return. */
const TEXT_CONTROLS = new Set([9, 10, 12, 13]);
const MOST_CONTROLS = 0.01;

export interface DroppedText {
  readonly name: string;
  readonly text: string;
  /** Unix ms; undefined for pasted text. */
  readonly modifiedMs: number | undefined;
}

/** The part of the browser's File that is used. */
export interface DroppedFile {
  readonly name: string;
  readonly size: number;
  readonly lastModified: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

export async function readDrop(file: DroppedFile): Promise<Result<DroppedText, string>> {
  if (file.size === 0) return err(`${file.name} is empty (or a folder).`);
  if (file.size > MOST_BYTES) return err(`${file.name} is larger than 64 MB. Drop what one proxy prints at /stats/prometheus.`);
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return err(`${file.name} could not be read. It may be a folder, or it was changed or removed since.`);
  }
  if (looksBinary(bytes)) {
    return err(
      `${file.name} is not text. Exposition text looks like: istio_requests_total{reporter="source",…} 42. Unpack archives first.`,
    );
  }
  return ok({ name: file.name, text: new TextDecoder('utf-8').decode(bytes), modifiedMs: file.lastModified });
}

/** NUL bytes, many control characters, or a UTF-16 mark. */
export function looksBinary(bytes: Uint8Array): boolean {
  const probe = bytes.subarray(0, PROBE_BYTES);
  if (probe[0] === 0xff || probe[0] === 0xfe) return true;
  let controls = 0;
  for (const byte of probe) {
    if (byte === 0) return true;
    if (byte < 32 && !TEXT_CONTROLS.has(byte)) controls += 1;
  }
  return controls > probe.length * MOST_CONTROLS;
}

/** Older first, as a counter grows; the seconds between two files as far as their dates tell. */
export function orderDrops(drops: readonly DroppedText[]): {
  readonly drops: readonly DroppedText[];
  readonly secondsApart: number | undefined;
} {
  const [first, second] = drops;
  if (first?.modifiedMs === undefined || second?.modifiedMs === undefined) return { drops, secondsApart: undefined };
  const apart = (second.modifiedMs - first.modifiedMs) / 1000;
  if (apart === 0) return { drops, secondsApart: undefined };
  return { drops: apart > 0 ? drops : [second, first], secondsApart: Math.abs(apart) };
}
