/**
 * Notes and marks as a small versioned text: `{ "schema": "seamark.retro/1", "title", "notes": [...], "marks": [...] }`. It comes back from
 * a browser's storage, where anybody may have written: size and shape are checked.
 */
import * as z from 'zod/mini';
import type { Note, Retro } from '../mesh/note';

z.config({ jitless: true });

const SCHEMA = 'seamark.retro/1';
export const MOST_NOTES = 200;
export const MOST_MARKS = 200;
export const MOST_NOTE_CHARACTERS = 2000;
export const MOST_TITLE_CHARACTERS = 200;
const MOST_ID_CHARACTERS = 2000;
const MOST_CHARACTERS = 2_000_000;
/** Of an offset, scene pixels: farther is no place on any map. */
const FARTHEST = 1e6;

const moment = z.number().check(z.gte(0), z.lte(1e11));
const short = z.string().check(z.minLength(1), z.maxLength(64));
const far = z.number().check(z.gte(-FARTHEST), z.lte(FARTHEST));
const about = z.union([
  z.strictObject({ kind: z.literal('moment') }),
  z.strictObject({ kind: z.enum(['node', 'edge', 'group']), id: z.string().check(z.maxLength(MOST_ID_CHARACTERS)) }),
]);
const noteSchema = z.strictObject({
  id: short,
  text: z.string().check(z.maxLength(MOST_NOTE_CHARACTERS)),
  about,
  atSeconds: moment,
  windowSeconds: z.number().check(z.gt(0), z.lte(1e9)),
  offset: z.optional(z.strictObject({ x: far, y: far })),
});
const markSchema = z.strictObject({ id: short, atSeconds: moment, text: z.string().check(z.maxLength(MOST_TITLE_CHARACTERS)) });
const retroSchema = z.strictObject({
  schema: z.literal(SCHEMA),
  title: z.string().check(z.maxLength(MOST_TITLE_CHARACTERS)),
  notes: z.array(noteSchema).check(z.maxLength(MOST_NOTES)),
  marks: z.array(markSchema).check(z.maxLength(MOST_MARKS)),
});

/** undefined = this is no retro that this version reads. */
export function readRetro(text: string): Retro | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  try {
    const parsed = retroSchema.safeParse(JSON.parse(text));
    if (!parsed.success) return undefined;
    const { title, notes, marks } = parsed.data;
    return { title, notes: onceEach(notes).map(asNote), marks: onceEach(marks) };
  } catch {
    return undefined;
  }
}

export const writeRetro = ({ title, notes, marks }: Retro): string => JSON.stringify({ schema: SCHEMA, title, notes, marks });

/** zod leaves `offset: undefined` where there is none. */
const asNote = ({ offset, ...note }: z.infer<typeof noteSchema>): Note => ({ ...note, ...(offset !== undefined && { offset }) });

const onceEach = <T extends { readonly id: string }>(items: readonly T[]): readonly T[] => [
  ...new Map(items.map((item) => [item.id, item])).values(),
];
