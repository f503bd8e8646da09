/**
 * The part of a mesh somebody looks at: some hops around a thing, the ways from one node to another, or what is sick. All linear in nodes
 * and edges. Legs folded into a waypoint's hop (docs/telemetry.md §6.6) are not walked, for that hop stands for them; they belong to a part
 * when both their ends do.
 */
import { isSick } from './health';
import type { MeshPart } from './mesh-part';
import type { EdgeId, Mesh, MeshEdge, MeshNode, NodeId } from './model';
import { nodesIn } from './nodes-in';

/** `up` = against the calls (who calls it), `down` = along them (what it calls), `both` = up and down, each by itself. */
export type FocusDirection = 'up' | 'down' | 'both';
export type FocusHops = 1 | 2 | 3 | 4;

export type Focus =
  /** `id` of a node, an edge or a group. */
  | { readonly kind: 'around'; readonly id: string; readonly hops: FocusHops; readonly direction: FocusDirection }
  | { readonly kind: 'path'; readonly from: string; readonly to: string }
  | { readonly kind: 'problems' };

/** Longer ways from one service to another explain nothing. */
export const MOST_PATH_HOPS = 6;

/** What a focus keeps of this mesh; undefined when what it is about is not in it. A path that does not exist is a part without edges. */
export function partInFocus(mesh: Mesh, focus: Focus): MeshPart | undefined {
  if (focus.kind === 'problems') return problemsAround(mesh);
  if (focus.kind === 'around') {
    const part = focusAround(mesh, [focus.id], focus);
    return part.nodes.size === 0 ? undefined : part;
  }
  const ends = [focus.from, focus.to].map((id) => mesh.nodes.find((node) => node.id === id)?.id);
  const [from, to] = ends;
  return from === undefined || to === undefined ? undefined : pathsBetween(mesh, from, to, MOST_PATH_HOPS);
}

/**
 * Every edge on a walk of at most `hops` edges that starts (`down`) or ends (`up`) at a seed, and their ends. Seeds are the nodes that `ids`
 * name, both ends of a named edge (which is kept itself) and the members of a named group; an unknown id adds nothing. `both` is the two
 * together: siblings that only share a caller stay outside.
 */
export function focusAround(
  mesh: Mesh,
  ids: readonly string[],
  { hops, direction }: { readonly hops: number; readonly direction: FocusDirection },
): MeshPart {
  const wanted = new Set(ids);
  const named = mesh.edges.filter(({ id }) => wanted.has(id));
  const seeds = new Set(nodesIn(mesh, wanted).map(({ id }) => id));
  for (const { source, target } of named) seeds.add(source).add(target);
  const edges = new Set(named.map(({ id }) => id));
  if (direction !== 'up') {
    const distance = distancesFrom(seeds, neighbours(mesh, 'source'), hops);
    for (const edge of walked(mesh)) if (within(distance.get(edge.source), hops)) edges.add(edge.id);
  }
  if (direction !== 'down') {
    const distance = distancesFrom(seeds, neighbours(mesh, 'target'), hops);
    for (const edge of walked(mesh)) if (within(distance.get(edge.target), hops)) edges.add(edge.id);
  }
  return partOf(mesh, seeds, edges);
}

/**
 * Every edge on a walk of at most `hops` edges along the calls that leaves `from` once and enters `to` once, with the ends of those edges;
 * the two nodes alone when there is none. A walk may pass another node twice: simple paths alone cannot be told in linear time.
 */
export function pathsBetween(mesh: Mesh, from: NodeId, to: NodeId, hops: number): MeshPart {
  const ahead = distancesFrom(new Set([from]), neighbours(mesh, 'source'), hops, to);
  const behind = distancesFrom(new Set([to]), neighbours(mesh, 'target'), hops, from);
  const edges = new Set<EdgeId>();
  for (const { id, source, target } of walked(mesh)) {
    // Past its end no way goes on, and into its beginning none comes back.
    if ((source === to || target === from) && from !== to) continue;
    const before = ahead.get(source);
    const after = behind.get(target);
    if (before !== undefined && after !== undefined && before + 1 + after <= hops) edges.add(id);
  }
  return partOf(mesh, new Set([from, to]), edges);
}

/** The sick nodes and both ends of the sick edges, with everything one hop away from them. */
export function problemsAround(mesh: Mesh): MeshPart {
  const core = new Set(mesh.nodes.filter(isSickNode).map(({ id }) => id));
  for (const { health, source, target } of mesh.edges) if (isSick(health)) core.add(source).add(target);
  const edges = new Set<EdgeId>();
  for (const { id, source, target } of walked(mesh)) if (core.has(source) || core.has(target)) edges.add(id);
  return partOf(mesh, core, edges);
}

const isSickNode = ({ health, sickMembers }: MeshNode): boolean => isSick(health) || sickMembers > 0;

const walked = (mesh: Mesh): readonly MeshEdge[] => mesh.edges.filter(({ foldedInto }) => foldedInto === undefined);

const within = (distance: number | undefined, hops: number): boolean => distance !== undefined && distance < hops;

/** Nodes one hop on: seen from the sources of edges, or from their targets. */
function neighbours(mesh: Mesh, seenFrom: 'source' | 'target'): ReadonlyMap<NodeId, readonly NodeId[]> {
  const other = seenFrom === 'source' ? 'target' : 'source';
  const found = new Map<NodeId, NodeId[]>();
  for (const edge of walked(mesh)) {
    const list = found.get(edge[seenFrom]);
    if (list === undefined) found.set(edge[seenFrom], [edge[other]]);
    else list.push(edge[other]);
  }
  return found;
}

/** Hops from the nearest seed, up to `hops`; beyond `end` nothing is looked for. */
function distancesFrom(
  seeds: ReadonlySet<NodeId>,
  next: ReadonlyMap<NodeId, readonly NodeId[]>,
  hops: number,
  end?: NodeId,
): ReadonlyMap<NodeId, number> {
  const distances = new Map<NodeId, number>();
  for (const seed of seeds) distances.set(seed, 0);
  let border = [...seeds];
  for (let distance = 1; distance <= hops && border.length > 0; distance += 1) {
    const beyond: NodeId[] = [];
    for (const id of border) {
      if (id === end && distance > 1) continue;
      for (const neighbour of next.get(id) ?? []) {
        if (distances.has(neighbour)) continue;
        distances.set(neighbour, distance);
        beyond.push(neighbour);
      }
    }
    border = beyond;
  }
  return distances;
}

/** The edges with their ends, the nodes given, and the folded legs between any of them. */
function partOf(mesh: Mesh, core: ReadonlySet<NodeId>, edges: Set<EdgeId>): MeshPart {
  const nodes = new Set(core);
  for (const { id, source, target } of mesh.edges) if (edges.has(id)) nodes.add(source).add(target);
  for (const { id, source, target, foldedInto } of mesh.edges) {
    if (foldedInto !== undefined && nodes.has(source) && nodes.has(target)) edges.add(id);
  }
  return { nodes, edges };
}
