/** Host names as Istio reads them: short names, wildcards, and which of several hosts is the most specific (docs/policies.md §4.1). */

/** "reviews" in namespace `default` → "reviews.default.svc.cluster.local"; names with a dot, `*` and addresses stay. */
export function fullHost(host: string, namespace: string, domain = 'cluster.local'): string {
  if (host === '' || host.includes('.') || host.includes(':') || host.startsWith('*')) return host;
  return `${host}.${namespace}.svc.${domain}`;
}

/** The host of a Kubernetes Service. */
export function serviceHost(name: string, namespace: string, domain = 'cluster.local'): string {
  return `${name}.${namespace}.svc.${domain}`;
}

export function isWildcard(host: string): boolean {
  return host.startsWith('*');
}

/** Every name that `host` stands for is one that `pattern` stands for: "a.example.org" and "*.example.org" are within "*.example.org". */
export function hostWithin(host: string, pattern: string): boolean {
  if (!isWildcard(pattern)) return host === pattern;
  const suffix = pattern.slice(1);
  if (isWildcard(host)) return host.length >= pattern.length && host.slice(1).endsWith(suffix);
  return host.length > suffix.length && host.endsWith(suffix);
}

/** Some name is one of both: either host is within the other. */
export function hostsOverlap(a: string, b: string): boolean {
  return hostWithin(a, b) || hostWithin(b, a);
}

/** What both hosts stand for: the narrower of the two, or undefined when they share no name. */
export function hostIntersection(a: string, b: string): string | undefined {
  if (hostWithin(a, b)) return a;
  return hostWithin(b, a) ? b : undefined;
}

/** Exact names before wildcards, longer wildcards before shorter ones; 0 for hosts of the same width. */
export function compareSpecificity(a: string, b: string): number {
  const [wildA, wildB] = [isWildcard(a), isWildcard(b)];
  if (wildA !== wildB) return wildA ? 1 : -1;
  return wildA ? b.length - a.length : 0;
}

/** The most specific of the patterns that hold `host`: exact, then the longest wildcard. */
export function mostSpecificHost(host: string, patterns: Iterable<string>): string | undefined {
  let best: string | undefined;
  for (const pattern of patterns)
    if (hostWithin(host, pattern) && (best === undefined || compareSpecificity(pattern, best) < 0)) best = pattern;
  return best;
}

/** The wildcards that hold `host`, longest first: "*.b.c", "*.c", "*". With the host itself before them these are all keys that an index of dotted wildcards needs. */
export function wildcardsAbove(host: string): readonly string[] {
  const wildcards: string[] = [];
  const bare = host.startsWith('*.') ? host.slice(2) : host;
  if (isWildcard(host) && host !== '*') wildcards.push(host);
  for (let dot = bare.indexOf('.'); dot !== -1; dot = bare.indexOf('.', dot + 1)) wildcards.push(`*${bare.slice(dot)}`);
  return [...wildcards, '*'];
}
