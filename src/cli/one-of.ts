import { err, ok, type Result } from '../lib/result';

/** An option that is one of a few words: the word, the fallback where it is absent, or the sentence that lists what it may be. */
export function oneOf<T extends string, F extends T | undefined>(
  option: string,
  text: string | undefined,
  allowed: readonly T[],
  fallback: F,
): Result<T | F, string> {
  if (text === undefined) return ok(fallback);
  const found = allowed.find((one) => one === text);
  return found === undefined ? err(`--${option} is one of ${allowed.join(', ')}, not ${JSON.stringify(text)}.`) : ok(found);
}
