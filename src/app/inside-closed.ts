/** What an expression finds inside closed groups, where the map shows only the group. */
import { isClosedGroup } from '../mesh/closed-node';
import { ancestors } from '../mesh/group-tree';
import type { Picture, WholeMesh } from '../worker/messages';
import { answerTo } from './matches';
import type { ViewState } from './view-state';

export interface InsideClosed {
  readonly nodes: number;
  readonly edges: number;
  /** The closed groups that hold them, to be opened. */
  readonly groups: readonly string[];
}

/** Whether some of the mesh stands inside closed groups. */
export const hasClosed = ({ mesh }: Picture): boolean => mesh.nodes.some((node) => isClosedGroup(node, mesh.groupBy));

/** undefined when nothing more is found than what is drawn, or the expression cannot be read. */
export function insideClosed(
  picture: Picture,
  whole: WholeMesh,
  { find, namespaces }: Pick<ViewState, 'find' | 'namespaces'>,
): InsideClosed | undefined {
  const answer = answerTo(find, whole.mesh, whole.policies, namespaces);
  if (answer?.ok !== true) return undefined;
  const drawn = new Set(picture.mesh.nodes.map(({ id }) => id));
  const unseen = whole.mesh.nodes.filter(({ id }) => !drawn.has(id));
  const nodes = unseen.filter(({ id }) => answer.part.nodes.has(id));
  const edges = whole.mesh.edges.filter(({ id, source, target }) => answer.part.edges.has(id) && !(drawn.has(source) && drawn.has(target)));
  if (nodes.length + edges.length === 0) return undefined;
  const ends = new Set(edges.flatMap(({ source, target }) => [source, target]));
  const around = ancestors(whole.mesh.groups);
  const holding = unseen.filter(({ id }) => ends.has(id) || answer.part.nodes.has(id)).flatMap(({ group }) => around(group));
  const groups = [...new Set(holding)].filter((id) => !picture.openGroups.includes(id)).sort();
  return { nodes: nodes.length, edges: edges.length, groups };
}
