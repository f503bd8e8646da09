/** How much was found, in words. */
import type { Answer } from '../../app/matches';
import { many } from '../text/many';

/** "3 nodes, 5 edges", "nothing found"; undefined when nothing is looked for or the expression cannot be read. */
export function foundText(answer: Answer | undefined): string | undefined {
  if (answer?.ok !== true) return undefined;
  const { nodes, edges } = answer.part;
  const parts = [nodes.size > 0 ? many(nodes.size, 'node') : undefined, edges.size > 0 ? many(edges.size, 'edge') : undefined].filter(
    (part) => part !== undefined,
  );
  return parts.length === 0 ? 'nothing found' : parts.join(', ');
}
