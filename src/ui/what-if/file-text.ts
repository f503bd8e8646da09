/** Chosen or dropped files as one draft: refused in a sentence somebody can act on. */
import { err, ok, type Result } from '../../lib/result';

/** The part of the browser's File that is used. */
export interface DraftFile {
  readonly name: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** As much as an inquiry reads. */
const MOST_BYTES = 2_000_000;
const MOST_FILES = 50;

/** Several files become several documents, each below the name of its file. */
export async function draftOfFiles(files: readonly DraftFile[]): Promise<Result<string, string>> {
  if (files.length === 0) return err('Nothing that can be read was dropped: give YAML or JSON files.');
  if (files.length > MOST_FILES) return err(`${files.length} files are too many for a draft: give only what is about to change.`);
  const texts: string[] = [];
  let bytes = 0;
  for (const file of files) {
    const content = await file.arrayBuffer().catch(() => undefined);
    if (content === undefined) return err(`${file.name} could not be read. It may be a folder, or it was changed or removed since.`);
    bytes += content.byteLength;
    if (bytes > MOST_BYTES) return err('More than 2 MB are too much for a draft: give only what is about to change.');
    const text = new TextDecoder('utf-8').decode(content);
    if (text.includes('\u0000') || text.includes('\uFFFD')) return err(`${file.name} is not text. Unpack archives first.`);
    texts.push(files.length === 1 ? text : `# ${file.name.replace(/[\r\n]/g, ' ')}\n${text.trimEnd()}\n`);
  }
  return ok(texts.join('---\n'));
}
