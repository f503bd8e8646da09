/** Nodes as lists show them: the sick first, then by name and place. */
import type { Health, MeshNode } from '../../mesh/model';

export const URGENCY: Readonly<Record<Health, number>> = { failing: 0, degraded: 1, unknown: 2, healthy: 3, idle: 4 };

export function sickFirst(nodes: readonly MeshNode[]): readonly MeshNode[] {
  return [...nodes].sort(
    (a, b) =>
      URGENCY[a.health] - URGENCY[b.health] ||
      b.sickMembers - a.sickMembers ||
      compare(a.name, b.name) ||
      compare(a.namespace ?? '', b.namespace ?? '') ||
      compare(a.id, b.id),
  );
}

/** Nodes whose name, namespace or cluster contains the text. */
export function matchNodes(nodes: readonly MeshNode[], text: string): readonly MeshNode[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return nodes;
  return nodes.filter((node) => [node.name, node.namespace, node.cluster].some((part) => part?.toLowerCase().includes(wanted) === true));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
