import type { Telemetry } from '../telemetry/rows';
import { createMeshBuilder, type MeshBuilder } from './build-mesh';
import { DEFAULT_THRESHOLDS } from './health';
import type { GroupBy, GroupId } from './model';

/** How a mesh is shown when nobody has said otherwise. */
export interface DefaultView {
  readonly groupBy: GroupBy;
  readonly closed: ReadonlySet<GroupId>;
}

/** Up to this many nodes everything is drawn open. */
const ALL_OPEN = 300;
/** Up to this many, namespaces around problems stay open; beyond, every namespace is closed and a list ranks the problems. */
const PROBLEMS_OPEN = 1000;
/** What an overview may hold at most when some groups stay open. */
const OPEN_NODES = 150;

/**
 * Chosen once, at load, by size: grouped by app, its versions as parts; beyond 300 nodes namespaces are closed but around
 * problems, beyond 1,000 all of them.
 */
export function chooseDefaultView(telemetry: Telemetry): DefaultView {
  const mesh = createMeshBuilder(telemetry, { groupBy: 'app', thresholds: DEFAULT_THRESHOLDS }).open;
  if (mesh.nodes.length <= ALL_OPEN) return { groupBy: 'app', closed: new Set() };
  const open = mesh.nodes.length > PROBLEMS_OPEN ? new Set<GroupId>() : openAroundProblems(mesh);
  return { groupBy: 'app', closed: new Set(mesh.groups.filter(({ id }) => !open.has(id)).map(({ id }) => id)) };
}

/** The sickest groups first, as long as what they hold can be read. */
function openAroundProblems(mesh: MeshBuilder['open']): ReadonlySet<GroupId> {
  const open = new Set<GroupId>();
  let nodes = 0;
  const sick = mesh.groups
    .filter(({ sickMembers }) => sickMembers > 0)
    .sort((a, b) => b.sickMembers - a.sickMembers || (a.id < b.id ? -1 : 1));
  for (const group of sick) {
    if (nodes + group.members.length > OPEN_NODES) continue;
    nodes += group.members.length;
    open.add(group.id);
  }
  return open;
}
