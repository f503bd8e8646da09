/** Deterministic chance: the same words and seed always give the same number. */

/** A 32-bit hash of a text (FNV-1a with a final mix). */
export function hash(text: string, seed = 0): number {
  let state = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b) >>> 0;
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35) >>> 0;
  return (state ^ (state >>> 16)) >>> 0;
}

/** A number in [0, 1) from a text. */
export function fraction(text: string, seed = 0): number {
  return hash(text, seed) / 0x1_0000_0000;
}

const podAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** A word as Kubernetes gives to pods: no vowels, no ambiguous digits. */
export function podWord(text: string, length: number, seed = 0): string {
  let word = '';
  for (let index = 0; index < length; index += 1) {
    word += podAlphabet.charAt(hash(`${text}#${index}`, seed) % podAlphabet.length);
  }
  return word;
}

/** A stream of numbers in [0, 1) (mulberry32). */
export function randomStream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
