/**
 * The self-contained form of a snapshot: the viewer's own page, made by the build, with the bytes of the `.seamark.json.gz` in it. The page
 * saves it and the command line writes it, through this one function (docs/adr: the viewer in one file).
 */
import { fromBase64, toBase64 } from '../lib/base64';
import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';
import { htmlFormDamaged, htmlFormForeign, viewerMissing } from './html-problems';

/** The template's file, beside the page and in its package (`dist/page/`). */
export const VIEWER_FILE = 'viewer.html';
/** Of the element that holds the snapshot; the viewer reads it by this id. */
export const SNAPSHOT_ELEMENT = 'seamark-snapshot';

const OPENS = `<script type="text/plain" id="${SNAPSHOT_ELEMENT}">`;
const CLOSES = '</script>';
const TITLE = /<title>[^<]*<\/title>/;

/**
 * `template` = the text of VIEWER_FILE, `snapshot` = what `writeSnapshot` gave, `title` = of the window, plain text. The data stand in it as
 * base64, which can close no element. Fails where the template is not the one of this build's viewer.
 */
export function htmlForm(template: string, snapshot: Uint8Array, title: string): Result<string, Problem> {
  const place = dataPlace(template);
  if (place === undefined || place.end !== place.start || !TITLE.test(template)) return err(viewerMissing());
  const filled = template.slice(0, place.start) + toBase64(snapshot) + template.slice(place.end);
  return ok(filled.replace(TITLE, () => `<title>${escaped(title)}</title>`));
}

/** The bytes of the snapshot that such a file holds; fails with a sentence on a foreign or a damaged one. Runs nothing of it. */
export function snapshotInHtml(html: string): Result<Uint8Array, Problem> {
  const place = dataPlace(html);
  if (place === undefined) return err(htmlFormForeign());
  return snapshotInText(html.slice(place.start, place.end));
}

/** The same for the text of the element alone, as the viewer finds it in its own page. */
export function snapshotInText(text: string): Result<Uint8Array, Problem> {
  const bytes = fromBase64(text.trim());
  return bytes === undefined || bytes.length === 0 ? err(htmlFormDamaged()) : ok(bytes);
}

/** Whether a file's name and its first bytes say that it is a page. */
export const looksLikeHtml = (name: string, bytes: Uint8Array): boolean =>
  /\.html?$/i.test(name) || /^\s*<(!doctype\s+html|html)/i.test(new TextDecoder().decode(bytes.subarray(0, 200)));

function dataPlace(html: string): { readonly start: number; readonly end: number } | undefined {
  const opens = html.indexOf(OPENS);
  if (opens < 0) return undefined;
  const start = opens + OPENS.length;
  const end = html.indexOf(CLOSES, start);
  return end < 0 ? undefined : { start, end };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? '');
