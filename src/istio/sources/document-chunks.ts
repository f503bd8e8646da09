/** Splits a file at YAML's document markers, on its bytes: no document can break another, and none keeps another's text in memory. */

export interface DocumentChunk {
  readonly start: number;
  readonly end: number;
  /** From 1. Empty documents count, and are left out; an idle beginning before the first marker is none. */
  readonly document: number;
  /** Line of the file it starts at, from 1. */
  readonly firstLine: number;
  /** It starts with `---`. */
  readonly marked: boolean;
}

const NEW_LINE = 0x0a;
const DASH = 0x2d;
const DOT = 0x2e;
const HASH = 0x23;
const PERCENT = 0x25;
const isSpace = (byte: number | undefined): boolean =>
  byte === undefined || byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === NEW_LINE;

export function* documentChunks(bytes: Uint8Array): Generator<DocumentChunk> {
  let open = { start: 0, firstLine: 1, marked: false };
  let document = 1;
  let idle = true;
  let line = 1;
  for (let at = 0; at < bytes.length; line++) {
    const next = bytes.indexOf(NEW_LINE, at);
    const end = next === -1 ? bytes.length : next + 1;
    if (isMarker(bytes, at, DASH)) {
      if (!idle) yield { ...open, end: at, document };
      if (open.marked || !idle) document++;
      open = { start: at, firstLine: line, marked: true };
      idle = isIdle(bytes, at + 3, end);
    } else if (isMarker(bytes, at, DOT)) {
      if (!idle) yield { ...open, end: at, document };
      if (open.marked || !idle) document++;
      open = { start: end, firstLine: line + 1, marked: false };
      idle = true;
    } else if (idle) idle = isIdle(bytes, at, end);
    at = end;
  }
  if (!idle) yield { ...open, end: bytes.length, document };
}

function isMarker(bytes: Uint8Array, at: number, sign: number): boolean {
  return bytes[at] === sign && bytes[at + 1] === sign && bytes[at + 2] === sign && isSpace(bytes[at + 3]);
}

/** Blank, a comment or a directive. */
function isIdle(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end && isSpace(bytes[at])) at++;
  return at >= end || bytes[at] === HASH || (at === start && bytes[at] === PERCENT);
}
