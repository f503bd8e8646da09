/** Reads a source file just deeply enough for the architecture rules: what it imports, and its code without comments and words. */

export interface SourceText {
  /** From the repository root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  /** Passes names on (`export … from`) instead of using them. */
  readonly reExport: boolean;
}

export interface ScannedFile extends SourceText {
  readonly imports: readonly Import[];
  /** Comments gone, strings replaced by their number: what is left is what runs. */
  readonly code: string;
  /** Comments gone, strings kept. */
  readonly uncommented: string;
}

type Piece = 'code' | 'comment' | 'string' | 'template' | 'regexp';

interface Token {
  readonly piece: Piece;
  readonly text: string;
}

const regexpMayFollow = /(^|[(,=:[!&|?{};+\-*%<>~^]|\b(return|typeof|case|in|of|do|else))\s*$/;
const endOf: Readonly<Record<Exclude<Piece, 'code'>, RegExp>> = {
  comment: /\/\*[\s\S]*?(\*\/|$)|\/\/[^\n]*/y,
  string: /'(\\[\s\S]|[^'\\\n])*'?|"(\\[\s\S]|[^"\\\n])*"?/y,
  template: /`(\\[\s\S]|[^`\\])*`?/y,
  regexp: /\/(\\.|\[(\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y,
};

function pieceAt(text: string, at: number, codeBefore: string): Exclude<Piece, 'code'> | undefined {
  const character = text[at];
  if (character === "'" || character === '"') return 'string';
  if (character === '`') return 'template';
  if (character !== '/') return undefined;
  if (text[at + 1] === '/' || text[at + 1] === '*') return 'comment';
  return regexpMayFollow.test(codeBefore.slice(-40)) ? 'regexp' : undefined;
}

/** Strings end at the end of a line at the latest, so an apostrophe in JSX text misleads for one line only. */
function tokens(text: string): readonly Token[] {
  const result: Token[] = [];
  let code = '';
  for (let at = 0; at < text.length; ) {
    const piece = pieceAt(text, at, code);
    const pattern = piece === undefined ? undefined : endOf[piece];
    if (pattern !== undefined) pattern.lastIndex = at;
    const found = pattern?.exec(text)?.[0];
    if (piece === undefined || found === undefined) {
      code += text[at];
      at += 1;
      continue;
    }
    result.push({ piece: 'code', text: code }, { piece, text: found });
    code = '';
    at += found.length;
  }
  return [...result, { piece: 'code', text: code }];
}

/** In `code` a string is its number in the list of strings, so that words which look like an import are none. */
const fromClause = /\b(import|export)\s+(type\s+)?[\w$*{}\s,]+?\s*from\s*'(\d+)'/g;
const bareImport = /\bimport\s*'(\d+)'/g;
const lazyImport = /\bimport\(\s*'(\d+)'\s*\)/g;
const workerFile = /\bnew URL\(\s*'(\d+)'\s*,\s*import\.meta\.url/g;

function importsOf(code: string, strings: readonly string[]): readonly Import[] {
  const specifier = (index: string | undefined): string => strings[Number(index)]?.slice(1, -1) ?? '';
  const named = [...code.matchAll(fromClause)].map(([, keyword, type, index]) => ({
    specifier: specifier(index),
    typeOnly: type !== undefined,
    reExport: keyword === 'export',
  }));
  const unnamed = (pattern: RegExp): readonly Import[] =>
    [...code.matchAll(pattern)].map(([, index]) => ({ specifier: specifier(index), typeOnly: false, reExport: false }));
  const workers = unnamed(workerFile).filter((each) => /\.tsx?$/.test(each.specifier));
  return [...named, ...unnamed(bareImport), ...unnamed(lazyImport), ...workers];
}

function codeOf({ piece, text }: Token, strings: string[]): string {
  if (piece === 'code' || piece === 'template') return text;
  if (piece !== 'string') return ' ';
  strings.push(text);
  return `'${strings.length - 1}'`;
}

export function scanSource({ path, text }: SourceText): ScannedFile {
  if (!/\.tsx?$/.test(path)) {
    const uncommented = text.replace(/\/\*[\s\S]*?\*\//g, '');
    return { path, text, imports: [], code: uncommented, uncommented };
  }
  const all = tokens(text);
  const uncommented = all.map((token) => (token.piece === 'comment' ? ' ' : token.text)).join('');
  const strings: string[] = [];
  const code = all.map((token) => codeOf(token, strings)).join('');
  return { path, text, imports: importsOf(code, strings), code, uncommented };
}
