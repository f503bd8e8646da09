/** The bytes of one file → what stands in it, entry by entry, so that a reader may pause between them. */
import { type Parsed, parseResource } from '../parse-resource';
import { isMeshConfigMap } from '../resources/config-map';
import type { SourceDocument } from '../source-document';
import { documentChunks } from './document-chunks';
import { type Fault, type Found, type ObjectLimits, objectsIn } from './objects-in';

/** `parsed` as `parseResource` says it. */
export type Entry =
  | { readonly what: 'parsed'; readonly parsed: Parsed; readonly line: number }
  | { readonly what: 'secret' }
  | { readonly what: 'fault'; readonly fault: Fault | NotText };

/** A document whose bytes are no UTF-8. */
export interface NotText {
  readonly code: 'not-utf8';
  readonly message: string;
  readonly line: number;
}

export interface DocumentEntry {
  readonly document: number;
  readonly entry: Entry;
  /** Length of the text that was read for it. */
  readonly characters: number;
  /** Bytes of the file its document begins and ends at. */
  readonly startByte: number;
  readonly endByte: number;
}

interface Reading extends ObjectLimits {
  readonly defaultNamespace: string;
}

export function* entriesIn(file: string, bytes: Uint8Array, { defaultNamespace, ...limits }: Reading): Generator<DocumentEntry> {
  for (const { start, end, document, firstLine, marked } of documentChunks(bytes)) {
    const text = textOf(bytes.subarray(marked ? start + 3 : start, end), marked);
    if (text === undefined) {
      const fault: NotText = { code: 'not-utf8', message: 'is not UTF-8 text', line: firstLine };
      yield { document, entry: { what: 'fault', fault }, characters: 0, startByte: start, endByte: end };
      continue;
    }
    // The marker's line is the document's only when it says something.
    const own = marked ? /^[ \t]*\r?\n/.exec(text)?.[0].length : undefined;
    const piece = own === undefined ? { text, firstLine } : { text: text.slice(own), firstLine: firstLine + 1 };
    for (const found of objectsIn(piece, limits)) {
      const characters = found.what === 'object' ? found.piece.text.length : 0;
      yield {
        document,
        entry: entryOf(found, { file, document, firstLine: piece.firstLine }, defaultNamespace),
        characters,
        startByte: start,
        endByte: end,
      };
    }
  }
}

function entryOf(found: Found, at: Pick<SourceDocument, 'file' | 'document' | 'firstLine'>, defaultNamespace: string): Entry {
  if (found.what === 'secret') return found;
  if (found.what === 'fault') return { what: 'fault', fault: found };
  if (found.what === 'unread') {
    const { apiVersion, wireKind } = found;
    return { what: 'parsed', parsed: { outcome: 'other', apiVersion, wireKind }, line: at.firstLine };
  }
  const source = { file: at.file, document: at.document, ...found.piece };
  const parsed = parseResource(found.value, { source, path: '' }, defaultNamespace);
  return { what: 'parsed', parsed: parsed.outcome === 'read' ? withoutForeignData(parsed) : parsed, line: found.piece.firstLine };
}

/** A marker's dashes become spaces, so that columns stay; undefined = no UTF-8. */
function textOf(bytes: Uint8Array, marked: boolean): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/^\uFEFF/gm, '');
    return marked ? `   ${text}` : text;
  } catch {
    return undefined;
  }
}

/** The text of a ConfigMap that is not the mesh's is not kept: it may be anybody's. */
function withoutForeignData(read: Extract<Parsed, { outcome: 'read' }>): Parsed {
  const { kind, resource } = read;
  if (kind !== 'ConfigMap' || isMeshConfigMap(resource.name)) return read;
  return { ...read, resource: { ...resource, origin: { path: '', source: { ...resource.origin.source, text: '' } } } };
}
