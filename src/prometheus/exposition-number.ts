/** Numbers of the exposition formats: decimal only, no underscores, no hexadecimal. */

const REAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const SPECIAL = /^(?:nan|([+-]?)inf(?:inity)?)$/i;

/** A finite number (a timestamp); undefined for any other text. */
export function parseReal(text: string): number | undefined {
  return REAL.test(text) ? Number(text) : undefined;
}

/** A value or bucket bound: a real number, NaN or an infinity in any case; undefined for any other text. */
export function parseNumber(text: string): number | undefined {
  const real = parseReal(text);
  if (real !== undefined) return real;
  const special = SPECIAL.exec(text);
  if (special === null) return undefined;
  if (special[1] === undefined) return Number.NaN;
  return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
