/** Unpacking that cannot be made to fill the memory. */

import { Gunzip } from 'fflate';
import { concatBytes } from '../lib/concat-bytes';

const CHUNK_BYTES = 65_536;

/** The unpacked bytes; `too-large` as soon as they are more than `most`, `broken` where the packed ones end early or are none. */
export function inflate(packed: Uint8Array, most: number): Uint8Array | 'too-large' | 'broken' {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  try {
    const gunzip = new Gunzip((chunk, final) => {
      length += chunk.length;
      if (length <= most) chunks.push(chunk);
      ended ||= final;
    });
    for (let at = 0; at < packed.length && length <= most; at += CHUNK_BYTES) {
      const next = Math.min(at + CHUNK_BYTES, packed.length);
      gunzip.push(packed.subarray(at, next), next === packed.length);
    }
  } catch {
    return 'broken';
  }
  if (length > most) return 'too-large';
  if (!ended) return 'broken';
  return concatBytes(chunks);
}
