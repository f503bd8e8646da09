/** What was measured + how to show it → what the page draws. Remembers positions, so that nothing moves between two pictures. */
import type { Inventory } from '../istio/inventory';
import type { Layout, LayoutGraph, Point } from '../layout/types';
import { createMeshBuilder, type MeshBuilder } from '../mesh/build-mesh';
import { chooseDefaultView, type DefaultView } from '../mesh/default-view';
import type { GroupBy, GroupId, Mesh, MeshNode } from '../mesh/model';
import { createKnownWirings } from '../mesh/wiring';
import type { PolicyDetails } from '../policy/drawn';
import { nodeSize } from '../scene/node-size';
import type { Telemetry } from '../telemetry/rows';
import type { TelemetryTaken } from '../telemetry/take-telemetry';
import type { Picture, RefreshRequest, ShowOptions, WholeMesh } from './messages';
import { createPlaces } from './places';
import { createPolicyMaker } from './policy-maker';

/** One answered refresh, and whose it is: positions and defaults are kept per `key`. */
export interface Measured {
  readonly key: string;
  /** What was asked; undefined for dropped text. */
  readonly request: RefreshRequest | undefined;
  readonly sourceId: string;
  readonly taken: TelemetryTaken;
  /** When the latency shown was asked; undefined = with this refresh. */
  readonly latencyAtSeconds: number | undefined;
}

export interface PictureMaker {
  /** With what the resources say of it, where there are any. */
  make(measured: Measured, show: ShowOptions, inventory: Inventory | undefined): Picture;
  /** The same traffic with nothing closed. */
  whole(measured: Measured, show: ShowOptions, inventory: Inventory | undefined): WholeMesh;
  /** Everything configuration says of a drawn edge or node of the last picture. */
  policiesOf(id: string): PolicyDetails;
  /** What the server should take quantiles for, when it has to. */
  quantileGrouping(key: string, telemetry: Telemetry, show: ShowOptions): GroupBy;
  /** Grouping that a picture of this source would use; undefined before the first one. */
  groupByOf(key: string, show: ShowOptions): GroupBy | undefined;
  /** Forgets where things stood, so that the next picture is laid out anew. */
  forgetPositions(key: string, groupBy: GroupBy): void;
  /** The next picture stands as it did in an arrangement that was left. */
  restorePositions(key: string, groupBy: GroupBy, arrangement: number): void;
}

const NOTHING: ReadonlySet<GroupId> = new Set();

export function createPictureMaker(): PictureMaker {
  const defaults = new Map<string, DefaultView>();
  const places = createPlaces();
  const wirings = createKnownWirings();
  const policies = createPolicyMaker();
  let lastOpen: { readonly telemetry: Telemetry; readonly mesh: OpenForm } | undefined;

  /** The groups of this traffic: those of the picture that was just made of it, as a rule. */
  const groupsOf = (telemetry: Telemetry, groupBy: GroupBy, thresholds: ShowOptions['thresholds']): Grouped => {
    const same =
      lastOpen?.mesh.groupBy === groupBy && lastOpen.telemetry.requests === telemetry.requests && lastOpen.telemetry.tcp === telemetry.tcp;
    return same && lastOpen !== undefined ? lastOpen.mesh : createMeshBuilder(telemetry, { groupBy, thresholds, wirings }).open;
  };

  /** Chosen at the first traffic of a source and kept. */
  const defaultOf = (key: string, telemetry: Telemetry): DefaultView => {
    const chosen = defaults.get(key) ?? chooseDefaultView(telemetry);
    if (telemetry.requests.length + telemetry.tcp.length > 0) defaults.set(key, chosen);
    return chosen;
  };

  return {
    make({ key, request, sourceId, taken, latencyAtSeconds }, show, inventory) {
      const { telemetry } = taken;
      const automatic = defaultOf(key, telemetry);
      const groupBy = show.groupBy ?? automatic.groupBy;
      const build = createMeshBuilder(telemetry, { groupBy, thresholds: show.thresholds, wirings });
      const { open } = build;
      lastOpen = { telemetry, mesh: open };
      const closed = closedGroups(open, automatic, show);
      const mesh = build(closed);
      const placesKey = `${key} ${groupBy}`;
      const layout = places.layoutOf(placesKey, { scope: scopeOf(request), topology: topologyOf(open) }, () => layoutGraphOf(open));
      return {
        sourceId,
        atSeconds: telemetry.atSeconds,
        windowSeconds: telemetry.windowSeconds,
        scrapeIntervalSeconds: taken.scrapeIntervalSeconds,
        ...(latencyAtSeconds !== undefined && { latencyAtSeconds }),
        ...(telemetry.totals && { totalsSinceStart: true }),
        latencyAsksAgain: taken.stage === 'complete' && quantilesMisfit(telemetry, mesh),
        stage: taken.stage,
        mesh,
        layout: drawnLayout(mesh, layout),
        arrangement: places.arrangementOf(placesKey),
        openGroups: open.groups.filter(({ id }) => !closed.has(id)).map(({ id }) => id),
        totals: { nodes: open.nodes.length, edges: open.edges.length, groups: open.groups.length },
        namespaces: [...new Set(open.groups.flatMap(({ namespace }) => namespace ?? []))].sort(),
        queries: taken.queries,
        problems: [...taken.problems, ...mesh.problems],
        ...(inventory !== undefined && { policies: policies.draw(telemetry, inventory, { groupBy, closed }) }),
      };
    },
    whole({ key, taken: { telemetry } }, { groupBy: asked, thresholds }, inventory) {
      const groupBy = asked ?? defaultOf(key, telemetry).groupBy;
      const build = createMeshBuilder(telemetry, { groupBy, thresholds, wirings });
      const namespaces = createMeshBuilder(telemetry, { groupBy: 'namespace', thresholds, wirings });
      return {
        mesh: build(NOTHING),
        namespaces: namespaces(NOTHING),
        ...(inventory !== undefined && { policies: policies.beside(telemetry, inventory, { groupBy, closed: NOTHING }) }),
      };
    },
    policiesOf: (id) => policies.details(id),
    quantileGrouping(key, telemetry, show) {
      const automatic = defaultOf(key, telemetry);
      const groupBy = show.groupBy ?? automatic.groupBy;
      const open = groupsOf(telemetry, groupBy, show.thresholds);
      return closedGroups(open, automatic, show).size === open.groups.length ? 'namespace' : groupBy;
    },
    groupByOf: (key, show) => show.groupBy ?? defaults.get(key)?.groupBy,
    forgetPositions: (key, groupBy) => places.forget(`${key} ${groupBy}`),
    restorePositions: (key, groupBy, arrangement) => places.restore(`${key} ${groupBy}`, arrangement),
  };
}

/** Namespaces as nodes share one box per cluster; everything else stands in the box of its namespace. */
const boxOf = (node: MeshNode, groupBy: GroupBy): string => (groupBy === 'namespace' ? `cluster/${node.cluster ?? ''}` : node.group);

function layoutGraphOf(mesh: OpenForm): LayoutGraph {
  return {
    nodes: mesh.nodes.map((node) => ({ id: node.id, group: boxOf(node, mesh.groupBy), ...nodeSize(node) })),
    edges: mesh.edges.map(({ source, target }) => ({ source, target })),
  };
}

/** What the user asked to see, the moment apart. */
function scopeOf(request: RefreshRequest | undefined): string {
  return request === undefined ? '' : JSON.stringify([request.namespaces, request.windowSeconds, request.showIdle]);
}

/** What positions depend on: who is there and who calls whom; never how much. */
function topologyOf(mesh: OpenForm): string {
  return `${mesh.nodes.map(({ id, parts }) => `${id} ${parts?.length ?? 0}`).join('\n')}\n\n${mesh.edges.map(({ id }) => id).join('\n')}`;
}

type OpenForm = MeshBuilder['open'];
type Grouped = Pick<OpenForm, 'groupBy' | 'groups'>;

/** The automatic default, changed by what the user opened and closed; the user's word on a group wins. */
function closedGroups(mesh: Grouped, automatic: DefaultView, show: ShowOptions): ReadonlySet<GroupId> {
  if (mesh.groupBy === 'namespace') return NOTHING;
  const opened = new Set<string>(show.opened);
  const closed = new Set<string>(show.closed);
  return new Set(mesh.groups.map(({ id }) => id).filter((id) => closed.has(id) || (automatic.closed.has(id) && !opened.has(id))));
}

/** Whether the server's quantiles were taken for something else than what is drawn. */
function quantilesMisfit({ quantileGrouping }: Telemetry, { groupBy, nodes }: Mesh): boolean {
  if (quantileGrouping === undefined) return false;
  const allClosed = nodes.every(({ kind }) => kind === 'namespace');
  return quantileGrouping !== (allClosed ? 'namespace' : groupBy);
}

/** Positions of what is drawn: a closed group stands in the middle of its box. */
function drawnLayout(mesh: Mesh, layout: Layout): Layout {
  const nodes = new Map<string, Point>();
  for (const node of mesh.nodes) {
    const box = node.kind === 'namespace' && mesh.groupBy !== 'namespace' ? layout.groups.get(node.group) : undefined;
    const point = box === undefined ? layout.nodes.get(node.id) : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    if (point !== undefined) nodes.set(node.id, point);
  }
  return { nodes, groups: layout.groups };
}
