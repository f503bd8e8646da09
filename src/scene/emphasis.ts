/** What stands out and what steps back: the selected thing with its neighbours, and everything else. */
import type { Mesh, MeshEdge, MeshNode } from '../mesh/model';

export interface Emphasis {
  readonly isSelected: (id: string) => boolean;
  readonly nodeFaded: (node: MeshNode) => boolean;
  readonly edgeFaded: (edge: MeshEdge) => boolean;
  /** Edges at the selected thing keep their labels before others. */
  readonly edgeFocused: (edge: MeshEdge) => boolean;
}

const NOTHING: Emphasis = { isSelected: () => false, nodeFaded: () => false, edgeFaded: () => false, edgeFocused: () => false };

/**
 * A node keeps its neighbours and their edges, an edge its two ends, an open group its members and what crosses its border.
 * `focus` counts like a selection for labels, but fades nothing. An id that is not in the mesh changes nothing.
 */
export function emphasise(mesh: Mesh, selected: string | undefined, focus: string | undefined): Emphasis {
  const near = selected === undefined ? undefined : neighbourhood(mesh, selected);
  const focused = focus === undefined ? undefined : neighbourhood(mesh, focus);
  if (near === undefined && focused === undefined) return NOTHING;
  return {
    isSelected: (id) => near !== undefined && id === selected,
    nodeFaded: (node) => near !== undefined && !near.nodes.has(node.id),
    edgeFaded: (edge) => near !== undefined && !near.edges.has(edge.id),
    edgeFocused: (edge) => near?.edges.has(edge.id) === true || focused?.edges.has(edge.id) === true,
  };
}

interface Neighbourhood {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

function neighbourhood(mesh: Mesh, id: string): Neighbourhood | undefined {
  const edge = mesh.edges.find((one) => one.id === id);
  if (edge !== undefined) return { nodes: new Set([edge.source, edge.target]), edges: new Set([edge.id]) };
  const core = new Set<string>(mesh.nodes.filter((node) => node.id === id || node.group === id).map((node) => node.id));
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
