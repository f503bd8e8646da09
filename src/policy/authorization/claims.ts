/** Claims of a JSON Web Token as Envoy matches them (docs/policies.md §2.4). */
import { isRecord } from '../../istio/resources/reader';
import { matchesText } from './text-match';

/** The payload of a valid token; empty = no token. */
export type Claims = Readonly<Record<string, unknown>>;

/** Claims whose text is a list. */
const spaceDelimited: readonly string[] = ['scope', 'permission'];

/** The texts of a claim: one, or those of a list. */
export function claimTexts(claims: Claims, path: readonly string[]): readonly string[] {
  let value: unknown = claims;
  for (const name of path) {
    if (!isRecord(value) || !Object.hasOwn(value, name)) return [];
    value = value[name];
  }
  if (typeof value === 'string') return path.length === 1 && spaceDelimited.includes(path[0] ?? '') ? value.split(' ') : [value];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

/** `request.auth.claims[a][b]` → a, b. */
export function claimPath(key: string): readonly string[] {
  return [...key.matchAll(/\[([^\]]*)\]/g)].map(([, name = '']) => name);
}

/** `iss/sub`: each side by its own pattern; the last slash parts them, because an issuer may be an address. */
export function matchesRequestPrincipal(pattern: string, claims: Claims): boolean {
  const issuer = claimTexts(claims, ['iss'])[0] ?? '';
  const subject = claimTexts(claims, ['sub'])[0] ?? '';
  const slash = pattern.lastIndexOf('/');
  if (pattern === '*') return issuer !== '' && subject !== '';
  if (slash < 0) {
    if (pattern.startsWith('*')) return issuer !== '' && subject.endsWith(pattern.slice(1));
    if (pattern.endsWith('*')) return issuer.startsWith(pattern.slice(0, -1)) && subject !== '';
    return false;
  }
  const [wantedIssuer, wantedSubject] = [pattern.slice(0, slash), pattern.slice(slash + 1)];
  if (pattern.startsWith('*')) return matchesText(wantedIssuer, issuer) && subject === wantedSubject;
  if (issuer !== wantedIssuer) return false;
  return pattern.endsWith('*') ? matchesText(wantedSubject, subject) : subject === wantedSubject;
}
