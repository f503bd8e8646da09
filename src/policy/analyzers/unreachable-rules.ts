/** Rules and matches of a VirtualService that an earlier one takes all requests from, as Istio's validation tells it. */
import type { HttpMatch, HttpRoute } from '../../istio/resources/virtual-service-fields';

export interface UnusedPart {
  readonly code: 'IST0130' | 'IST0131';
  /** Below the list of routes: "[1]" or "[1].match[0]". */
  readonly path: string;
  readonly why: string;
}

interface Rule {
  readonly name?: string;
  readonly match?: readonly object[];
}

/** For routes of any protocol: nothing comes after a rule without match, and a match that was there before does nothing. */
export function unusedParts(rules: readonly Rule[]): readonly UnusedPart[] {
  const unused: UnusedPart[] = [];
  const seen = new Map<string, number>();
  let empty: number | undefined;
  rules.forEach(({ match = [] }, index) => {
    if (match.length === 0) {
      if (empty !== undefined) unused.push({ code: 'IST0130', path: `[${index}]`, why: 'only the last rule can have no match' });
      empty = index;
      return;
    }
    let repeated = 0;
    match.forEach((each, at) => {
      if (empty !== undefined) {
        unused.push({ code: 'IST0130', path: `[${index}]`, why: `rule ${ruleName(rules, empty)} before it has no match and takes all` });
        return;
      }
      const key = canonical(each);
      const earlier = seen.get(key);
      if (earlier === undefined) seen.set(key, index);
      else {
        repeated += 1;
        unused.push({ code: 'IST0131', path: `[${index}].match[${at}]`, why: `rule ${ruleName(rules, earlier)} has the same match` });
      }
    });
    if (repeated === match.length) unused.push({ code: 'IST0130', path: `[${index}]`, why: 'rules before it have all of its matches' });
  });
  return unused;
}

interface PrefixMatch {
  readonly path: string;
  readonly prefix: string;
  readonly rule: string;
  readonly port: number;
  readonly method: string;
  readonly authority: string;
  readonly named: readonly ReadonlyMap<string, string>[];
}

/** For HTTP also: a prefix of a path that an earlier prefix covers, all else being equal. */
export function coveredPrefixes(routes: readonly HttpRoute[]): readonly UnusedPart[] {
  const matches = prefixMatches(routes);
  return matches.flatMap((earlier, index) =>
    matches.slice(index + 1).flatMap((later): readonly UnusedPart[] => {
      if (later.prefix === earlier.prefix || !covers(earlier, later)) return [];
      return [
        { code: 'IST0131', path: later.path, why: `prefix ${earlier.prefix} of rule ${earlier.rule} covers its prefix ${later.prefix}` },
      ];
    }),
  );
}

/** Matches that stand at all: those after a rule without match, and repeated ones, are told already. */
function prefixMatches(routes: readonly HttpRoute[]): readonly PrefixMatch[] {
  const found: PrefixMatch[] = [];
  const seen = new Set<string>();
  for (const [index, { match = [] }] of routes.entries()) {
    if (match.length === 0) break;
    match.forEach((each, at) => {
      const key = canonical(each);
      const prefix = each.uri?.prefix ?? '';
      if (!seen.has(key) && prefix !== '') found.push(prefixMatch(each, prefix, ruleName(routes, index), `[${index}].match[${at}]`));
      seen.add(key);
    });
  }
  return found;
}

function prefixMatch(match: HttpMatch, prefix: string, rule: string, path: string): PrefixMatch {
  return {
    path,
    prefix,
    rule,
    port: match.port ?? 0,
    method: textOf(match.method) || textOf({ exact: 'GET' }),
    authority: textOf(match.authority),
    named: [match.headers, match.queryParams, match.withoutHeaders].map(
      (each) => new Map([...(each ?? [])].map(([name, value]) => [name, textOf(value)])),
    ),
  };
}

interface TextMatch {
  readonly exact?: string;
  readonly prefix?: string;
}

/** A regular expression counts as no condition, as in Istio's check. */
function textOf({ exact = '', prefix = '' }: TextMatch = {}): string {
  if (exact !== '') return `exact ${exact}`;
  return prefix === '' ? '' : `prefix ${prefix}`;
}

function covers(earlier: PrefixMatch, later: PrefixMatch): boolean {
  return (
    later.prefix.startsWith(earlier.prefix) &&
    later.port === earlier.port &&
    earlier.method.startsWith(later.method) &&
    earlier.authority.startsWith(later.authority) &&
    earlier.named.every((own, index) => coversNamed(own, later.named[index] ?? new Map<string, string>()))
  );
}

function coversNamed(earlier: ReadonlyMap<string, string>, later: ReadonlyMap<string, string>): boolean {
  if (earlier.size !== later.size) return false;
  return [...earlier].every(([name, value]) => {
    const other = later.get(name);
    return other !== undefined && value.startsWith(other);
  });
}

function ruleName(rules: readonly Rule[], index: number): string {
  const name = rules[index]?.name ?? '';
  return name === '' ? `#${index}` : `"${name}"`;
}

/** Equal for matches that say the same: the name says nothing, nor does the order of keys, nor a field at its default. */
function canonical(match: object): string {
  const fields = Object.entries(match).filter(([name, value]) => name !== 'name' && value !== false && value !== 0 && value !== '');
  return JSON.stringify(sorted(new Map(fields)));
}

function sorted(value: unknown): unknown {
  if (value instanceof Map) {
    const entries = [...value].map(([name, each]) => [String(name), sorted(each)] as const);
    return entries.sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  }
  if (Array.isArray(value)) return value.map(sorted);
  return typeof value === 'object' && value !== null ? sorted(new Map(Object.entries(value))) : value;
}
