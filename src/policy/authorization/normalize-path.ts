/** The path as policies see it: without query and fragment, after Istio's default normalisation BASE (docs/policies.md §2.4; RFC 3986 §5.2.4, §6.2.2). */

export function normalizePath(path: string): string {
  const [bare = ''] = path.split(/[?#]/, 1);
  return withoutDots(unescapedUnreserved(bare.replaceAll('\\', '/')));
}

/** `%41` is `A`; what is not unreserved stays escaped, in capitals. */
function unescapedUnreserved(path: string): string {
  return path.replace(/%([0-9a-f]{2})/gi, (escaped, code: string) => {
    const character = String.fromCharCode(Number.parseInt(code, 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : escaped.toUpperCase();
  });
}

/** Slashes are not merged, so an empty segment counts. */
function withoutDots(path: string): string {
  if (!path.startsWith('/') || !path.includes('/.')) return path;
  const kept: string[] = [];
  const segments = path.slice(1).split('/');
  segments.forEach((segment, index) => {
    const last = index === segments.length - 1;
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
    if (last && (segment === '.' || segment === '..')) kept.push('');
  });
  return `/${kept.join('/')}`;
}
