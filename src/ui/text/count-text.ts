import { many } from '../../lib/many';

/** "12 nodes, 1 edge", "30 edges"; "" for none of either. */
export function countText({ nodes, edges }: { readonly nodes: number; readonly edges: number }): string {
  return [nodes > 0 ? many(nodes, 'node') : undefined, edges > 0 ? many(edges, 'edge') : undefined]
    .filter((part) => part !== undefined)
    .join(', ');
}
