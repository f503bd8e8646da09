/** What is laid out besides what is drawn: what vanished, and what other moments have, so that it stands in its place wherever it is shown. */
import { createSwallowedBy } from '../mesh/group-tree';
import type { GroupId, NodeId } from '../mesh/model';
import type { OpenForm } from './closed-groups';
import { missing } from './comparison';
import type { createGhosts } from './ghosts';
import type { Ghosts } from './messages';

/** Ghosts keep their places: they are laid out with the others. */
export function withGhosts(open: OpenForm, gone: ReturnType<ReturnType<typeof createGhosts>['beside']>): OpenForm {
  if (gone.nodes.length + gone.edges.length === 0) return open;
  return {
    ...open,
    nodes: [...open.nodes, ...gone.nodes.map(({ node }) => node)],
    edges: [...open.edges, ...gone.edges.map(({ id, source, target }) => ({ id, source, target }))],
    groups: [...open.groups, ...gone.groups],
  };
}

/** What all the moments have, and what this one has besides: a moment off the grid, or something configured since. */
export function withNewcomers(all: OpenForm, open: OpenForm): OpenForm {
  const [nodes, edges, groups] = [missing(all.nodes, open.nodes), missing(all.edges, open.edges), missing(all.groups, open.groups)];
  if (nodes.length + edges.length + groups.length === 0) return all;
  return { ...all, nodes: [...all.nodes, ...nodes], edges: [...all.edges, ...edges], groups: [...all.groups, ...groups] };
}

/** Ids of those that do not stand inside a closed group. */
export function visibleGhosts({ groups }: OpenForm, { nodes }: Ghosts, closed: ReadonlySet<GroupId>): readonly NodeId[] {
  const swallowedBy = createSwallowedBy(groups, closed);
  return nodes.filter(({ node }) => swallowedBy(node.group) === undefined).map(({ id }) => id);
}
