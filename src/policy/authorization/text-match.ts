/** Istio's patterns: exact, `prefix*`, `*suffix`, and `*` for anything that is there (docs/policies.md §2.4). */

/** Of fields that hold texts: principals, namespaces, hosts, methods, paths. An empty value is none. */
export function matchesText(pattern: string, value: string): boolean {
  if (pattern === '*') return value !== '';
  if (pattern.startsWith('*')) return value.endsWith(pattern.slice(1));
  if (pattern.endsWith('*')) return value.startsWith(pattern.slice(0, -1));
  return pattern === value;
}

/** `*` anywhere stands for any text, also for none. Linear in the text for each piece between stars. */
export function matchesGlob(pattern: string, value: string): boolean {
  const [head = '', ...pieces] = pattern.split('*');
  const tail = pieces.pop();
  if (tail === undefined) return head === value;
  if (!value.startsWith(head)) return false;
  let from = head.length;
  for (const piece of pieces) {
    const found = value.indexOf(piece, from);
    if (found < 0) return false;
    from = found + piece.length;
  }
  return value.length - tail.length >= from && value.endsWith(tail);
}
