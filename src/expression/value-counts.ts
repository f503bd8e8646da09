/** The values an operand has in the mesh, with how many nodes and edges have each. */
import { type MatchContext, meshFacts } from './mesh-facts';
import type { ChoiceOperand, TextOperand } from './operands/operand';

export interface ValueCount {
  readonly value: string;
  readonly nodes: number;
  readonly edges: number;
}

/** The commonest first, equals by name. Edges alone are not counted for a node's operand, nor the other way. */
export function valueCounts(operand: TextOperand | ChoiceOperand, context: MatchContext, of: 'node' | 'any'): readonly ValueCount[] {
  const facts = meshFacts(context);
  const counts = new Map<string, { nodes: number; edges: number }>();
  const count = (values: readonly string[] | undefined, side: 'nodes' | 'edges'): void => {
    for (const value of new Set(values)) {
      const known = counts.get(value) ?? { nodes: 0, edges: 0 };
      known[side] += 1;
      counts.set(value, known);
    }
  };
  if (operand.node !== undefined) for (const node of context.mesh.nodes) count(operand.node(node, facts), 'nodes');
  if (operand.edge !== undefined && of === 'any') for (const edge of context.mesh.edges) count(operand.edge(edge, facts), 'edges');
  const sorted = Array.from(counts, ([value, { nodes, edges }]) => ({ value, nodes, edges }));
  return sorted.sort((a, b) => b.nodes + b.edges - a.nodes - a.edges || (a.value < b.value ? -1 : 1));
}

/** "1 node", "12 nodes, 3 edges"; `none` names what there is none of. */
export function countText({ nodes, edges }: Omit<ValueCount, 'value'>, none: string): string {
  const words = [
    ...(nodes > 0 ? [`${nodes} ${nodes === 1 ? 'node' : 'nodes'}`] : []),
    ...(edges > 0 ? [`${edges} ${edges === 1 ? 'edge' : 'edges'}`] : []),
  ];
  return words.length === 0 ? `0 ${none}` : words.join(', ');
}
