/**
 * What stands out, what steps back and what is not drawn at all, in this order: base look and overlays, then what is removed, then what is
 * dimmed, then the selection (everything that is not near it fades, the selected thing itself never). What was found keeps its mark throughout.
 */
import type { MeshPart } from '../mesh/mesh-part';
import type { Mesh, MeshEdge, MeshNode } from '../mesh/model';
import { nodesIn } from '../mesh/nodes-in';

export interface Emphasis {
  readonly isSelected: (id: string) => boolean;
  readonly nodeFaded: (node: MeshNode) => boolean;
  readonly edgeFaded: (edge: Ends) => boolean;
  /** Edges at the selected thing keep their labels before others. */
  readonly edgeFocused: (edge: MeshEdge) => boolean;
  readonly isFound: (id: string) => boolean;
  readonly nodeRemoved: (node: MeshNode) => boolean;
  /** An edge leaves with either of its ends. */
  readonly edgeRemoved: (edge: Ends) => boolean;
}

type Ends = Pick<MeshEdge, 'id' | 'source' | 'target'>;

/** What the view says of single things; whatever is absent or not in the mesh changes nothing. */
export interface Emphasised {
  readonly selected?: string | undefined;
  /** Counts like a selection for labels, but fades nothing. */
  readonly hovered?: string | undefined;
  readonly dimmed?: MeshPart | undefined;
  readonly removed?: MeshPart | undefined;
  readonly found?: MeshPart | undefined;
}

/** A selected node keeps its neighbours and their edges, an edge its two ends, an open group its members and what crosses its border. */
export function emphasise(mesh: Mesh, { selected, hovered, dimmed, removed, found }: Emphasised): Emphasis {
  const near = selected === undefined ? undefined : neighbourhood(mesh, selected);
  const looked = hovered === undefined ? undefined : neighbourhood(mesh, hovered);
  const isSelected = (id: string): boolean => near !== undefined && id === selected;
  const nodeDimmed = partHas(dimmed, 'nodes');
  const edgeDimmed = partHas(dimmed, 'edges');
  const nodeGone = partHas(removed, 'nodes');
  const edgeGone = partHas(removed, 'edges');
  const nodeFound = partHas(found, 'nodes');
  const edgeFound = partHas(found, 'edges');
  return {
    isSelected,
    nodeFaded: ({ id }) => !isSelected(id) && (nodeDimmed(id) || near?.nodes.has(id) === false),
    edgeFaded: ({ id, source, target }) =>
      !isSelected(id) && (edgeDimmed(id) || nodeDimmed(source) || nodeDimmed(target) || near?.edges.has(id) === false),
    edgeFocused: ({ id }) => near?.edges.has(id) === true || looked?.edges.has(id) === true,
    isFound: (id) => nodeFound(id) || edgeFound(id),
    nodeRemoved: ({ id }) => nodeGone(id),
    edgeRemoved: ({ id, source, target }) => edgeGone(id) || nodeGone(source) || nodeGone(target),
  };
}

/** Ids reach the scene as plain text. */
function partHas(part: MeshPart | undefined, of: keyof MeshPart): (id: string) => boolean {
  const ids: ReadonlySet<string> | undefined = part?.[of];
  return ids === undefined || ids.size === 0 ? () => false : (id) => ids.has(id);
}

interface Neighbourhood {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

function neighbourhood(mesh: Mesh, id: string): Neighbourhood | undefined {
  const edge = mesh.edges.find((one) => one.id === id);
  if (edge !== undefined) return { nodes: new Set([edge.source, edge.target]), edges: new Set([edge.id]) };
  const core = new Set<string>(nodesIn(mesh, new Set([id])).map((node) => node.id));
  if (core.size === 0) return undefined;
  const nodes = new Set(core);
  const edges = new Set<string>();
  for (const one of mesh.edges) {
    if (!core.has(one.source) && !core.has(one.target)) continue;
    edges.add(one.id);
    nodes.add(one.source).add(one.target);
  }
  return { nodes, edges };
}
