import type { Telemetry } from '../telemetry/rows';
import { createMeshBuilder } from './build-mesh';
import { DEFAULT_THRESHOLDS } from './health';
import type { GroupBy, GroupId, MeshGroup } from './model';

/** How a mesh is shown when nobody has said otherwise. */
export interface DefaultView {
  readonly groupBy: GroupBy;
  readonly closed: ReadonlySet<GroupId>;
  /** Namespaces gathered in the group of their cluster's smaller ones. */
  readonly gathered: ReadonlySet<GroupId>;
}

/** Up to this many nodes everything is drawn open. */
const ALL_OPEN = 300;
/** Up to this many, namespaces around problems stay open; beyond, every namespace is closed and a list ranks the problems. */
const PROBLEMS_OPEN = 1000;
/** What an overview may hold at most when some groups stay open. */
const OPEN_NODES = 150;
/** Shapes of the first picture of a mesh beyond all that. */
const MOST_SHAPES = 60;

const NOTHING: ReadonlySet<GroupId> = new Set();

/**
 * Chosen once, at load, by size: grouped by app, its versions as parts; beyond 300 nodes namespaces are closed but around problems, beyond
 * 1,000 all of them. Where that would be more than 60 shapes, whole clusters are closed, the sickest last; in a cluster that alone has
 * more, the largest namespaces stand for themselves and the others are gathered in one group.
 */
export function chooseDefaultView(telemetry: Telemetry): DefaultView {
  const mesh = createMeshBuilder(telemetry, { groupBy: 'app', thresholds: DEFAULT_THRESHOLDS }).open;
  const namespaces = mesh.groups.filter(({ level }) => level === 'namespace');
  if (mesh.nodes.length <= ALL_OPEN) return { groupBy: 'app', closed: NOTHING, gathered: NOTHING };
  if (mesh.nodes.length <= PROBLEMS_OPEN) {
    const open = openAroundProblems(namespaces);
    return { groupBy: 'app', closed: idsOf(namespaces.filter(({ id }) => !open.has(id))), gathered: NOTHING };
  }
  const gathered = gatheredNamespaces(namespaces);
  const { groups } =
    gathered.size === 0 ? mesh : createMeshBuilder(telemetry, { groupBy: 'app', thresholds: DEFAULT_THRESHOLDS, gathered }).open;
  const open = openClusters(groups);
  return { groupBy: 'app', closed: idsOf(groups.filter(({ id }) => !open.has(id))), gathered };
}

const idsOf = (groups: readonly MeshGroup[]): ReadonlySet<GroupId> => new Set(groups.map(({ id }) => id));
const byId = (a: MeshGroup, b: MeshGroup): number => (a.id < b.id ? -1 : 1);

/** The sickest groups first, as long as what they hold can be read. */
function openAroundProblems(namespaces: readonly MeshGroup[]): ReadonlySet<GroupId> {
  const open = new Set<GroupId>();
  let nodes = 0;
  const sick = namespaces.filter(({ sickMembers }) => sickMembers > 0).sort((a, b) => b.sickMembers - a.sickMembers || byId(a, b));
  for (const group of sick) {
    if (nodes + group.members.length > OPEN_NODES) continue;
    nodes += group.members.length;
    open.add(group.id);
  }
  return open;
}

/** What is beyond the largest namespaces of each cluster that has too many; size alone decides, so that health cannot move anything. */
function gatheredNamespaces(namespaces: readonly MeshGroup[]): ReadonlySet<GroupId> {
  const byCluster = new Map<string | undefined, MeshGroup[]>();
  for (const group of namespaces) byCluster.set(group.cluster, [...(byCluster.get(group.cluster) ?? []), group]);
  // One shape for the rest; one for what has no cluster, if that is not what is counted here.
  const most = MOST_SHAPES - 2;
  const gathered = new Set<GroupId>();
  for (const groups of byCluster.values()) {
    if (groups.length <= most) continue;
    const largest = [...groups].sort((a, b) => b.members.length - a.members.length || byId(a, b));
    for (const { id } of largest.slice(most)) gathered.add(id);
  }
  return gathered;
}

/** Clusters that stay open, the sickest first, as long as the closed groups in them are not too many. */
function openClusters(groups: readonly MeshGroup[]): ReadonlySet<GroupId> {
  const open = new Set<GroupId>();
  const inside = (parent: GroupId | undefined) => groups.filter((group) => group.parent === parent).length;
  let shapes = inside(undefined);
  const clusters = groups.filter(({ level }) => level === 'cluster').sort((a, b) => b.sickMembers - a.sickMembers || byId(a, b));
  for (const { id } of clusters) {
    const more = inside(id) - 1;
    if (shapes + more > MOST_SHAPES) continue;
    shapes += more;
    open.add(id);
  }
  return open;
}
