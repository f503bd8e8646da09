/** The bytes of one file: read to the end, unpacked, bounded, and known to be text. */
import { concatBytes } from '../../lib/concat-bytes';
import { err, ok, type Result } from '../../lib/result';
import type { InputFile, InputIssue } from './bundle';
import * as issues from './bundle-issues';

interface Bounds {
  /** Unpacked bytes it may have. */
  readonly bytes: number;
  /** What the whole bundle may have, for the sentence. */
  readonly total: number;
  readonly signal?: AbortSignal;
}

type Read = Result<Uint8Array, InputIssue>;

export async function fileBytes({ name, bytes }: InputFile, bounds: Bounds): Promise<Read> {
  const read = bytes instanceof Uint8Array ? ok(bytes) : await drain(bytes, bounds, () => issues.unreadableFile(name), name);
  if (!read.ok) return read;
  if (read.value.length > bounds.bytes) return err(issues.tooManyBytes(name, bounds.total));
  if (read.value[0] !== 0x1f || read.value[1] !== 0x8b) return asText(name, read.value);
  const unpacked = await drain(gunzip(read.value), bounds, () => issues.brokenGzip(name), name);
  return unpacked.ok ? asText(name, unpacked.value) : unpacked;
}

function gunzip(bytes: Uint8Array): ReadableStream<Uint8Array> {
  const packed = new ReadableStream<BufferSource>({
    start: (controller) => {
      controller.enqueue(new Uint8Array(bytes));
      controller.close();
    },
  });
  return packed.pipeThrough(new DecompressionStream('gzip'));
}

/** A stream is let go of as soon as it is too long or nobody wants it any more. */
async function drain(stream: ReadableStream<Uint8Array>, bounds: Bounds, broken: () => InputIssue, name: string): Promise<Read> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  const stop = () => void reader.cancel().catch(() => undefined);
  bounds.signal?.addEventListener('abort', stop);
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > bounds.bytes) {
        stop();
        return err(issues.tooManyBytes(name, bounds.total));
      }
      chunks.push(next.value);
    }
  } catch {
    return err(broken());
  } finally {
    bounds.signal?.removeEventListener('abort', stop);
  }
  return ok(concatBytes(chunks));
}

const startsWith = (bytes: Uint8Array, ...signature: readonly number[]): boolean => signature.every((byte, index) => bytes[index] === byte);

/** UTF-16, as PowerShell writes it, becomes UTF-8; what has zero bytes otherwise is no text. */
function asText(name: string, bytes: Uint8Array): Read {
  if (startsWith(bytes, 0xff, 0xfe)) return ok(recoded(bytes, 'utf-16le'));
  if (startsWith(bytes, 0xfe, 0xff)) return ok(recoded(bytes, 'utf-16be'));
  if (startsWith(bytes, 0x50, 0x4b, 3, 4)) return err(issues.archive(name, 'zip'));
  if (startsWith(bytes.subarray(257), 0x75, 0x73, 0x74, 0x61, 0x72)) return err(issues.archive(name, 'tar'));
  if (startsWith(bytes, 0x1f, 0x8b) || bytes.subarray(0, 65_536).includes(0)) return err(issues.binaryFile(name));
  return ok(bytes);
}

const recoded = (bytes: Uint8Array, encoding: string): Uint8Array => new TextEncoder().encode(new TextDecoder(encoding).decode(bytes));
