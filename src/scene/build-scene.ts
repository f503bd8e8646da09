/** Mesh + positions + view → what to draw. Pure: the same input gives the same scene on every machine. */
import type { Difference } from '../inquiry/diff/model';
import type { Layout } from '../layout/types';
import { DEFAULT_THRESHOLDS, isSick } from '../mesh/health';
import type { MeshPart } from '../mesh/mesh-part';
import type { Mesh, MeshEdge, MeshNode, Thresholds } from '../mesh/model';
import type { DrawnPolicies } from '../policy/drawn';
import { chooseEdges } from './choose-edges';
import { drawnDifference, unionMesh } from './difference';
import { type Emphasis, emphasise } from './emphasis';
import { type GoneThings, ghostEdges, ghostNodes } from './ghosts';
import { groupBoxes } from './group-boxes';
import { EDGE_LABELS } from './labels/index';
import { DEFAULT_NODE_LABELS } from './node-labels';
import { type NotesView, sceneNotes } from './notes';
import { type DraftMarks, draftOverlay, draftRanks } from './overlays/draft';
import { OVERLAYS, POLICY_OVERLAYS } from './overlays/index';
import type { PolicyOverlay } from './overlays/policy-overlay';
import { rankWorst } from './rank-worst';
import type { RemovedFromScene, Scene, SceneNode } from './scene';
import { awaitedEdges, sceneEdge } from './scene-edge';
import { type Pins, sceneNode } from './scene-node';
import { splitsByEdge } from './streams';
import { type UnitChoice, unitsOf } from './traffic-units';

export interface SceneView {
  /** Domain id of the selected node, edge or group; everything that is not near it fades. */
  readonly selected?: string | undefined;
  /** Id of a thing whose neighbourhood is looked at without being selected: its labels come first, nothing fades. */
  readonly hoveredNeighbourhood?: string | undefined;
  /** Ids of EDGE_LABELS; unknown ones are ignored. */
  readonly labels: readonly string[];
  /** For an audience: edges that are well and not looked at say their rate alone. */
  readonly brief?: boolean | undefined;
  /** Id of a policy overlay (POLICY_OVERLAYS); unknown ones are ignored. */
  readonly overlay?: string | undefined;
  /** Draw ztunnel legs that a waypoint's hop already stands for. */
  readonly showFolded?: boolean | undefined;
  /** In what rates and bytes are written. */
  readonly units?: UnitChoice | undefined;
  /** Numbers are totals since a proxy started, not rates. */
  readonly totals?: boolean | undefined;
  /** Ids of NODE_LABELS: what stands below the name of a node; unknown ones are ignored. */
  readonly nodeLabels?: readonly string[] | undefined;
  readonly pins?: Pins | undefined;
  /** Of the clock that moments are written by: minutes east of UTC. */
  readonly offsetMinutes?: number | undefined;
  /** For the tones of versions; the health of nodes and edges is already in the mesh. */
  readonly thresholds?: Thresholds | undefined;
  /** Steps back like what is not near the selection. */
  readonly dimmed?: MeshPart | undefined;
  /** Leaves the picture, and edges with either end; places and viewport stay. */
  readonly removed?: MeshPart | undefined;
  /** Gets the mark of what was found. */
  readonly found?: MeshPart | undefined;
}

/** So many found edges between closed groups stay in a thinned picture; more would drown it again. */
const MOST_FOUND_KEPT = 60;

export interface SceneInput {
  readonly mesh: Mesh;
  readonly layout: Layout;
  readonly view: SceneView;
  /** What configuration says of the drawn things; undefined while there is none. */
  readonly policies?: DrawnPolicies | undefined;
  /** What vanished within the window; those without a place in the layout are not drawn. */
  readonly ghosts?: GoneThings | undefined;
  readonly notes?: NotesView | undefined;
  /** Drawn in place of health and policies: `mesh` is the moment after, what only the moment before has is drawn beside it. */
  readonly difference?: Difference | undefined;
  /** What a draft would do to the lines of `mesh`: drawn in place of a chosen overlay; a difference goes before it. */
  readonly draft?: DraftMarks | undefined;
}

const NO_NOTES = { notes: [], elsewhere: 0 } as const;
const NOTHING_GONE: GoneThings = { nodes: [], edges: [] };

/** Elements the layout has no place for yet are left out, and edges with them. */
export function buildScene(input: SceneInput): Scene {
  const { mesh: measured, layout, view, policies, ghosts, notes: written, difference: compared } = input;
  const difference = compared === undefined ? undefined : drawnDifference(compared);
  const mesh = unionMesh(measured, compared?.removed);
  const overlay = overlayOf(input);
  const draft = difference === undefined ? input.draft : undefined;
  const ranked = difference?.ranks ?? (draft && draftRanks(draft));
  const emphasis = emphasise(mesh, { ...view, hovered: view.hoveredNeighbourhood });
  const nodeContext = {
    mesh,
    layout,
    overlays: OVERLAYS,
    policy: overlay === undefined ? undefined : { overlay, of: ({ id }: MeshNode) => policies?.nodes.get(id) },
    difference,
    units: unitsOf(view.totals === true, view.units),
    emphasis,
    thresholds: view.thresholds ?? DEFAULT_THRESHOLDS,
    nodeLabels: view.nodeLabels ?? DEFAULT_NODE_LABELS,
    pins: view.pins,
  };
  const keptNodes = view.removed === undefined ? mesh.nodes : mesh.nodes.filter((node) => !emphasis.nodeRemoved(node));
  const nodes = keptNodes.map((node) => sceneNode(node, nodeContext)).filter((node): node is SceneNode => node !== undefined);
  const drawnNodes = new Set(nodes.map((node) => node.id));
  const closed = new Set(nodes.filter((node) => node.shape === 'group').map((node) => node.id));

  const shown = mesh.edges.filter((edge) => view.showFolded === true || edge.foldedInto === undefined);
  const candidates = shown.filter((edge) => drawnNodes.has(edge.source) && drawnNodes.has(edge.target) && !emphasis.edgeRemoved(edge));
  const keepsFound = (view.found?.edges.size ?? 0) <= MOST_FOUND_KEPT;
  const { drawn, hidden } = chooseEdges(
    candidates,
    (edge) => closed.has(edge.source) && closed.has(edge.target),
    (edge) => emphasis.edgeFocused(edge) || ranked?.has(edge.id) === true || (keepsFound && emphasis.isFound(edge.id)),
  );
  const removed = view.removed === undefined ? undefined : countRemoved(mesh.nodes, shown, emphasis);
  const edgeContext = {
    overlays: OVERLAYS,
    policy: overlay === undefined ? undefined : { overlay, of: ({ id }: MeshEdge) => policies?.edges.get(id) },
    // What stepped back and is well has no say while something else is looked at; what is sick always has.
    ranks: ranked ?? rankWorst(drawn.filter((edge) => isSick(edge.health) || !emphasis.edgeFaded(edge))),
    labels: EDGE_LABELS.filter((label) => view.labels.includes(label.id)),
    brief: view.brief === true,
    emphasis,
    difference,
    units: nodeContext.units,
    // Parts of a stream would hide what became of each.
    splits: splitsByEdge(
      difference === undefined ? policies?.streams : undefined,
      new Map(keptNodes.filter(({ id }) => drawnNodes.has(id)).map((node) => [node.id, node])),
    ),
    nodes: new Map(nodes.map((node) => [node.id, node])),
  };
  const awaited = awaitedEdges(new Set(mesh.edges.map(({ id }) => id)), edgeContext);
  const awaitedIds = new Set(awaited.map(({ id }) => id));
  // Where a part of the mesh is looked at, what is gone from the rest says nothing.
  const gone = removed === undefined ? without(ghosts ?? NOTHING_GONE, compared?.removed) : NOTHING_GONE;
  const shades = ghostNodes(gone, {
    places: layout.nodes,
    pins: view.pins,
    selected: view.selected,
    offsetMinutes: view.offsetMinutes ?? 0,
  });
  const ends = new Set([...drawnNodes, ...shades.map(({ id }) => id)]);
  const scene = {
    groups: groupBoxes({ ...measured, groups: mesh.groups }, keptNodes, layout),
    nodes: [...nodes, ...shades],
    edges: [
      ...drawn.map((edge) => sceneEdge(edge, edgeContext)),
      ...awaited,
      ...ghostEdges(gone, ends, view.selected).filter(({ id }) => !awaitedIds.has(id)),
    ],
  };
  const { notes, elsewhere } = written === undefined || written.notes.length === 0 ? NO_NOTES : sceneNotes(written, mesh, scene);
  return {
    ...scene,
    ...(notes.length === 0 ? {} : { notes }),
    ...(elsewhere === 0 ? {} : { notesElsewhere: elsewhere }),
    ...(hidden === 0 ? {} : { hiddenEdges: hidden }),
    ...(removed === undefined ? {} : { removed }),
  };
}

/** Without configuration there is nothing to say: the picture stays that of traffic and health. */
function overlayOf({ policies, difference, draft, view }: SceneInput): PolicyOverlay | undefined {
  if (difference !== undefined) return undefined;
  if (draft !== undefined) return draftOverlay(draft);
  return policies === undefined ? undefined : POLICY_OVERLAYS.find(({ id }) => id === view.overlay);
}

/** What a difference draws as removed is no ghost besides. */
function without(gone: GoneThings, drawn: Difference['removed'] | undefined): GoneThings {
  if (drawn === undefined) return gone;
  const ids = new Set<string>([...drawn.nodes, ...drawn.edges].map(({ id }) => id));
  return { nodes: gone.nodes.filter(({ id }) => !ids.has(id)), edges: gone.edges.filter(({ id }) => !ids.has(id)) };
}

/** undefined when nothing of this mesh is removed. */
function countRemoved(nodes: readonly MeshNode[], edges: readonly MeshEdge[], emphasis: Emphasis): RemovedFromScene | undefined {
  const goneNodes = nodes.filter(emphasis.nodeRemoved);
  const goneEdges = edges.filter(emphasis.edgeRemoved);
  if (goneNodes.length + goneEdges.length === 0) return undefined;
  const sick = [...goneNodes, ...goneEdges].filter(({ health }) => isSick(health));
  const failing = sick.filter(({ health }) => health === 'failing').length;
  return { nodes: goneNodes.length, edges: goneEdges.length, failing, degraded: sick.length - failing };
}
