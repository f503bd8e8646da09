/** Consistent stand-ins for the names of a mesh, so that a picture of it can be shown to people who must not learn them. Pure. */

export type NamedKind = 'cluster' | 'namespace' | 'service' | 'workload' | 'host';

export interface GivenName {
  readonly kind: NamedKind;
  readonly name: string;
  /** "reviews-v1" is version "v1" of "reviews": its pseudonym ends in the version too. */
  readonly versionOf?: { readonly service: string; readonly version: string };
}

/** Name → pseudonym: "checkout" → "service-07". One name has one pseudonym, whatever it names. */
export type Pseudonyms = ReadonlyMap<string, string>;

export const NO_PSEUDONYMS: Pseudonyms = new Map();

/** A name that names several kinds of things is called after the first of them. */
const KINDS: readonly NamedKind[] = ['cluster', 'namespace', 'service', 'workload', 'host'];
const LEAST_DIGITS = 2;

/**
 * Pseudonyms for all of these, numbered per kind in the order of the names, so that the order in which they arrive decides nothing. Names
 * known before keep theirs and newcomers get the next free numbers; `before` itself when there are none. No pseudonym is one of the names.
 */
export function pseudonymsFor(names: readonly GivenName[], before: Pseudonyms = NO_PSEUDONYMS): Pseudonyms {
  const newcomers = inOrder(names.filter(({ name }) => name !== '' && !before.has(name)));
  if (newcomers.length === 0) return before;
  const made = new Map(before);
  // A pseudonym that is somebody's name would point at them.
  const taken = new Set([...before.values(), ...before.keys(), ...newcomers.map(({ name }) => name)]);
  const used = new Map(KINDS.map((kind) => [kind, countOf(kind, before)]));
  const next = (kind: NamedKind): string => {
    for (;;) {
      const number = (used.get(kind) ?? 0) + 1;
      used.set(kind, number);
      const pseudonym = `${kind}-${String(number).padStart(LEAST_DIGITS, '0')}`;
      if (!taken.has(pseudonym)) return pseudonym;
    }
  };
  for (const { kind, name, versionOf } of newcomers) {
    const service = versionOf === undefined ? undefined : made.get(versionOf.service);
    const versioned = service === undefined ? undefined : `${service}-${versionOf?.version}`;
    made.set(name, versioned === undefined || taken.has(versioned) ? next(kind) : versioned);
    taken.add(made.get(name) ?? '');
  }
  return made;
}

/** Each name once, by kind and then by name: services come before the workloads that are named after them. */
function inOrder(names: readonly GivenName[]): readonly GivenName[] {
  const byName = new Map<string, GivenName>();
  for (const given of names) {
    const known = byName.get(given.name);
    if (known === undefined || compare(given, known) < 0) byName.set(given.name, given);
  }
  return [...byName.values()].sort(compare);
}

function compare(a: GivenName, b: GivenName): number {
  const kinds = KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind);
  if (kinds !== 0) return kinds;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  const [versionA, versionB] = [a, b].map(({ versionOf }) => `${versionOf?.service ?? '\uFFFF'} ${versionOf?.version ?? ''}`);
  return (versionA ?? '') < (versionB ?? '') ? -1 : Number(versionA !== versionB);
}

/** How far the numbers of a kind have come. */
function countOf(kind: NamedKind, known: Pseudonyms): number {
  const numbers = [...known.values()].map((pseudonym) => Number(new RegExp(`^${kind}-(\\d+)$`).exec(pseudonym)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

const WORD = /[\p{L}\p{N}]+/gu;
const isWord = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);

interface Candidate {
  readonly name: string;
  readonly lowered: string;
  /** Where the first word of the name begins in it. */
  readonly offset: number;
}

/**
 * Puts pseudonyms in place of names anywhere in a text, the longest name first and in whole words, whatever their capitals: "checkout.shop"
 * → "service-01.namespace-02", "allow-checkout" → "allow-service-01".
 */
export function createMask(pseudonyms: Pseudonyms): (text: string) => string {
  const byFirstWord = new Map<string, Candidate[]>();
  for (const name of pseudonyms.keys()) {
    const lowered = lower(name);
    const first = [...lowered.matchAll(WORD)][0];
    if (first === undefined) continue;
    const candidates = byFirstWord.get(first[0]) ?? [];
    candidates.push({ name, lowered, offset: first.index });
    byFirstWord.set(first[0], candidates);
  }
  for (const candidates of byFirstWord.values()) candidates.sort((a, b) => b.name.length - a.name.length || (a.name < b.name ? -1 : 1));

  return (text) => {
    const exact = pseudonyms.get(text);
    if (exact !== undefined || pseudonyms.size === 0) return exact ?? text;
    const lowered = lower(text);
    let masked = '';
    let done = 0;
    for (const { 0: word, index } of lowered.matchAll(WORD)) {
      const found = byFirstWord.get(word)?.find(({ lowered: name, offset }) => {
        const start = index - offset;
        return start >= done && lowered.startsWith(name, start) && (!isWord(name.at(-1)) || !isWord(lowered[start + name.length]));
      });
      if (found === undefined || index < done) continue;
      const start = index - found.offset;
      masked += text.slice(done, start) + (pseudonyms.get(found.name) ?? '');
      done = start + found.name.length;
    }
    return masked + text.slice(done);
  };
}

/** Small letters, where that leaves every character at its place. */
function lower(text: string): string {
  const lowered = text.toLowerCase();
  return lowered.length === text.length ? lowered : text;
}
