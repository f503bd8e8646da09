import { isClosedGroup } from '../../mesh/closed-node';
import { createClosedAs } from '../../mesh/collapse';
import { edgeId } from '../../mesh/ids';
import type { Mesh, MeshEdge, MeshNode, NodeId } from '../../mesh/model';
import { type Emphasised, emphasise } from '../../scene/emphasis';

/** What find, hide and focus do to rows. */
export interface RowEmphasis {
  readonly edgeRemoved: (edge: MeshEdge) => boolean;
  readonly nodeRemoved: (node: MeshNode) => boolean;
  readonly edgeFaded: (edge: MeshEdge) => boolean;
  readonly nodeFaded: (node: MeshNode) => boolean;
  readonly isFound: (id: string) => boolean;
}

/** As on the map, of which rows are the twin: what stands inside a closed group shares the lot of what is drawn in its place. */
export function rowEmphasis(drawn: Mesh, whole: Mesh | undefined, emphasised: Emphasised): RowEmphasis {
  const emphasis = emphasise(drawn, emphasised);
  const drawnAs = whole === undefined ? undefined : drawnIn(drawn, whole);
  if (drawnAs === undefined) return emphasis;
  const edge = (one: MeshEdge): MeshEdge => {
    const [source, target] = [drawnAs(one.source), drawnAs(one.target)];
    return { ...one, id: edgeId(source, target, one.protocol), source, target };
  };
  const node = (one: MeshNode): MeshNode => ({ ...one, id: drawnAs(one.id) });
  return {
    edgeRemoved: (one) => emphasis.edgeRemoved(edge(one)),
    nodeRemoved: (one) => emphasis.nodeRemoved(node(one)),
    edgeFaded: (one) => emphasis.edgeFaded(edge(one)),
    nodeFaded: (one) => emphasis.nodeFaded(node(one)),
    isFound: emphasis.isFound,
  };
}

/** The drawn node that stands for a node, itself where nothing closed is around it; undefined when nothing is closed. */
function drawnIn({ nodes, groupBy }: Mesh, whole: Mesh): ((id: NodeId) => NodeId) | undefined {
  const closed = new Set(nodes.filter((one) => isClosedGroup(one, groupBy)).map(({ group }) => group));
  if (closed.size === 0) return undefined;
  const closedAs = createClosedAs(whole, closed);
  return (id) => closedAs(id)?.id ?? id;
}
