import type { MeshEdge } from '../../mesh/model';

/** Envoy's response flags seen on an edge, the commonest first, ties by name; "-" says there was none and is left out. */
export function flagsOf({ responses, connections }: Pick<MeshEdge, 'responses' | 'connections'>): readonly string[] {
  const sums = new Map<string, number>();
  const tables = [...(responses?.values() ?? []), ...(connections === undefined ? [] : [connections.byFlags])];
  for (const byFlags of tables) {
    for (const [flags, perSecond] of byFlags) if (flags !== '-' && flags !== '') sums.set(flags, (sums.get(flags) ?? 0) + perSecond);
  }
  return [...sums].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([flags]) => flags);
}
