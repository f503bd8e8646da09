/**
 * Named views as a small versioned file: `{ "schema": "seamark.views/1", "views": [{ "name", "link" }] }`. A view is the query string of
 * its link, so it names its source by id and holds neither addresses nor secrets. A file comes from strangers: its size and shape are
 * checked, and every link is read as links are and written anew.
 */
import * as z from 'zod/mini';
import { err, ok, type Result } from '../lib/result';
import { decodeView, searchOf } from './url-codec/url-codec';

z.config({ jitless: true });

export interface SavedView {
  readonly name: string;
  /** Query string without "?". */
  readonly link: string;
}

const SCHEMA = 'seamark.views/1';
const MOST_CHARACTERS = 1_000_000;
export const MOST_VIEWS = 200;
export const MOST_NAME_CHARACTERS = 80;

const nameSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(MOST_NAME_CHARACTERS));
const linkSchema = z.string().check(z.maxLength(64_000));
const viewSchema = z.strictObject({ name: nameSchema, link: linkSchema });
const fileSchema = z.strictObject({ schema: z.literal(SCHEMA), views: z.array(viewSchema).check(z.maxLength(MOST_VIEWS)) });
/** What was written before views had an order: links by name. */
const olderSchema = z.strictObject({ schema: z.literal('seamark.views/0'), views: z.record(nameSchema, linkSchema) });

/** The views of a file, old or new; the error is one sentence. */
export function readViews(text: string): Result<readonly SavedView[], string> {
  if (text.length > MOST_CHARACTERS) return err('This file is larger than 1 MB; saved views are a few kilobytes. Choose another file.');
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return err('This file is not JSON; export saved views from Seamark and choose that file.');
  }
  const schema: unknown = typeof given === 'object' && given !== null ? Reflect.get(given, 'schema') : undefined;
  if (typeof schema !== 'string' || !schema.startsWith('seamark.views/')) {
    return err('This file holds no saved views: it should say "schema": "seamark.views/1".');
  }
  const older = olderSchema.safeParse(given);
  const views = older.success ? Object.entries(older.data.views).map(([name, link]) => ({ name, link })) : undefined;
  if (views !== undefined) return views.length > MOST_VIEWS ? err(tooMany()) : ok(views.map(tidied));
  if (schema !== SCHEMA)
    return err(`This file is ${schema.slice(0, 40)}, which this Seamark does not read; it reads seamark.views/0 and /1.`);
  const parsed = fileSchema.safeParse(given);
  if (parsed.success) return ok(parsed.data.views.map(tidied));
  const [issue] = parsed.error.issues;
  return err(`This file's ${place(issue?.path ?? [])} is not as saved views are written${issue?.code === 'too_big' ? ': too long' : ''}.`);
}

export function writeViews(views: readonly SavedView[]): string {
  return `${JSON.stringify({ schema: SCHEMA, views }, null, 2)}\n`;
}

/** What is there keeps its name; a newcomer of the same name and another view gets a number. The same view twice is one. */
export function mergeViews(present: readonly SavedView[], added: readonly SavedView[]): readonly SavedView[] {
  const merged = [...present];
  for (const view of added) {
    if (merged.some(({ name, link }) => link === view.link && baseName(name) === baseName(view.name))) continue;
    merged.push({ ...view, name: freeName(view.name, new Set(merged.map(({ name }) => name))) });
  }
  return merged.slice(0, MOST_VIEWS);
}

const tooMany = () => `This file holds more than ${MOST_VIEWS} views, the most that are kept.`;
const tidied = ({ name, link }: SavedView): SavedView => ({ name, link: searchOf(decodeView(link).view) });
const place = (path: readonly PropertyKey[]): string => (path.length === 0 ? 'content' : `“${path.map(String).join('.').slice(0, 60)}”`);
const baseName = (name: string): string => name.replace(/ \(\d+\)$/, '');

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} (${number})`)) number += 1;
  return `${name} (${number})`;
}
