/** A mesh as panels ask for it: by id and by neighbour. */
import type { EdgeId, GroupId, Mesh, MeshEdge, MeshGroup, MeshNode, NodeId } from '../mesh/model';

export interface MeshIndex {
  readonly mesh: Mesh;
  readonly nodes: ReadonlyMap<NodeId, MeshNode>;
  readonly edges: ReadonlyMap<EdgeId, MeshEdge>;
  readonly groups: ReadonlyMap<GroupId, MeshGroup>;
  /** Edges by the node they leave; legs folded into a waypoint's hop are left out. */
  readonly outgoing: ReadonlyMap<NodeId, readonly MeshEdge[]>;
  readonly incoming: ReadonlyMap<NodeId, readonly MeshEdge[]>;
}

/** What a selected id stands for in this mesh. */
export type Selected =
  | { readonly kind: 'node'; readonly node: MeshNode }
  | { readonly kind: 'edge'; readonly edge: MeshEdge }
  | { readonly kind: 'group'; readonly group: MeshGroup };

const NOTHING: Pick<Mesh, 'nodes' | 'edges'> = { nodes: [], edges: [] };

/** `besides` can be named and selected, and stands in no list and no sum: what a difference draws of the moment before. */
export function indexMesh(mesh: Mesh, besides: Pick<Mesh, 'nodes' | 'edges'> = NOTHING): MeshIndex {
  const outgoing = new Map<NodeId, MeshEdge[]>();
  const incoming = new Map<NodeId, MeshEdge[]>();
  for (const edge of mesh.edges) {
    if (edge.foldedInto !== undefined) continue;
    push(outgoing, edge.source, edge);
    push(incoming, edge.target, edge);
  }
  return {
    mesh,
    nodes: new Map([...besides.nodes, ...mesh.nodes].map((node) => [node.id, node])),
    edges: new Map([...besides.edges, ...mesh.edges].map((edge) => [edge.id, edge])),
    groups: new Map(mesh.groups.map((group) => [group.id, group])),
    outgoing,
    incoming,
  };
}

/** Ids arrive as plain text from a link or the canvas; undefined when nothing in this mesh has that id. */
export function findSelected(index: MeshIndex, id: string): Selected | undefined {
  const edge = index.edges.get(id as EdgeId);
  if (edge !== undefined) return { kind: 'edge', edge };
  const node = index.nodes.get(id as NodeId);
  if (node !== undefined) return { kind: 'node', node };
  const group = index.groups.get(id as GroupId);
  return group === undefined ? undefined : { kind: 'group', group };
}

function push(lists: Map<NodeId, MeshEdge[]>, key: NodeId, edge: MeshEdge): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [edge]);
  else list.push(edge);
}
