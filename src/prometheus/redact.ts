/** Making a server's own words safe to show: no secret of ours, no control characters, not endless. */

const LONGEST_SHOWN = 500;
const SHORTEST_SECRET = 4;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** Every text that would give a header's secret away: the whole value, and the token after `Bearer ` or `Basic `. */
export function secretsOf(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.values(headers).flatMap((value) => [value, ...value.split(/\s+/)]);
}

/** The text with secrets replaced by `•••`, whitespace collapsed and cut to 500 characters. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  const longestFirst = secrets.filter((secret) => secret.length >= SHORTEST_SECRET).sort((a, b) => b.length - a.length);
  for (const secret of longestFirst) clean = clean.replaceAll(secret, '•••');
  clean = clean.replace(INVISIBLE, ' ').replace(/ {2,}/g, ' ').trim();
  return clean.length > LONGEST_SHOWN ? `${clean.slice(0, LONGEST_SHOWN)}…` : clean;
}
