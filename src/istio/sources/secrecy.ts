/** Keeps values of Secrets out of everything that is kept or shown. */

/** A Secret or a list of them, whatever version it claims. */
export function isSecretKind(wireKind: string): boolean {
  return wireKind === 'Secret' || wireKind === 'SecretList';
}

/**
 * Whether a text that could not be read may hold a Secret: then neither a line of it nor the parser's words are shown. Errs on the side
 * of silence: a kind near the word, escapes that could spell it, and fields only Secrets have.
 */
export function maySpellSecret(text: string): boolean {
  return /\bkind\b[\s\S]{0,40}secret/i.test(text) || /\bkind["']?\s*:\s*"[^"\n]*\\/.test(text) || /\bstringData\b/.test(text);
}
