/** Headers bound to the origin they were given for; in memory only. */
export interface Credentials {
  remember(origin: string, headers: Readonly<Record<string, string>>): void;
  /** The headers for an address: those of exactly its origin, else none. */
  headersFor(url: string): Readonly<Record<string, string>>;
}

/** `base` resolves relative addresses (the page's own origin). */
export function createCredentials(base: string): Credentials {
  const byOrigin = new Map<string, Readonly<Record<string, string>>>();
  return {
    remember: (origin, headers) => void byOrigin.set(origin, headers),
    headersFor: (url) => (URL.canParse(url, base) ? (byOrigin.get(new URL(url, base).origin) ?? {}) : {}),
  };
}
