/** What can be charted of something drawn: an edge as it is, a node or a group by side and protocol. */
import type { EdgeSelection } from '../../telemetry/metrics/edge-metric';
import { closedFace, closedPlace } from '../closed-node';
import type { Mesh, MeshEdge, MeshGroup, MeshNode, NodeId } from '../model';
import { nodesIn } from '../nodes-in';
import { type NodeSide, type ProvenanceContext, selectEdge, selectNode } from '../provenance';

export interface ChartView {
  /** `edge`, or side and protocol: "in http". */
  readonly id: string;
  readonly side?: NodeSide['side'];
  readonly selection: EdgeSelection;
}

export type Charted =
  | { readonly kind: 'edge'; readonly edge: MeshEdge }
  | { readonly kind: 'node'; readonly node: MeshNode }
  | { readonly kind: 'group'; readonly group: MeshGroup };

/** Empty when nothing flows there. */
export function chartViews(mesh: Mesh, charted: Charted, context: ProvenanceContext): readonly ChartView[] {
  if (charted.kind === 'edge') {
    const selection = selectEdge(mesh, charted.edge, context);
    return selection === undefined ? [] : [{ id: 'edge', selection }];
  }
  const sides = charted.kind === 'node' ? selectNode(mesh, charted.node, context) : selectGroup(mesh, charted.group, context);
  return sides.map(({ side, selection }) => ({ id: `${side} ${selection.protocol}`, side, selection }));
}

/** An open group is charted as its closed form would be: everything its members send and get, what flows between them included. */
function selectGroup(mesh: Mesh, group: MeshGroup, context: ProvenanceContext): readonly NodeSide[] {
  const drawn = nodesIn(mesh, new Set([group.id]));
  const [member] = drawn;
  if (member === undefined) return [];
  const { cluster: _cluster, namespace: _namespace, app: _app, between: _between, ...rest } = member;
  const namespaces = mesh.groups.flatMap(({ parent, namespace }) => (parent === group.id ? (namespace ?? []) : []));
  const closed: MeshNode = { ...rest, ...closedFace(closedPlace(group)), ...(group.level === 'rest' && { namespaces }) };
  const members = new Set<NodeId>(drawn.map(({ id }) => id));
  const asClosed = (id: NodeId) => (members.has(id) ? closed.id : id);
  const edges = mesh.edges.map((edge) => ({ ...edge, source: asClosed(edge.source), target: asClosed(edge.target) }));
  return selectNode({ ...mesh, edges }, closed, context);
}
