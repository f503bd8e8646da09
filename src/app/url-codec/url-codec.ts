/** A link is the shareable view and nothing else: two pure functions between ViewState and a query string. */
import type { Problem } from '../../lib/problem';
import { linkPartIgnored } from '../problems';
import { DEFAULT_VIEW, type ViewState } from '../view-state';
import { pack, unpack, type Written } from './pack';
import { LEFT_OUT_FIRST, PARAMETERS } from './parameters';

/** Where a packed view stands; parameters beside it are read after it and win. */
const PACKED = 'v';
/** Chats and tickets cut links at 2,000 characters; 200 of them are the address before the "?". */
const MOST_CHARACTERS = 1_800;

export interface Link {
  /** The query string, without "?". */
  readonly search: string;
  /** What had to be left out so that the link stays short, in words; empty nearly always. */
  readonly leftOut: readonly string[];
  /** Longer than a chat carries all the same: scope, expressions and rules are never left out, because without them it is another picture. */
  readonly tooLong: boolean;
}

/** The link of a view: readable while it is short, packed when it would be long. What equals the default is left out. */
export function linkTo(view: ViewState): Link {
  const written = writeView(view);
  const readable = readableSearch(written);
  if (readable.length <= MOST_CHARACTERS) return { search: readable, leftOut: [], tooLong: false };
  let rest = written;
  let search = packedSearch(rest);
  const leftOut: string[] = [];
  for (const { names, words } of LEFT_OUT_FIRST) {
    if (search.length <= MOST_CHARACTERS) break;
    const without = rest.filter(([name]) => !names.includes(name));
    if (without.length === rest.length) continue;
    rest = without;
    search = packedSearch(rest);
    leftOut.push(words);
  }
  return { search, leftOut, tooLong: search.length > MOST_CHARACTERS };
}

/** The whole view, however long: for files, where nothing has to be left out. */
export function searchOf(view: ViewState): string {
  const written = writeView(view);
  const readable = readableSearch(written);
  return readable.length <= MOST_CHARACTERS ? readable : packedSearch(written);
}

/** The whole view in plain words, however long: for files in which names may have to be replaced. */
export const plainSearchOf = (view: ViewState): string => readableSearch(writeView(view));

/** Reads a query string leniently: each parameter that makes no sense is named in a problem and its default stays. Unknown parameters are left alone. */
export function decodeView(search: string): { readonly view: ViewState; readonly problems: readonly Problem[] } {
  const given = new URLSearchParams(search);
  const packed = given.get(PACKED);
  const unpacked = packed === null ? [] : unpack(packed);
  const texts = new Map((unpacked ?? []).map(([name, ...values]) => [name, values]));
  for (const name of given.keys()) texts.set(name, given.getAll(name));
  const problems: Problem[] = unpacked === undefined ? [linkPartIgnored(PACKED)] : [];
  let view = DEFAULT_VIEW;
  for (const parameter of PARAMETERS) {
    const values = texts.get(parameter.name);
    if (values === undefined) continue;
    const read = parameter.read(values, view);
    if (read === undefined) problems.push(linkPartIgnored(parameter.name));
    else view = read;
  }
  return { view, problems };
}

function writeView(view: ViewState): readonly Written[] {
  return PARAMETERS.flatMap(({ name, write }): Written[] => {
    const texts = write(view);
    if (sameList(texts, write(DEFAULT_VIEW))) return [];
    return [[name, ...(texts.length === 0 ? [''] : texts)]];
  });
}

function readableSearch(written: readonly Written[]): string {
  const search = new URLSearchParams();
  for (const [name, ...texts] of written) for (const text of texts) search.append(name, text);
  return search.toString();
}

const packedSearch = (written: readonly Written[]): string => `${PACKED}=${pack(written)}`;

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);
