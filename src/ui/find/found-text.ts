/** How much was found, in words. */
import type { Answer } from '../../app/matches';
import { countText } from '../text/count-text';

/** "3 nodes, 5 edges", "nothing found"; undefined when nothing is looked for or the expression cannot be read. */
export function foundText(answer: Answer | undefined): string | undefined {
  if (answer?.ok !== true) return undefined;
  const { nodes, edges } = answer.part;
  return nodes.size + edges.size === 0 ? 'nothing found' : countText({ nodes: nodes.size, edges: edges.size });
}
