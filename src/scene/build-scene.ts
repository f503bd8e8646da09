/** Mesh + positions + view → what to draw. Pure: the same input gives the same scene on every machine. */
import type { Layout } from '../layout/types';
import type { Mesh, MeshEdge, MeshNode, Thresholds } from '../mesh/model';
import type { DrawnPolicies } from '../policy/drawn';
import { chooseEdges } from './choose-edges';
import { displayText } from './display-text';
import { emphasise } from './emphasis';
import { EDGE_LABELS } from './labels/index';
import { OVERLAYS, POLICY_OVERLAYS } from './overlays/index';
import type { Scene, SceneGroup, SceneNode } from './scene';
import { sceneEdge } from './scene-edge';
import { sceneNode } from './scene-node';
import { unitsOf } from './traffic-units';

export interface SceneView {
  /** Domain id of the selected node, edge or group; everything that is not near it fades. */
  readonly selected?: string | undefined;
  /** Id of a thing whose neighbourhood is looked at without being selected: its labels come first, nothing fades. */
  readonly hoveredNeighbourhood?: string | undefined;
  /** Ids of EDGE_LABELS; unknown ones are ignored. */
  readonly labels: readonly string[];
  /** Id of a policy overlay (POLICY_OVERLAYS); unknown ones are ignored. */
  readonly overlay?: string | undefined;
  /** Draw ztunnel legs that a waypoint's hop already stands for. */
  readonly showFolded?: boolean | undefined;
  /** Numbers are totals since a proxy started, not rates. */
  readonly totals?: boolean | undefined;
  /** For the tones of versions; the health of nodes and edges is already in the mesh. */
  readonly thresholds?: Thresholds | undefined;
}

/** docs/telemetry.md §6.8. */
const DEFAULT_THRESHOLDS: Thresholds = { degradedPercent: 0, failingPercent: 10, count4xx: false };

export interface SceneInput {
  readonly mesh: Mesh;
  readonly layout: Layout;
  readonly view: SceneView;
  /** What configuration says of the drawn things; undefined while there is none. */
  readonly policies?: DrawnPolicies | undefined;
}

/** Elements the layout has no place for yet are left out, and edges with them. */
export function buildScene({ mesh, layout, view, policies }: SceneInput): Scene {
  // Without configuration there is nothing to say: the picture stays that of traffic and health.
  const overlay = policies === undefined ? undefined : POLICY_OVERLAYS.find(({ id }) => id === view.overlay);
  const emphasis = emphasise(mesh, view.selected, view.hoveredNeighbourhood);
  const nodeContext = {
    mesh,
    layout,
    overlays: OVERLAYS,
    policy: overlay === undefined ? undefined : { overlay, of: ({ id }: MeshNode) => policies?.nodes.get(id) },
    emphasis,
    thresholds: view.thresholds ?? DEFAULT_THRESHOLDS,
  };
  const nodes = mesh.nodes.map((node) => sceneNode(node, nodeContext)).filter((node): node is SceneNode => node !== undefined);
  const drawnNodes = new Set(nodes.map((node) => node.id));
  const closed = new Set(nodes.filter((node) => node.shape === 'group').map((node) => node.id));

  const candidates = mesh.edges.filter(
    (edge) => drawnNodes.has(edge.source) && drawnNodes.has(edge.target) && (view.showFolded === true || edge.foldedInto === undefined),
  );
  const { drawn, hidden } = chooseEdges(
    candidates,
    (edge) => closed.has(edge.source) && closed.has(edge.target),
    (edge) => emphasis.edgeFocused(edge),
  );
  const edgeContext = {
    overlays: OVERLAYS,
    policy: overlay === undefined ? undefined : { overlay, of: ({ id }: MeshEdge) => policies?.edges.get(id) },
    labels: EDGE_LABELS.filter((label) => view.labels.includes(label.id)),
    emphasis,
    units: unitsOf(view.totals === true),
  };
  return {
    groups: footprints(mesh, layout),
    nodes,
    edges: drawn.map((edge) => sceneEdge(edge, edgeContext)),
    ...(hidden === 0 ? {} : { hiddenEdges: hidden }),
  };
}

/** The box of every group; that of a closed one has no title, its card says it all. */
function footprints(mesh: Mesh, layout: Layout): readonly SceneGroup[] {
  if (mesh.groupBy === 'namespace') return [];
  const closed = new Set(mesh.nodes.filter((node) => node.kind === 'namespace').map((node) => node.group));
  return mesh.groups.flatMap((group): SceneGroup[] => {
    const box = layout.groups.get(group.id);
    return box === undefined ? [] : [{ id: group.id, label: closed.has(group.id) ? '' : displayText(group.name), ...box }];
  });
}
