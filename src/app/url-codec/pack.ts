/**
 * Long links: the parameters as JSON, deflated, in base64url, behind a version digit. Packed text comes from strangers, so its size is
 * limited on both sides of the inflation and its shape is checked.
 */
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import * as z from 'zod/mini';

z.config({ jitless: true });

/** A parameter's name and its texts. */
export type Written = readonly [name: string, ...texts: string[]];

const VERSION = '1';
const MOST_PACKED_CHARACTERS = 64_000;
const MOST_BYTES = 1_000_000;
const writtenSchema = z.array(z.tuple([z.string()], z.string()));

export function pack(written: readonly Written[]): string {
  const bytes = deflateSync(strToU8(JSON.stringify(written)), { level: 9 });
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return VERSION + btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** undefined when the text was not made by `pack`, is cut off, or would grow beyond any honest view. */
export function unpack(packed: string): readonly Written[] | undefined {
  if (!packed.startsWith(VERSION) || packed.length > MOST_PACKED_CHARACTERS) return undefined;
  try {
    const binary = atob(packed.slice(VERSION.length).replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    // A buffer of a fixed size: what would grow beyond it is cut off, and is no JSON then.
    const inflated = inflateSync(bytes, { out: new Uint8Array(MOST_BYTES) });
    const parsed = writtenSchema.safeParse(JSON.parse(strFromU8(inflated)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
