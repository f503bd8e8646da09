import { leastTime } from '../testing/least-time';
import { syntheticMesh } from '../testing/synthetic-mesh';
import { type Focus, partInFocus } from './focus';
import type { EdgeId, GroupId, Mesh, MeshEdge, MeshNode, NodeId } from './model';

/** The slowest focus of each kind against its floor: one look at every node and edge in the same run. */
export interface FocusBench {
  readonly nodes: number;
  readonly edges: number;
  readonly lookMs: number;
  readonly aroundMs: number;
  readonly pathMs: number;
  readonly problemsMs: number;
}

/** Best of a few runs each, so that a busy machine does not show. */
export function benchFocus(services: number, calls: number, runs = 9): FocusBench {
  const mesh = meshLike(services, calls);
  const hub = mesh.edges[0]?.source ?? '';
  const far = mesh.edges.at(-1)?.target ?? '';
  const time = (focus: Focus) => leastTime(runs, () => partInFocus(mesh, focus));
  return {
    nodes: mesh.nodes.length,
    edges: mesh.edges.length,
    lookMs: leastTime(
      runs,
      () => mesh.nodes.filter(({ id }) => id === far).length + mesh.edges.filter(({ source }) => source === far).length,
    ),
    aroundMs: time({ kind: 'around', id: hub, hops: 4, direction: 'both' }),
    pathMs: time({ kind: 'path', from: hub, to: far }),
    problemsMs: time({ kind: 'problems' }),
  };
}

/** A synthetic mesh with one edge in twenty failing; only what a focus reads is filled in. */
function meshLike(services: number, calls: number): Mesh {
  const graph = syntheticMesh({ nodes: services, edges: calls });
  const flow = { requestsPerSecond: 1, bytesPerSecond: 0 };
  const nodes = graph.nodes.map(
    ({ id, group }): MeshNode => ({
      id: id as NodeId,
      kind: 'app',
      group: group as GroupId,
      name: id,
      root: false,
      incoming: flow,
      outgoing: flow,
      health: 'healthy',
      inherited: 'healthy',
      members: 1,
      sickMembers: 0,
    }),
  );
  const edges = graph.edges.map(
    ({ source, target }, at): MeshEdge => ({
      id: `${source}>${target}>http` as EdgeId,
      source: source as NodeId,
      target: target as NodeId,
      protocol: 'http',
      mtls: { mutual: 1, plaintext: 0, ratio: 1 },
      reporter: 'source',
      reports: [],
      health: at % 20 === 0 ? 'failing' : 'healthy',
      members: 1,
      sickMembers: 0,
    }),
  );
  return { groupBy: 'app', nodes, edges, groups: [], unplacedRows: 0, problems: [] };
}

/** `npx tsx src/mesh/focus.bench.ts`: the size at which each must stay under 100 ms. */
if (process.argv[1]?.endsWith('focus.bench.ts') === true) console.log(benchFocus(2000, 6000));
