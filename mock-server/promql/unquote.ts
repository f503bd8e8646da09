const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);

const digitsByLetter: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** Resolves Go's escape sequences in the body of a quoted string; `fail` makes the error of an unknown one. */
export function unquote(body: string, fail: (message: string) => Error): string {
  if (!body.includes('\\')) return body;
  const bytes: Buffer[] = [];
  let at = 0;
  while (at < body.length) {
    const next = body.indexOf('\\', at);
    const until = next === -1 ? body.length : next;
    bytes.push(Buffer.from(body.slice(at, until)));
    at = until;
    if (next === -1) break;
    const [decoded, length] = escapeAt(body, at + 1, fail);
    bytes.push(decoded);
    at += 1 + length;
  }
  return Buffer.concat(bytes).toString('utf8');
}

/** The escape after the backslash: its bytes and how many characters it took. */
function escapeAt(body: string, at: number, fail: (message: string) => Error): readonly [Buffer, number] {
  const letter = body.charAt(at);
  const simple = simpleEscapes.get(letter);
  if (simple !== undefined) return [Buffer.from(simple), 1];
  const octal = /^[0-7]{3}/.exec(body.slice(at, at + 3))?.[0];
  if (octal !== undefined) {
    const value = Number.parseInt(octal, 8);
    if (value > 255) throw fail('escape sequence is an invalid Unicode code point');
    return [Buffer.from([value]), 3];
  }
  const digits = digitsByLetter.get(letter);
  const hex = digits === undefined ? '' : body.slice(at + 1, at + 1 + digits);
  if (digits === undefined || !new RegExp(`^[0-9a-fA-F]{${digits}}$`).test(hex)) {
    const code = letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    throw fail(`unknown escape sequence U+${code} '${letter}'`);
  }
  const value = Number.parseInt(hex, 16);
  if (letter === 'x') return [Buffer.from([value]), 3];
  if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) throw fail('escape sequence is an invalid Unicode code point');
  return [Buffer.from(String.fromCodePoint(value)), 1 + digits];
}
